/** Converts a character offset into a line and a column. */
import type { TextPlace } from './textPlace.ts';

/** @param at UTF-16 offset in the text */
export function textPlaceAt(text: string, at: number): TextPlace {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    line: before.split('\n').length,
    column: Array.from(before.slice(lineStart)).length + 1,
  };
}
