/**
 * Splits the text between `{{` and `}}` into words, bare or quoted. In quotes, `\` escapes a quote or itself.
 */
import type { Localizable } from '../../base/message.ts';
import type { Span, TemplateError, TemplateErrors } from './template.ts';

export interface Word extends Span {
  readonly text: string;
}

export type Words =
  /** `end`: position after `}}`. */
  | { readonly words: readonly Word[]; readonly end: number; readonly error?: never }
  | { readonly error: TemplateError };

const BLANKS = /\s*/y;
/** Ends a bare word. A pattern that repeats alternatives overflows its stack on a word of some million characters. */
const AFTER_BARE = /[\s"']|\}\}/g;

/** @param start position of `{{` */
export function wordsAt(text: string, start: number): Words {
  const words: Word[] = [];
  let at = start + 2;
  for (;;) {
    at += matchAt(BLANKS, text, at)?.[0].length ?? 0;
    if (text.startsWith('}}', at)) return { words, end: at + 2 };
    if (at >= text.length) return { error: errorAt({ start, end: start + 2 }, 'unclosed') };
    const word = wordAt(text, at);
    if (word === undefined) return { error: errorAt({ start: at, end: at + 1 }, 'unclosed-quote') };
    words.push(word);
    at = word.end;
  }
}

function wordAt(text: string, start: number): Word | undefined {
  const quote = text.charAt(start);
  if (quote !== '"' && quote !== "'") {
    const end = matchAt(AFTER_BARE, text, start)?.index ?? text.length;
    return { text: text.slice(start, end), start, end };
  }
  const end = closingQuote(text, start, quote);
  if (end === undefined) return undefined;
  return { text: text.slice(start + 1, end).replaceAll(/\\(.)/gs, '$1'), start, end: end + 1 };
}

function closingQuote(text: string, start: number, quote: string): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === quote) return at;
    if (char === '\\') at += 1;
  }
  return undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function errorAt(place: Span, key: 'unclosed' | 'unclosed-quote'): TemplateError {
  const why: Localizable<TemplateErrors> = { key, args: {} };
  return { ...place, why };
}
