/** Quotes words for a POSIX shell, also untrusted ones: topics, payloads, client identifiers. */

/** Bytes of one argument; the limit of Linux is 128 KiB. */
export const LONGEST_WORD = 64 << 10;

/**
 * Quotes text as one word: single quotes prevent expansion, and a line feed is part of the word. undefined if
 * it holds other control characters: a terminal acts on pasted ones (an interrupt, the end of a bracketed
 * paste) before a shell sees a quote.
 */
export function shellWord(text: string): string | undefined {
  if (hasControls(text)) return undefined;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** True for control characters other than a line feed. */
export function hasControls(text: string): boolean {
  return /[^\P{Cc}\n]/u.test(text);
}
