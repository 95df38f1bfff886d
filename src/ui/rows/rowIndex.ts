/** Which row of a list an event's target stands in: rows carry their index as `data-index`. */
export function rowIndexOf(element: EventTarget): number | undefined {
  if (!(element instanceof Element)) return undefined;
  const index = element.closest('[data-index]')?.getAttribute('data-index');
  return index === null || index === undefined ? undefined : Number(index);
}
