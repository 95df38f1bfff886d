/** Splits the text of a filter into tokens. Every text can be split. */
import { findField } from './fields.ts';
import type { Span } from './filterError.ts';
import { OPERATORS, RESERVED } from './operators.ts';

export interface Token extends Span {
  readonly kind: 'word' | 'text' | 'sign' | 'end';
  /** The token's text; for a quoted text, its content. */
  readonly text: string;
  /** Set for a text without its closing quote. */
  readonly isOpen?: true;
}

const SIGN = /&&|\|\||===|==|=>|=<|=~|=!|!==|!=|<=|>=|<>|[<>=!&|~(){}[\],]/y;
const WORD = /[^\s"'(){}[\],=!<>&|~]+/y;
const SPACE = /\s*/y;
/** Signs with a whole condition before and after them. */
const JOINTS: ReadonlySet<string> = new Set(['&&', '||', '!', '(', ')']);
/** Rest of a pasted piece of JSON, such as `temp":"` or `"temp":21`. */
const PASTED = /["':][^\s()]*/y;

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = spaceEnd(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at, isOperand(tokens.at(-1)));
    tokens.push(token);
    at = spaceEnd(text, token.to);
  }
  tokens.push({ kind: 'end', text: '', from: text.length, to: text.length });
  return tokens;
}

function spaceEnd(text: string, at: number): number {
  SPACE.lastIndex = at;
  SPACE.exec(text);
  return SPACE.lastIndex;
}

/** The next token is a value to compare with, not a word to search for. */
const isOperand = (last: Token | undefined): boolean =>
  last?.kind === 'sign'
    ? !JOINTS.has(last.text)
    : last?.kind === 'word' && OPERATORS.has(last.text.toLowerCase());

function tokenAt(text: string, at: number, isValue: boolean): Token {
  const first = text.charAt(at);
  if (first === '"' || first === "'") {
    const token = quoted(text, at, at, false);
    return text.charAt(token.to) === ':' && !isValue ? pasted(text, token) : token;
  }
  // In r"…", \ is an ordinary character.
  if (first === 'r' && text.charAt(at + 1) === '"') return quoted(text, at, at + 1, true);
  const sign = match(SIGN, text, at);
  if (sign !== undefined) return { kind: 'sign', text: sign, from: at, to: at + sign.length };
  const word = match(WORD, text, at) ?? first;
  const token: Token = { kind: 'word', text: word, from: at, to: at + word.length };
  const isKnown = RESERVED.has(word.toLowerCase()) || findField(word) !== undefined;
  const isQuoteNext = /["']/.test(text.charAt(token.to));
  return isQuoteNext && !isKnown && !isValue ? pasted(text, token) : token;
}

/** A quote inside a word is an ordinary character. */
function pasted(text: string, { from, to }: Token): Token {
  const end = to + (match(PASTED, text, to)?.length ?? 0);
  return { kind: 'text', text: text.slice(from, end), from, to: end };
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['\\', '\\'],
  ['"', '"'],
  ["'", "'"],
]);

/** A `\` before any other character is kept, so that regular expressions need no second one. */
function quoted(text: string, from: number, quoteAt: number, isRaw: boolean): Token {
  const quote = text.charAt(quoteAt);
  let value = '';
  let at = quoteAt + 1;
  while (at < text.length && text.charAt(at) !== quote) {
    const c = text.charAt(at);
    const escape = c === '\\' && !isRaw ? escapeAt(text, at) : undefined;
    value += escape?.value ?? c;
    at += escape?.length ?? 1;
  }
  if (at >= text.length) {
    return { kind: 'text', text: value, from, to: text.length, isOpen: true };
  }
  return { kind: 'text', text: value, from, to: at + 1 };
}

function escapeAt(text: string, at: number): { value: string; length: number } | undefined {
  const known = ESCAPES.get(text.charAt(at + 1));
  if (known !== undefined) return { value: known, length: 2 };
  const code = /^\\u([0-9a-f]{4})/i.exec(text.slice(at, at + 6))?.[1];
  return code === undefined
    ? undefined
    : { value: String.fromCharCode(Number.parseInt(code, 16)), length: 6 };
}
