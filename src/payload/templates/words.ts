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
const BARE = /(?:[^\s"'}]|\}(?!\}))+/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/sy;

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
  const bare = matchAt(BARE, text, start)?.[0];
  if (bare !== undefined) return { text: bare, start, end: start + bare.length };
  const quoted = matchAt(QUOTED, text, start);
  if (quoted === undefined) return undefined;
  const inner = quoted[1] ?? quoted[2] ?? '';
  return { text: inner.replaceAll(/\\(.)/gs, '$1'), start, end: start + quoted[0].length };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function errorAt(place: Span, key: 'unclosed' | 'unclosed-quote'): TemplateError {
  const why: Localizable<TemplateErrors> = { key, args: {} };
  return { ...place, why };
}
