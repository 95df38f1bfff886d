/** What the engine says of a payload in few English words, in lists. */
import { sentencesBy } from '../sentences.ts';

const PREVIEWS = sentencesBy({ '<empty>': '<空>', '<{} B binary>': '<{1} B 二进制>' });

/** @param text the beginning of a payload, or its size where that is no text */
export function preview(text: string): string {
  return text.startsWith('<') ? PREVIEWS(text) : text;
}
