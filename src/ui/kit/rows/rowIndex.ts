/** Index of the row that contains an event's target (`data-index`). */
export function rowIndexOf(element: EventTarget): number | undefined {
  if (!(element instanceof Element)) return undefined;
  const index = element.closest('[data-index]')?.getAttribute('data-index');
  return index === null || index === undefined ? undefined : Number(index);
}

/** True if an event's target is inside a link to the packet of its row (`data-link`). */
export function isLink(element: EventTarget): boolean {
  return element instanceof Element && element.closest('[data-link]') !== null;
}

/** Number of the packet that a link in a row leads to (`data-packet`). */
export function linkedPacket(element: EventTarget): number | undefined {
  if (!(element instanceof Element)) return undefined;
  const packet = element.closest('[data-packet]')?.getAttribute('data-packet');
  return packet === null || packet === undefined ? undefined : Number(packet);
}

/** True if an event's target is the button of a row's menu. */
export function isMenuButton(element: EventTarget): boolean {
  return element instanceof Element && element.closest('[data-row-menu]') !== null;
}
