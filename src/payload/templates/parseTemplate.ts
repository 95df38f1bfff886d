/**
 * Reads a text with values to be filled in. `{{{{` stands for `{{`; a text without `{{` is one piece, and comes
 * out as it went in.
 */
import { readExpression } from './expressions.ts';
import type { ParsedTemplate, TemplatePiece } from './template.ts';
import { wordsAt } from './words.ts';

/** @param isJson what is filled in into strings of JSON is escaped, and the rest is written as JSON */
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
    if (words.fault !== undefined) return { ok: false, fault: words.fault };
    const place = { start, end: words.end };
    const found = readExpression(words.words, place);
    if (found.fault !== undefined) return { ok: false, fault: found.fault };
    if (literal !== '') pieces.push({ text: literal });
    literal = '';
    pieces.push({ expression: found.expression, place, inString: isJson && strings.isInside });
    at = words.end;
  }
  if (literal !== '') pieces.push({ text: literal });
  return { ok: true, template: { pieces, isJson } };
}

/** Whether what follows stands in a string of JSON. */
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
