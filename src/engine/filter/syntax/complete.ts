/** Completes a filter, based on the parser's expectations. */

import { quote } from '../../../base/quoting.ts';
import { TYPE_WORDS, VALUE_TYPES, type ValueType } from '../../../payload/shape/valueTypes.ts';
import { FIELD_NAMES, type FilterField, findField } from './fields.ts';
import type { Expected } from './filterError.ts';
import { parseFilter } from './parse.ts';
import { type Token, tokenize } from './tokens.ts';

export interface CompletionContext {
  /** Topic names with this prefix. */
  readonly topics: (prefix: string) => readonly string[];
  /** Values of the field in packets, as text. */
  readonly values: (field: string) => readonly string[];
  /** Types of the value at a path into payloads, as written. */
  readonly types?: (path: string) => TypesSeen;
  /** Paths into payloads; user properties. */
  readonly paths: (of: 'payload' | 'user') => readonly PathSeen[];
}

/** Types of a value in the messages that have it. */
export interface TypesSeen {
  readonly counts: ReadonlyMap<ValueType, number>;
  /** Messages. */
  readonly of: number;
}

/** A path into payloads, or a user property, of captured packets. */
export interface PathSeen {
  /** The text in a filter. */
  readonly text: string;
  readonly type: ValueType;
  /** An example value; undefined for a group or a secret. */
  readonly example: string | undefined;
}

export interface Suggestion {
  /** The text to insert into the filter. */
  readonly text: string;
  readonly kind: 'field' | 'operator' | 'value' | 'topic';
  /** Examples from packets. */
  readonly seen?: PathSeen;
  /** Number of messages whose value has that type, and of messages that have the value. */
  readonly times?: { readonly count: number; readonly of: number };
}

export interface Completion {
  /** Range of characters that a suggestion replaces. */
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly Suggestion[];
}

/** The word being typed, and where it begins. */
interface Begun {
  readonly from: number;
  readonly text: string;
}

const MOST = 200;
/** Maximum number of characters before the cursor. Longer filters are not completed. */
const LONGEST = 8192;

/** Never throws. @param cursor characters from the beginning */
export function complete(text: string, cursor: number, context: CompletionContext): Completion {
  const before = text.slice(0, Math.max(0, cursor));
  if (before.length > LONGEST) return { from: cursor, to: cursor, suggestions: [] };
  const path = begunPath(before);
  if (path !== undefined) {
    const suggestions = pathsFor(path.text, context).slice(0, MOST);
    return { from: path.from, to: before.length, suggestions };
  }
  const begun = begunIn(before);
  const { expected } = parseFilter(before.slice(0, begun.from));
  const suggestions = expected ? suggestionsFor(expected, begun.text, context) : [];
  return { from: begun.from, to: before.length, suggestions: suggestions.slice(0, MOST) };
}

function begunIn(before: string): Begun {
  const last = tokenize(before).at(-2);
  if (!last || last.to < before.length || !isUnfinished(last)) {
    return { from: before.length, text: '' };
  }
  return { from: last.from, text: last.text };
}

const PATH = /(?:payload[.[](?:[^\s"'()]|"[^"]*")*(?:"[^"]*)?|user(?:\[(?:"[^"]*"?)?)?)$/;

/** A path into payloads, or the name of a user property, in the position of an operand. */
function begunPath(before: string): Begun | undefined {
  const found = PATH.exec(before);
  if (found === null || /[\w.\]"]/.test(before.charAt(found.index - 1))) return undefined;
  const { expected } = parseFilter(before.slice(0, found.index));
  return expected?.what === 'operand' ? { from: found.index, text: found[0] } : undefined;
}

/**
 * Paths with this prefix first, then paths that contain it deeper, because the depth of a value is often
 * unknown.
 */
function pathsFor(begun: string, context: CompletionContext): Suggestion[] {
  const of = begun.startsWith('user') ? 'user' : 'payload';
  const wanted = begun.toLowerCase();
  const seen = context
    .paths(of)
    .filter(({ text }) => isFirstOfArrays(text, begun))
    .map((path) => ({ text: path.text, kind: 'field', seen: path }) as const);
  const first = seen.filter(({ text }) => text.toLowerCase().startsWith(wanted));
  const within = wanted.slice(of.length);
  const isStep = /^\.[^.[]+$/.test(within);
  const second = seen.filter(
    (one) => isStep && !first.includes(one) && one.text.toLowerCase().includes(within),
  );
  const whole = begun === 'user' ? matching(OPERANDS, begun) : [];
  return [...whole, ...first, ...second];
}

const TEXT_OR_INDEX = /"(?:[^"\\]|\\.)*"|\[(\d+)\]/g;

/** The first element represents all elements of an array, until its bracket is typed. */
export function isFirstOfArrays(path: string, begun: string): boolean {
  return [...path.matchAll(TEXT_OR_INDEX)].every(
    ({ 1: index = '0', index: at }) => index === '0' || begun.startsWith(path.slice(0, at + 1)),
  );
}

/** Words and texts can continue. Signs can continue only if they are incomplete or have a longer form. */
function isUnfinished({ kind, text, isOpen }: Token): boolean {
  if (kind === 'sign') return ['=', '!', '<', '>', '&', '|'].includes(text);
  return kind === 'word' || isOpen === true;
}

function suggestionsFor(
  expected: Expected,
  begun: string,
  context: CompletionContext,
): readonly Suggestion[] {
  switch (expected.what) {
    case 'operand':
      return [
        ...withPaths(matching([...OPERANDS, asOperator('not')], begun), begun, context),
        ...(isOfSensors(begun) || (begun !== '' && 'mqttsn'.startsWith(begun))
          ? matching(SENSOR_OPERANDS, begun)
          : []),
      ];
    case 'operator': {
      const field = expected.field === undefined ? undefined : findField(expected.field)?.field;
      const operators = [...(field ? operatorsOf(field) : []), 'and', 'or'];
      return matching(operators.map(asOperator), begun);
    }
    case 'value':
      return valuesFor(expected, begun, context);
  }
}

/** Adds paths with a step that begins so, because a row shows only the end of a path. */
function withPaths(
  fields: readonly Suggestion[],
  begun: string,
  context: CompletionContext,
): Suggestion[] {
  if (!/^[A-Za-z_$]/.test(begun)) return [...fields];
  const wanted = begun.toLowerCase();
  const isPrefix = ({ text }: Suggestion) => text.startsWith(wanted);
  const paths = context
    .paths('payload')
    .filter(({ text }) => text.toLowerCase().includes(`.${wanted}`) && isFirstOfArrays(text, ''))
    .map((seen) => ({ text: seen.text, kind: 'field', seen }) as const);
  return [...fields.filter(isPrefix), ...paths, ...fields.filter((field) => !isPrefix(field))];
}

const asField = (text: string): Suggestion => ({ text, kind: 'field' });
const asOperator = (text: string): Suggestion => ({ text, kind: 'operator' });

const isLong = (name: string) => name.startsWith('mqtt.');
/** Rare fields, offered only after their name has begun. */
const isOfSensors = (name: string) => name.startsWith('mqttsn');
/** Short names first. */
const OPERANDS: readonly Suggestion[] = [
  ...FIELD_NAMES.filter((name) => !isLong(name) && !isOfSensors(name)),
  ...FIELD_NAMES.filter(isLong),
].map(asField);
const SENSOR_OPERANDS: readonly Suggestion[] = FIELD_NAMES.filter(isOfSensors).map(asField);

/** Names with this prefix first, then names that contain it after a dot. */
function matching(all: readonly Suggestion[], begun: string): Suggestion[] {
  const wanted = begun.toLowerCase();
  const first = all.filter(({ text }) => text.startsWith(wanted));
  const second = all.filter(
    ({ text }) => !text.startsWith(wanted) && text.includes(`.${wanted}`) && wanted !== '',
  );
  return [...first, ...second];
}

const EQUALITY = ['==', '!='];
const ORDER = ['<', '<=', '>', '>='];

function operatorsOf({ type, place }: FilterField): readonly string[] {
  if (type === 'number') return [...EQUALITY, ...ORDER, 'in'];
  if (type === 'text') return [...EQUALITY, 'contains', 'matches', '~', 'in'];
  if (place.in === 'payload') return [...EQUALITY, ...ORDER, 'contains', 'matches', 'is', 'in'];
  return [...EQUALITY, 'in'];
}

function valuesFor(
  { field: name, operator, written }: Expected & { what: 'value' },
  begun: string,
  context: CompletionContext,
): Suggestion[] {
  const field = findField(name)?.field;
  if (!field) return [];
  if (operator === 'is') return typesFor(written ?? name, begun, context);
  const isTopic = field.place.in === 'column' && field.place.column === 'topic';
  if (isTopic && operator !== 'matches') {
    return context.topics(begun).map((topic) => ({ text: quote(topic), kind: 'topic' }));
  }
  const isText = field.type === 'text' || field.type === 'bytes';
  const words = field.type === 'boolean' ? ['true', 'false'] : [...(field.words?.keys() ?? [])];
  const known = words.filter((word) => word !== 'reserved');
  const seen = context.values(name).filter((value) => !known.includes(value));
  const wanted = begun.toLowerCase();
  return [...known, ...seen]
    .filter((value) => value.toLowerCase().startsWith(wanted))
    .map((value) => ({ text: isText ? quote(value) : value, kind: 'value' }));
}

/** Types that occur first, the most frequent one first. */
function typesFor(path: string, begun: string, context: CompletionContext): Suggestion[] {
  const seen = context.types?.(path);
  const countOf = (word: string) => seen?.counts.get(VALUE_TYPES.get(word) ?? 'bytes') ?? 0;
  return TYPE_WORDS.filter((word) => word.startsWith(begun.toLowerCase()))
    .toSorted((a, b) => countOf(b) - countOf(a))
    .map((text) => ({
      text,
      kind: 'value',
      ...(seen && { times: { count: countOf(text), of: seen.of } }),
    }));
}
