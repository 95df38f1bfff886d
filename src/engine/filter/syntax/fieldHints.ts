/** Detects mistakes right before or after a field: operators of other languages, or a missing operator. */

import { quote } from '../../../base/quoting.ts';
import { VALUE_TYPES } from '../../../payload/shape/valueTypes.ts';
import { suggestWord } from './didYouMean.ts';
import type { FieldReference } from './expression.ts';
import { findField, nearestField } from './fields.ts';
import { FilterException } from './filterError.ts';
import type { FilterFact } from './filterErrorFacts.ts';
import { nearestOf } from './nearest.ts';
import { FOREIGN_WORDS, IN, NOT, OPERATORS, RESERVED } from './operators.ts';
import { type Reading, suggestJoint } from './syntaxHints.ts';
import type { Token } from './tokens.ts';

const isReserved = ({ text }: Token) => RESERVED.has(text.toLowerCase());
const isValue = (token: Token) =>
  token.kind === 'text' || (token.kind === 'word' && !isReserved(token));
const isBare = ({ kind, text }: Token, words: { has(word: string): boolean }) =>
  kind !== 'text' && kind !== 'end' && words.has(text.toLowerCase());

/** Undefined if a field without an operator is valid there. */
export function hintAfterField(
  field: FieldReference,
  reading: Reading,
): FilterException | undefined {
  const token = reading.peek();
  const next = reading.peek(1);
  if (isBare(token, NOT) && (isBare(next, OPERATORS) || isBare(next, IN))) {
    const write = `not ${reading.text.slice(field.at.from, field.at.to)}`;
    const fix = { write, at: { from: field.at.from, to: token.to } };
    const fact = { key: 'not-behind-field', args: { word: token.text } } as const;
    return new FilterException(token, fact, fix);
  }
  if (!isValue(token)) return undefined;
  const foreign = foreignOperator(reading);
  if (foreign || suggestJoint(reading) !== undefined) return foreign;
  return operatorMissing(field, reading);
}

/** `is not` instead of `!=`, or of `not` before the field. */
export function isNegated(
  field: FieldReference,
  { peek, text }: Reading,
): FilterException | undefined {
  const [token, next, value] = [peek(), peek(1), peek(2)];
  if (token.text.toLowerCase() !== 'is' || !isBare(next, NOT) || !isValue(value)) return undefined;
  const isType = field.name === 'payload' && VALUE_TYPES.has(value.text.toLowerCase());
  const fix = isType
    ? {
        write: `not ${text.slice(field.at.from, field.at.to)} is`,
        at: { from: field.at.from, to: next.to },
      }
    : { write: '!=', at: { from: token.from, to: next.to } };
  return new FilterException(token, { key: 'not-an-operator', args: { word: 'is not' } }, fix);
}

function foreignOperator({ peek }: Reading): FilterException | undefined {
  const token = peek();
  const next = peek(1);
  if (token.kind !== 'word') return undefined;
  const lower = token.text.toLowerCase();
  const foreign = (word: string): FilterFact => ({ key: 'not-an-operator', args: { word } });
  if (!isValue(next)) return undefined;
  const edge = /^(start|begin|end)s?_?with$/.exec(lower);
  if (edge && next.kind === 'text') {
    const part = next.text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    const write = `matches ${quote(edge[1] === 'end' ? `${part}$` : `^${part}`)}`;
    return new FilterException(token, foreign(token.text), {
      write,
      at: { from: token.from, to: next.to },
    });
  }
  const meant = nearestOf(lower, ['contains', 'matches', ...FOREIGN_WORDS.keys()], 2);
  if (meant === undefined) return undefined;
  return new FilterException(token, foreign(token.text), FOREIGN_WORDS.get(meant) ?? meant);
}

/** A value right after a field: `qos 1`, `type publish`, `topic "a/b"`. */
function operatorMissing(
  { name, steps, at }: FieldReference,
  { peek, text }: Reading,
): FilterException | undefined {
  const token = peek();
  const field = findField(name)?.field;
  if (!field || token.isOpen || (token.kind === 'word' && findField(token.text))) return undefined;
  const shown = token.kind === 'text' ? quote(token.text) : token.text;
  const fact = {
    key: 'operator-missing',
    args: { field: text.slice(at.from, at.to), value: shown },
  } as const;
  const isText = field.type === 'text' || field.type === 'bytes';
  const word = field.words && suggestWord(field, token.text);
  const isNumber =
    /^[\d.]+[a-z]*$/i.test(token.text) && (field.type === 'number' || steps.length > 0);
  if (isText && (token.kind === 'text' || steps.length === 0)) {
    const isPattern = field.type === 'text' && /[+#]/.test(token.text);
    return new FilterException(token, fact, `${isPattern ? '~' : '=='} ${quote(token.text)}`);
  }
  if (word !== undefined) return new FilterException(token, fact, `== ${word}`);
  return new FilterException(token, fact, isNumber ? `== ${shown}` : undefined);
}

/** Mirrored operators: `5 > size` becomes `size < 5`. */
const TURNED: ReadonlyMap<string, string> = new Map([
  ['<', '>'],
  ['<=', '>='],
  ['>', '<'],
  ['>=', '<='],
]);

/** A comparison whose left side is not a field. */
export function notAField({ text, peek }: Reading): FilterException {
  const value = peek();
  const sign = peek(1);
  const field = peek(2);
  const said = text.slice(value.from, value.to);
  const fact = { key: 'begins-without-field', args: { value: said } } as const;
  if (field.kind !== 'word' || !findField(field.text)) return new FilterException(value, fact);
  const operator = OPERATORS.get(sign.text.toLowerCase());
  const isContained = value.kind === 'text' && isBare(sign, IN);
  if (!isContained && (operator === undefined || !/^[=!<>]/.test(operator))) {
    return new FilterException(value, fact);
  }
  const turned = isContained ? 'contains' : (TURNED.get(operator ?? '') ?? operator);
  const fix = { write: `${field.text} ${turned} ${said}`, at: { from: value.from, to: field.to } };
  return new FilterException(value, fact, fix);
}

/** An unknown name in the position of a field. */
export function unknownField(reading: Reading): FilterException {
  const token = reading.peek();
  const { text } = token;
  if (/^\d/.test(text)) return notAField(reading);
  const near = nearestName(text);
  const follows = reading.peek(2);
  if (near === undefined && follows.kind === 'word' && findField(follows.text)) {
    return notAField(reading);
  }
  return new FilterException(token, { key: 'no-such-field', args: { name: text } }, near);
}

function nearestName(text: string): string | undefined {
  const near = nearestField(text);
  const dot = text.indexOf('.');
  if (near !== undefined || dot < 0) return near;
  const head = nearestField(text.slice(0, dot));
  if (head === 'payload') return head + text.slice(dot);
  return head === 'user' ? `user[${quote(text.slice(dot + 1))}]` : undefined;
}
