/** Where a character stands, as a person counts. */
import type { TextPlace } from './textPlace.ts';

/** @param at UTF-16 units from the text's first */
export function textPlaceAt(text: string, at: number): TextPlace {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {
    line: before.split('\n').length,
    column: Array.from(before.slice(lineStart)).length + 1,
  };
}
