/** Where two payloads differ, for those that are not JSON. */

export interface BytesDiff {
  /** Bytes that both begin with. */
  readonly start: number;
  /** The part that differs ends here, in each of the two; the bytes after it are the same. */
  readonly previousEnd: number;
  readonly currentEnd: number;
}

function isInsideCharacter(bytes: Uint8Array, place: number): boolean {
  return place < bytes.length && ((bytes[place] ?? 0) & 0xc0) === 0x80;
}

/**
 * The one stretch outside of which the two are the same; undefined where they are the same
 * altogether.
 *
 * @param text never cuts a UTF-8 character in two
 */
export function diffBytes(
  previous: Uint8Array,
  current: Uint8Array,
  { text = false }: { readonly text?: boolean } = {},
): BytesDiff | undefined {
  const shorter = Math.min(previous.length, current.length);
  let start = 0;
  while (start < shorter && previous[start] === current[start]) start++;
  if (start === shorter && previous.length === current.length) return undefined;
  while (text && start > 0 && splits(previous, current, start)) start--;
  let same = 0;
  while (same < shorter - start && previous.at(-1 - same) === current.at(-1 - same)) same++;
  while (text && same > 0 && isInsideCharacter(current, current.length - same)) same--;
  return { start, previousEnd: previous.length - same, currentEnd: current.length - same };
}

function splits(previous: Uint8Array, current: Uint8Array, place: number): boolean {
  return isInsideCharacter(previous, place) || isInsideCharacter(current, place);
}
