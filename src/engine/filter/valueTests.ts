/** Builds the test of one value for a comparison, and reports comparisons without meaning. */

import { byteFinder, compareBytes } from '../../base/byteSearch.ts';
import { Decimal, holdsLongNumber } from '../../base/decimal.ts';
import { quote } from '../../base/quoting.ts';
import type { Steps } from '../../base/steps.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { withoutEnd } from '../../base/withoutEnd.ts';
import { topicFilterError, topicMatches } from '../../mqtt/tables/topics.ts';
import { PatternError } from './regex/patternErrorFacts.ts';
import { Regex } from './regex/regex.ts';
import { suggestNumber, suggestTruth, suggestWord } from './syntax/didYouMean.ts';
import type { Literal, Operator, Ordering } from './syntax/expression.ts';
import type { FilterField } from './syntax/fields.ts';
import { FilterException, type Span } from './syntax/filterError.ts';
import { inUnit, suggestUnit, unitsOf } from './syntax/literals.ts';
import type { BytesTest, ValueTest } from './valueSource.ts';

export interface Comparison {
  /** The field as written. */
  readonly name: string;
  readonly field: FilterField;
  readonly operator: Operator;
  readonly operatorAt: Span;
  readonly value: Literal;
  /** The whole filter. */
  readonly source: string;
  /** Step budget for the current packet. */
  readonly budget: Steps;
}

/** Payloads that are compared with a number, true, false or null are read as JSON. */
export function isJsonValue(literal: Literal): boolean {
  if (literal.kind === 'number') return true;
  if (literal.kind !== 'word') return false;
  return JSON_WORDS.has(literal.value) || sizelessNumber(literal.value) !== undefined;
}

const SIZELESS = /^(?:nan|[+-]?inf(?:inity)?)$/i;

/** Values of other formats than JSON that are not finite numbers. */
function sizelessNumber(word: string): number | undefined {
  if (!SIZELESS.test(word)) return undefined;
  if (word.toLowerCase() === 'nan') return Number.NaN;
  return word.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

const JSON_WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Throws `FilterException`. */
export function valueTest(comparison: Comparison): ValueTest {
  switch (comparison.operator) {
    case 'contains':
      return containsTest(comparison);
    case 'matches':
      return matchesTest(comparison);
    case '~':
      return topicTest(comparison);
    case 'is':
      return never;
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return orderingTest(comparison, comparison.operator);
  }
}

/** True if any of the tests is. */
export function anyOf(tests: readonly ValueTest[]): ValueTest {
  const test: ValueTest = (found) => tests.some((one) => one(found));
  const ofBytes = tests.flatMap((one) => one.ofBytes ?? []);
  if (ofBytes.length < tests.length) return test;
  return Object.assign(test, {
    ofBytes: (bytes: Uint8Array, from: number, to: number) =>
      ofBytes.some((one) => one(bytes, from, to)),
  });
}

function orderingTest(comparison: Comparison, operator: Ordering): ValueTest {
  const { field, value } = comparison;
  const test = ORDER_TESTS[operator];
  if (field.type === 'json' || (field.type === 'bytes' && isJsonValue(value))) {
    if (value.kind === 'text') return textOrdering(value.value, test);
    if (value.kind === 'number') return jsonNumberOrdering(value, comparison, operator);
    const sizeless = value.kind === 'word' ? sizelessNumber(value.value) : undefined;
    if (sizeless !== undefined) return sizelessOrdering(sizeless, comparison, operator);
    const wanted = value.kind === 'word' ? JSON_WORDS.get(value.value) : undefined;
    if (wanted === undefined) throw needsQuotes(comparison);
    onlyEquality(comparison);
    return (found) => found === wanted;
  }
  if (field.type === 'number') return numberOrdering(numberOf(comparison), operator);
  if (field.type === 'boolean') {
    onlyEquality(comparison);
    return truthTest(truthOf(comparison));
  }
  if (field.type === 'choice') {
    onlyEquality(comparison);
    const wanted = choiceOf(comparison);
    return (found) => found === wanted;
  }
  if (field.type === 'bytes' && value.kind === 'bytes') {
    return bytesOrdering(bytesOf(value.value), test);
  }
  return textOrdering(textOf(comparison), test);
}

/** Tests the sign of a comparison: below 0 if the packet's value is less. */
type OrderTest = (order: number) => boolean;

const ORDER_TESTS: Readonly<Record<Ordering, OrderTest>> = {
  '==': (order) => order === 0,
  // The packet must have no equal value: see `compile.ts`.
  '!=': (order) => order === 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Runs on every packet. The cases are written out because a call per comparison would double the cost. */
function numberOrdering(wanted: number, operator: Ordering): ValueTest {
  switch (operator) {
    case '==':
    case '!=':
      return (found) => asNumber(found) === wanted;
    case '<':
      return (found) => asNumber(found) < wanted;
    case '<=':
      return (found) => asNumber(found) <= wanted;
    case '>':
      return (found) => asNumber(found) > wanted;
    case '>=':
      return (found) => asNumber(found) >= wanted;
  }
}

/** Compares digits that a double cannot hold, too: an identifier above 2^53 is equal only to itself. */
function jsonNumberOrdering(
  value: Literal & { kind: 'number' },
  comparison: Comparison,
  operator: Ordering,
): ValueTest {
  const wanted = plainNumber(value, comparison);
  const ofDoubles = numberOrdering(wanted, operator);
  const isHex = value.text.toLowerCase().startsWith('0x');
  const exact = new Decimal(isHex ? BigInt(value.text).toString() : value.text);
  const test = ORDER_TESTS[operator];
  const isLong = isHex || holdsLongNumber(value.text);
  return (found) => {
    if (found instanceof Decimal) return test(found.compare(exact));
    if (!isLong || typeof found !== 'number' || !Number.isFinite(found)) return ofDoubles(found);
    return test(new Decimal(found.toString()).compare(exact));
  };
}

/**
 * `NaN` means a value that is not a number. It is equal only to itself, and neither less nor greater than any
 * number.
 */
function sizelessOrdering(wanted: number, comparison: Comparison, operator: Ordering): ValueTest {
  if (Number.isNaN(wanted)) {
    onlyEquality(comparison);
    return Number.isNaN;
  }
  const ofDoubles = numberOrdering(wanted, operator);
  // It is finite, regardless of its digits.
  return (found) => ofDoubles(found instanceof Decimal ? 0 : found);
}

/** NaN for values that are not numbers, so that no comparison matches. */
function asNumber(value: Parameters<ValueTest>[0]): number {
  if (typeof value === 'number') return value;
  return typeof value === 'boolean' ? Number(value) : Number.NaN;
}

/** @param ofText test for values that are texts, not bytes */
function bytesTest(ofBytes: BytesTest, ofText: (text: string) => boolean): ValueTest {
  const test = (found: Parameters<ValueTest>[0]): boolean =>
    typeof found === 'string'
      ? ofText(found)
      : found instanceof Uint8Array && ofBytes(found, 0, found.length);
  return Object.assign(test, { ofBytes });
}

const never = () => false;

function bytesOrdering(
  wanted: Uint8Array,
  test: OrderTest,
  ofText: (text: string) => boolean = never,
) {
  return bytesTest((bytes, from, to) => test(compareBytes(bytes, wanted, from, to)), ofText);
}

function textOrdering(wanted: string, test: OrderTest): ValueTest {
  return bytesOrdering(encodeUtf8(wanted), test, (found) =>
    test(found === wanted ? 0 : found < wanted ? -1 : 1),
  );
}

function truthTest(wanted: boolean): ValueTest {
  return (found) => (typeof found === 'number' ? found !== 0 : found) === wanted;
}

function containsTest(comparison: Comparison): ValueTest {
  const { value, field } = comparison;
  needsText(comparison, 'contains');
  if (field.type === 'bytes' && value.kind === 'bytes') {
    return bytesTest(byteFinder(bytesOf(value.value)), never);
  }
  const text = textOf(comparison, 'contains');
  return bytesTest(byteFinder(encodeUtf8(text)), (found) => found.includes(text));
}

function matchesTest(comparison: Comparison): ValueTest {
  const { value } = comparison;
  needsText(comparison, 'matches');
  const regex = regexOf(textOf(comparison, 'matches'), value.at, comparison.budget);
  return bytesTest(
    (bytes, from, to) => regex.testBytes(bytes, from, to),
    (found) => regex.test(found),
  );
}

function regexOf(source: string, at: Span, budget: Steps): Regex {
  try {
    return new Regex(source, budget);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw new FilterException(at, { key: 'regular-expression', args: { why: error.fact } });
  }
}

function topicTest(comparison: Comparison): ValueTest {
  const { value, field, name, operatorAt } = comparison;
  if (field.type !== 'text' && field.type !== 'json') {
    const fix = field.type === 'bytes' ? 'matches' : '==';
    throw new FilterException(operatorAt, { key: 'not-a-topic', args: { field: name } }, fix);
  }
  if (value.kind !== 'text') {
    const fix = quote(written(comparison));
    throw new FilterException(value.at, { key: 'pattern-missing', args: {} }, fix);
  }
  const pattern = value.value;
  const why = topicFilterError(pattern);
  if (why !== undefined) {
    const levels = pattern.replace(/([^/])#$/, '$1/#');
    const fix = topicFilterError(levels) === undefined ? quote(levels) : undefined;
    const args = { pattern: quote(pattern), why };
    throw new FilterException(value.at, { key: 'not-a-topic-filter', args }, fix);
  }
  return (found) => typeof found === 'string' && topicMatches(pattern, found);
}

function needsText(
  { field, name, operatorAt }: Comparison,
  operator: 'contains' | 'matches',
): void {
  if (field.type === 'text' || field.type === 'bytes' || field.type === 'json') return;
  throw new FilterException(
    operatorAt,
    { key: 'not-a-text', args: { operator, field: name } },
    '==',
  );
}

function onlyEquality({ operator, operatorAt, name }: Comparison): void {
  if (operator === '==' || operator === '!=') return;
  throw new FilterException(operatorAt, { key: 'no-order', args: { field: name } }, '==');
}

function numberOf(comparison: Comparison): number {
  const { field, value, name } = comparison;
  const word = written(comparison);
  const named = field.words?.get(word.toLowerCase());
  if (typeof named === 'number') return named;
  if (value.kind === 'number') {
    const number = inUnit(value.value, value.unit, field.quantity);
    if (number !== undefined) return number;
    throw noSuchUnit(comparison, value.unit);
  }
  // Wireshark shows a true flag as 1.
  if (word === 'true' || word === 'false') return Number(word === 'true');
  if (field.words) throw noSuchWord(comparison);
  throw new FilterException(
    value.at,
    { key: 'not-a-number', args: { field: name } },
    suggestNumber(word),
  );
}

function plainNumber(value: Literal & { kind: 'number' }, comparison: Comparison): number {
  if (value.unit === '') return value.value;
  throw noSuchUnit(comparison, value.unit);
}

function noSuchUnit({ field, value, name, source }: Comparison, unit: string): FilterException {
  const units = unitsOf(field.quantity);
  const meant = suggestUnit(unit, field.quantity);
  const number = source.slice(value.at.from, value.at.to - unit.length).trimEnd();
  const fix = meant === undefined ? undefined : number + meant;
  return new FilterException(
    value.at,
    { key: 'no-such-unit', args: { unit, field: name, units } },
    fix,
  );
}

function noSuchWord(comparison: Comparison): FilterException {
  const { field, value, name } = comparison;
  const words = [...(field.words?.keys() ?? [])].filter((word) => word !== 'reserved');
  const said = written(comparison);
  const args = { field: name, word: said, words };
  return new FilterException(value.at, { key: 'no-such-word', args }, suggestWord(field, said));
}

function choiceOf(comparison: Comparison): string | number {
  const found = comparison.field.words?.get(written(comparison).toLowerCase());
  if (found === undefined) throw noSuchWord(comparison);
  return found;
}

function truthOf({ value, name }: Comparison): boolean {
  const said = String(value.value).toLowerCase();
  if (said === 'true' || said === '1') return true;
  if (said === 'false' || said === '0') return false;
  throw new FilterException(
    value.at,
    { key: 'not-a-truth', args: { field: name } },
    suggestTruth(said),
  );
}

function textOf(comparison: Comparison, operator = '=='): string {
  const { value } = comparison;
  if (value.kind === 'text') return value.value;
  if (operator === '==') throw needsQuotes(comparison);
  const fix = quote(written(comparison));
  throw new FilterException(value.at, { key: 'operator-needs-text', args: { operator } }, fix);
}

function needsQuotes(comparison: Comparison): FilterException {
  const { value, name } = comparison;
  const meant = value.kind === 'word' ? withoutQuotes(value.value) : '';
  const fix = quote(meant === '' ? written(comparison) : meant);
  return new FilterException(value.at, { key: 'field-needs-text', args: { field: name } }, fix);
}

const CLOSING_QUOTES = '“”‘’`';

/** Removes typographic quotation marks. */
const withoutQuotes = (word: string): string =>
  withoutEnd(word.replace(/^[“”„‘’`]+/, ''), CLOSING_QUOTES);

/** The written value, or the content of a text: `007` is not 7. */
function written({ value, source }: Comparison): string {
  return value.kind === 'text' ? value.value : source.slice(value.at.from, value.at.to);
}

function bytesOf(hexWithColons: string): Uint8Array {
  return Uint8Array.from(hexWithColons.split(':'), (byte) => Number.parseInt(byte, 16));
}
