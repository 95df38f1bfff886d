/** Words for a POSIX shell, safe also for what a stranger chose: topics, payloads, client identifiers. */

/** Bytes of one argument; Linux takes no more than 128 KiB. */
export const LONGEST_WORD = 64 << 10;

/**
 * Text as one word: in single quotes nothing is expanded, and a line feed is part of the word.
 * undefined where it holds other control characters: a terminal into which they are pasted acts on
 * them before any shell sees a quote (an interrupt, the end of a bracketed paste).
 */
export function shellWord(text: string): string | undefined {
  if (hasControls(text)) return undefined;
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Control characters other than a line feed. */
export function hasControls(text: string): boolean {
  return /[^\P{Cc}\n]/u.test(text);
}
