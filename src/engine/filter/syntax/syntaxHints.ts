/** Explains syntax errors, and suggests the probable intention. */
import { quote } from '../../../base/quoting.ts';
import type { FieldReference } from './expression.ts';
import { findField } from './fields.ts';
import { FilterException, type Fix, type Span } from './filterError.ts';
import { nearestOf } from './nearest.ts';
import { AND, FOREIGN_JOINTS, FOREIGN_SIGNS, NOT, OR, RESERVED } from './operators.ts';
import { type Token, tokenize } from './tokens.ts';

/** The tokens that were read, and the next one. */
export interface Reading {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** The token before the error. */
  readonly last: Token | undefined;
  readonly peek: (ahead?: number) => Token;
}

const isSign = ({ kind, text }: Token, sign: string) => kind === 'sign' && text === sign;
const isJoint = ({ kind, text }: Token) => {
  const lower = text.toLowerCase();
  return kind !== 'text' && (AND.has(lower) || OR.has(lower));
};
const isNot = ({ kind, text }: Token) => kind !== 'text' && NOT.has(text.toLowerCase());

/** Open parentheses after these tokens. */
function openIn(tokens: readonly Token[]): number {
  let open = 0;
  for (const token of tokens) {
    if (isSign(token, '(')) open += 1;
    else if (isSign(token, ')')) open = Math.max(0, open - 1);
  }
  return open;
}

/** Starts at the last blank before a joint, because starting at every blank would take quadratic time. */
const NEXT_COMPARISON = /\s(?:and|or|&&|\|\|)\s+(?:not\s+|!|\()*([a-z][\w.]*)/i;

/**
 * A text without a closing quote extends to the end of the filter. It was probably meant to end before the
 * next comparison.
 */
export function unclosedQuote(
  text: string,
  tokens: readonly Token[],
  token: Token,
): FilterException {
  const whole = text.slice(token.from);
  const next = NEXT_COMPARISON.exec(whole);
  let meant =
    next && findField(next[1] ?? '') ? whole.slice(0, next.index).trimEnd() : whole.trimEnd();
  const before = tokens.slice(0, tokens.indexOf(token));
  if (!meant.includes('(')) {
    for (let open = openIn(before); open > 0 && meant.endsWith(')'); open -= 1) {
      meant = meant.slice(0, -1);
    }
  }
  const at = { from: token.from, to: token.from + meant.length };
  const write = quote(tokenize(meant)[0]?.text ?? '');
  return new FilterException(token, { key: 'quote-open', args: {} }, { write, at });
}

/** Closes the open brackets at the end of the filter. */
export function unclosedFix(sign: string, { text, tokens }: Reading): Fix {
  const end = text.trimEnd().length;
  const write = sign === ')' ? ')'.repeat(Math.max(1, openIn(tokens))) : sign;
  return { write, at: { from: end, to: end } };
}

/** Nothing follows `and`, `or`, `not` or `(`. The fix removes them. */
export function nothingFollows({ text, tokens }: Reading, end: Token): FilterException {
  const kept = tokens.slice(0, -1);
  for (let last = kept.at(-1); last; last = kept.at(-1)) {
    if (!isJoint(last) && !isNot(last) && !isSign(last, '(')) break;
    kept.pop();
  }
  const to = kept.at(-1)?.to ?? 0;
  const write = text.slice(0, to) + ')'.repeat(openIn(kept));
  const fix = to === 0 ? undefined : { write, at: { from: 0, to: text.length } };
  return new FilterException(end, { key: 'ends-early', args: {} }, fix, { what: 'operand' });
}

/** An operator in the position of an operand. */
export function operandMissing({ text, last, peek }: Reading): FilterException {
  const token = peek();
  const next = peek(1);
  const isLast = next.kind === 'end';
  const fact = { key: 'field-missing', args: { operator: token.text, isLast } } as const;
  if (isLast) return new FilterException(token, fact, quote(token.text));
  if (!isJoint(token)) return new FilterException(token, fact);
  const isDoubled = last !== undefined && isJoint(last);
  const at = isDoubled ? { from: last.from, to: token.to } : { from: token.from, to: next.to };
  const write = isDoubled ? last.text : text.slice(next.from, next.to);
  return new FilterException(token, fact, { write, at });
}

/** `qos 1 or 2 …`: an invalid token after a complete operand. */
export function unexpected(reading: Reading): FilterException {
  const token = reading.peek();
  const { kind } = token;
  const shown = kind === 'text' ? quote(token.text) : token.text;
  const { last } = reading;
  const foreign = kind === 'sign' ? FOREIGN_SIGNS.get(token.text) : undefined;
  const joint = foreign ?? suggestJoint(reading);
  if (joint !== undefined) {
    const fact = { key: 'not-an-operator-here', args: { sign: shown } } as const;
    return new FilterException(token, fact, spaced(joint, reading));
  }
  if (kind === 'text' && token.isOpen && last?.kind === 'word' && last.to === token.from) {
    const write = quote(last.text + token.text);
    const at = { from: last.from, to: token.to };
    return new FilterException(token, { key: 'quote-closes-nothing', args: {} }, { write, at });
  }
  const missing = { key: 'unexpected-operand', args: { shown } } as const;
  if (kind !== 'sign') return new FilterException(token, missing, `and ${shown}`);
  if (token.text === '(' || token.text === '!') {
    return new FilterException(token, missing, `and ${shown}`);
  }
  const fix = token.text === ')' ? without(reading.text, token) : undefined;
  return new FilterException(token, { key: 'unexpected', args: { shown } }, fix);
}

/** Returns `and` or `or` if the next token probably means it. */
export function suggestJoint({ peek }: Reading): string | undefined {
  const { kind, text } = peek();
  if (kind === 'text' || kind === 'end' || peek(1).kind === 'end') return undefined;
  const lower = text.toLowerCase();
  const known = FOREIGN_JOINTS.get(lower);
  if (known !== undefined || kind === 'sign' || RESERVED.has(lower)) return known;
  return nearestOf(lower, ['and', 'or'], 1);
}

/** Adds blanks, so that a word that replaces a sign does not merge with its neighbours. */
function spaced(word: string, { text, last, peek }: Reading): Fix {
  const token = peek();
  if (token.kind !== 'sign' || !/^\w/.test(word) || last === undefined) return word;
  const next = peek(1);
  const write = `${text.slice(last.from, last.to)} ${word} ${text.slice(next.from, next.to)}`;
  return { write: write.trimEnd(), at: { from: last.from, to: next.to } };
}

function without(text: string, { from, to }: Span): Fix | undefined {
  const write = `${text.slice(0, from).trimEnd()} ${text.slice(to).trimStart()}`.trim();
  return write === '' ? undefined : { write, at: { from: 0, to: text.length } };
}

/** Values after `in` without braces, or with other brackets. */
export function bracesMissing(
  { text, peek }: Reading,
  { name }: FieldReference,
  sign: Token,
): FilterException {
  const opening = peek();
  const isOpened = isSign(opening, '(') || isSign(opening, '[');
  const values: Token[] = [];
  let ahead = isOpened ? 1 : 0;
  for (;;) {
    const token = peek(ahead);
    const isValue = token.kind === 'text' || (token.kind === 'word' && !isReserved(token));
    if (isValue && !token.isOpen) values.push(token);
    else if (!isSign(token, ',')) break;
    ahead += 1;
  }
  const fact = { key: 'in-without-braces', args: {} } as const;
  const [first] = values;
  const last = values.at(-1);
  if (first === undefined || last === undefined) {
    // In `dir in`, `in` is the value.
    const isValue = findField(name)?.field.words?.has('in') === true;
    const write = isValue ? '== in' : `${sign.text} {1, 2}`;
    return new FilterException(sign, fact, isOpened ? undefined : { write, at: sign });
  }
  const closing = peek(ahead);
  const isClosed = isOpened && (isSign(closing, ')') || isSign(closing, ']'));
  const whole = { from: opening.from, to: isClosed ? closing.to : last.to };
  const write = `{${text.slice(first.from, last.to)}}`;
  return new FilterException(opening, fact, { write, at: whole });
}

const isReserved = ({ text }: Token) => RESERVED.has(text.toLowerCase());
