/** Finds the differing range of two payloads that are not JSON. */

export interface BytesDiff {
  /** Length of the common beginning. */
  readonly start: number;
  /** End of the differing range in each of the two; the bytes after it are equal. */
  readonly previousEnd: number;
  readonly currentEnd: number;
}

function isInsideCharacter(bytes: Uint8Array, place: number): boolean {
  return place < bytes.length && ((bytes[place] ?? 0) & 0xc0) === 0x80;
}

/**
 * The single range that contains all differences; undefined if the two are equal.
 *
 * @param text keeps the range at boundaries of UTF-8 characters
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
