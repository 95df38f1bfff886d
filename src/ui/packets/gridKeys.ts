/** Where a key leads from row `at`; undefined where it does not move. End is no move: it follows. */
export function rowForKey(
  key: string,
  at: number | undefined,
  count: number,
  page: number,
): number | undefined {
  switch (key) {
    case 'ArrowDown':
    case 'j':
    case 'J':
      return at === undefined ? count - 1 : at + 1;
    case 'ArrowUp':
    case 'k':
    case 'K':
      return at === undefined ? count - 1 : at - 1;
    case 'PageDown':
      return (at ?? count - 1) + page;
    case 'PageUp':
      return (at ?? count - 1) - page;
    case 'Home':
      return 0;
    default:
      return undefined;
  }
}

/** The key that opens a context menu, and the chord for keyboards without it. */
export function isMenuKey({ key, shiftKey }: { key: string; shiftKey: boolean }): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}
