/**
 * Row that a key leads to from row `at`, or from `start` if none is selected. Undefined if the key does not
 * move. The result may be outside of the list.
 */
export function rowForKey(
  key: string,
  at: number | undefined,
  { start, count, page }: { start: number; count: number; page: number },
): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'j':
    case 'J':
      return at === undefined ? start : at + 1;
    case 'ArrowUp':
    case 'k':
    case 'K':
      return at === undefined ? start : at - 1;
    case 'PageDown':
      return (at ?? start) + page;
    case 'PageUp':
      return (at ?? start) - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/** The key that opens a context menu, and the chord for keyboards without it. */
export function isMenuKey({ key, shiftKey }: { key: string; shiftKey: boolean }): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}
