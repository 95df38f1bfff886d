/**
 * Parses a text with values to fill in. `{{{{` is an escaped `{{`. A text without `{{` is one piece and stays
 * unchanged.
 */
import { readExpression } from './expressions.ts';
import type { ParsedTemplate, TemplatePiece } from './template.ts';
import { wordsAt } from './words.ts';

/** @param isJson whether values in JSON strings are escaped, and other values are written as JSON */
export function parseTemplate(text: string, isJson: boolean): ParsedTemplate {
  const pieces: TemplatePiece[] = [];
  const strings = new Strings();
  let literal = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf('{{', at);
    const before = text.slice(at, start === -1 ? undefined : start);
    literal += before;
    strings.pass(before);
    if (start === -1) break;
    if (text.startsWith('{{', start + 2)) {
      literal += '{{';
      at = start + 4;
      continue;
    }
    const words = wordsAt(text, start);
    if (words.error !== undefined) return { ok: false, error: words.error };
    const place = { start, end: words.end };
    const found = readExpression(words.words, place);
    if (found.error !== undefined) return { ok: false, error: found.error };
    if (literal !== '') pieces.push({ text: literal });
    literal = '';
    pieces.push({ expression: found.expression, place, inString: isJson && strings.isInside });
    at = words.end;
  }
  if (literal !== '') pieces.push({ text: literal });
  return { ok: true, template: { pieces, isJson } };
}

/** Tracks whether the position is inside a JSON string. */
class Strings {
  isInside = false;
  #escaped = false;

  pass(text: string): void {
    for (const character of text) {
      if (this.#escaped) this.#escaped = false;
      else if (character === '"') this.isInside = !this.isInside;
      else if (character === '\\') this.#escaped = this.isInside;
    }
  }
}
