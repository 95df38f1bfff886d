/** Compiles a filter to a predicate: checks types, and orders conditions by cost, bytes last. */
import { append } from '../../base/append.ts';
import { byteFinder } from '../../base/byteSearch.ts';
import { Steps } from '../../base/steps.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { VALUE_TYPES } from '../../payload/shape/valueTypes.ts';
import { Budgeted, type FilterSpending, NOTHING_SPENT } from './budgeted.ts';
import { atClock, betweenClocks } from './clockPredicates.ts';
import { columnPredicate, HAS_SOME_PROBLEM } from './columnPredicate.ts';
import type { PacketFacts } from './packetFacts.ts';
import { joined, negated, type Predicate } from './predicate.ts';
import type { Narrow } from './rowBlock.ts';
import { sourceOf } from './sources.ts';
import { type ClockTime, clockOf } from './syntax/clockTime.ts';
import {
  type Expression,
  type FieldReference,
  type Literal,
  type Member,
  ORDERINGS,
} from './syntax/expression.ts';
import { type FilterField, findField } from './syntax/fields.ts';
import {
  correctedText,
  type FilterError,
  FilterException,
  type Span,
  withoutFix,
} from './syntax/filterError.ts';
import { parseFilter } from './syntax/parse.ts';
import { topicPredicate } from './topicMemory.ts';
import { typeSource } from './typeSource.ts';
import { STEPS_PER_BYTE, type ValueSource, type ValueTest } from './valueSource.ts';
import { anyOf, isJsonValue, valueTest } from './valueTests.ts';

export type CompiledFilter =
  | {
      readonly ok: true;
      /** The text as written. */
      readonly text: string;
      readonly test: (facts: PacketFacts) => boolean;
      /** Tests packets on arrival. @param shared budget of several filters for the packet */
      readonly testOnArrival: (facts: PacketFacts, shared?: Steps) => boolean;
      /** Tests many packets at once. */
      readonly narrow: Narrow;
      /** True if the result for a packet changes when its exchange continues or a reply arrives. */
      readonly asksExchange: boolean;
      /** True if the result for a packet changes when a problem is found on it. */
      readonly asksProblem: boolean;
      /** True if the result for a packet changes when a fault is marked on it. */
      readonly asksFault: boolean;
      /** True if the result for a packet changes with the format of its payload. */
      readonly asksPayload: boolean;
      /**
       * True if it reads more than columns, or matches patterns. Then only few packets are tested between two
       * checks of the clock.
       */
      readonly asksBytes: boolean;
      /** A packet on which the filter exceeds its budget does not match. */
      readonly spending: FilterSpending;
      /** Number of regular expressions. */
      readonly patterns: number;
    }
  | { readonly ok: false; readonly text: string; readonly error: FilterError };

/** Never throws. An empty filter matches everything. */
export function compileFilter(text: string): CompiledFilter {
  const compiled = compileOnce(text);
  if (compiled.ok) return compiled;
  const { error } = compiled;
  const right = correctedText(text, error);
  if (right === undefined) return compiled;
  return helps(error, right) ? compiled : { ok: false, text, error: withoutFix(error) };
}

/**
 * True if the corrected text gets further or fails elsewhere. Otherwise the fix would suggest the same error
 * again.
 */
function helps(
  { fixAt, from }: FilterError,
  right: { readonly text: string; readonly cursor: number },
): boolean {
  const next = compileOnce(right.text);
  if (next.ok) return true;
  const { error } = next;
  if (Math.max(error.from, error.fixAt?.from ?? 0) >= right.cursor) return true;
  return parseFilter(right.text).error === undefined && error.to <= (fixAt?.from ?? from);
}

function compileOnce(text: string): CompiledFilter {
  const { expression, error } = parseFilter(text);
  if (error) return { ok: false, text, error };
  if (!expression) return { ...EVERYTHING, text };
  try {
    const compiler = new Compiler(text);
    const predicate = compiler.predicate(expression);
    const spending = new Budgeted(predicate, compiler.steps);
    const { test, testOnArrival, narrow } = spending;
    const { asksExchange, asksProblem, asksFault, asksPayload, patterns } = compiler;
    const asks = { asksExchange, asksProblem, asksFault, asksPayload };
    const asksBytes = predicate.cost > MOST_OF_COLUMNS || patterns > 0;
    return { ok: true, text, test, testOnArrival, narrow, ...asks, asksBytes, spending, patterns };
  } catch (thrown) {
    if (!(thrown instanceof FilterException)) throw thrown;
    return { ok: false, text, error: thrown.error };
  }
}

const EVERYTHING = {
  ok: true,
  test: () => true,
  testOnArrival: () => true,
  narrow: () => undefined,
  asksExchange: false,
  asksProblem: false,
  asksFault: false,
  asksPayload: false,
  asksBytes: false,
  spending: NOTHING_SPENT,
  patterns: 0,
} as const;
/** Highest cost of a condition that columns can answer. */
const MOST_OF_COLUMNS = 10;
/** Each pattern keeps up to 2 MB. */
const MOST_PATTERNS = 50;

class Compiler {
  asksExchange = false;
  asksProblem = false;
  asksFault = false;
  asksPayload = false;
  /** Number of regular expressions. */
  patterns = 0;
  readonly steps = new Steps();
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  predicate(expression: Expression): Predicate {
    switch (expression.kind) {
      case 'and':
      case 'or':
        return joined(
          expression.kind,
          expression.operands.map((operand) => this.predicate(operand)),
        );
      case 'not':
        return negated(this.predicate(expression.operand));
      case 'present':
        return this.#present(expression.field);
      case 'compare':
        return this.#comparison(expression);
      case 'in':
        return this.#membership(expression.field, expression.members);
      case 'word':
        return wordPredicate(expression.text, this.steps);
    }
  }

  #fieldOf({ name, steps, at }: FieldReference): FilterField {
    const field = findField(name)?.field;
    if (!field) throw new FilterException(at, { key: 'no-such-field', args: { name } });
    this.asksExchange ||= /^(?:exchange|reply)\./.test(name);
    this.asksProblem ||= field.place.in === 'problem';
    this.asksFault ||= field.place.in === 'fault';
    this.asksPayload ||= field.place.in === 'payload';
    return steps.length > 0 && name === 'payload' ? { ...field, type: 'json' } : field;
  }

  #present(reference: FieldReference): Predicate {
    const field = this.#fieldOf(reference);
    if (field.place.in === 'problem') return HAS_SOME_PROBLEM;
    const test: ValueTest = field.isTruth ? (value) => value === true : () => true;
    return this.#predicateOf(field, sourceOf(field, reference.steps, false, this.steps), test);
  }

  #comparison(expression: Expression & { kind: 'compare' }): Predicate {
    const { field: reference, operator, operatorAt, value } = expression;
    const field = this.#fieldOf(reference);
    const clock = clockIn(field, value);
    const ordering = ORDERINGS.find((one) => one === operator);
    if (clock !== undefined && ordering !== undefined) return atClock(clock, ordering);
    if (operator === 'is') return this.#typeTest(field, expression);
    if (operator === 'matches') this.#countPattern(operatorAt);
    const source = this.#sourceFor(field, reference, value);
    const test = valueTest({
      name: shown(reference),
      field,
      operator,
      operatorAt,
      value,
      source: this.#source,
      budget: this.steps,
    });
    const passing = this.#predicateOf(field, source, test);
    if (operator !== '!=') return passing;
    // There must be a value, and none may be equal.
    return joined('and', [this.#predicateOf(field, source, () => true), negated(passing)]);
  }

  #typeTest(field: FilterField, expression: Expression & { kind: 'compare' }): Predicate {
    const { field: reference, operatorAt, value } = expression;
    const wanted =
      value.kind === 'word' || value.kind === 'text'
        ? VALUE_TYPES.get(value.value.toLowerCase())
        : undefined;
    if (field.place.in !== 'payload' || wanted === undefined)
      throw new FilterException(operatorAt, { key: 'not-an-operator', args: { word: 'is' } }, '==');
    const source = typeSource(reference.steps, this.steps);
    return this.#predicateOf(field, source, (type) => type === wanted);
  }

  #countPattern(at: Span): void {
    this.patterns += 1;
    if (this.patterns <= MOST_PATTERNS) return;
    throw new FilterException(at, { key: 'too-many-patterns', args: { most: MOST_PATTERNS } });
  }

  #sourceFor(field: FilterField, { steps }: FieldReference, value: Literal): ValueSource {
    return sourceOf(field, steps, isJsonValue(value), this.steps);
  }

  #membership(reference: FieldReference, members: readonly Member[]): Predicate {
    const field = this.#fieldOf(reference);
    const name = shown(reference);
    const predicates: Predicate[] = [];
    /** Created once for all members. */
    const ofBytes = new Map<boolean, ValueTest[]>();
    for (const member of members) {
      const { from, to } = member;
      const clocks = [clockIn(field, from), to && clockIn(field, to)] as const;
      if (clocks[0] !== undefined && (to === undefined || clocks[1] !== undefined)) {
        const [first, last] = clocks;
        predicates.push(last === undefined ? atClock(first, '==') : betweenClocks(first, last));
        continue;
      }
      const test = this.#memberTest(name, field, member);
      const isJson = isJsonValue(from);
      if (field.place.in === 'column') {
        const source = this.#sourceFor(field, reference, from);
        predicates.push(this.#predicateOf(field, source, test));
      } else append(ofBytes, isJson, test);
    }
    for (const [isJson, tests] of ofBytes) {
      const source = sourceOf(field, reference.steps, isJson, this.steps);
      predicates.push(this.#predicateOf(field, source, anyOf(tests)));
    }
    return joined('or', predicates);
  }

  #memberTest(name: string, field: FilterField, { from, to }: Member): ValueTest {
    const testOf = (operator: '==' | '>=' | '<=', value: Literal) => {
      const operatorAt = value.at;
      const source = this.#source;
      return valueTest({ name, field, operator, operatorAt, value, source, budget: this.steps });
    };
    if (to === undefined) return testOf('==', from);
    const low = testOf('>=', from);
    const high = testOf('<=', to);
    return (value) => low(value) && high(value);
  }

  /** Adds a step per byte for reading the packet. */
  #predicateOf({ place }: FilterField, source: ValueSource, test: ValueTest): Predicate {
    if (place.in === 'column') return columnPredicate(place.column, source, test, this.steps);
    const { any, cost } = source;
    const { steps } = this;
    return { test: (facts) => steps.take(facts.size * STEPS_PER_BYTE) && any(facts, test), cost };
  }
}

function clockIn({ name }: FilterField, literal: Literal): ClockTime | undefined {
  return name === 'time' ? clockOf(literal) : undefined;
}

function shown({ name, steps }: FieldReference): string {
  return name + steps.map((step) => `.${step.toString()}`).join('');
}

/**
 * Finds a plain word anywhere in the packet, ignoring case. Its bytes contain all texts except the topic of an
 * alias and the name of the type.
 */
function wordPredicate(text: string, steps: Steps): Predicate {
  const lower = text.toLowerCase();
  const isPlain = /^[\p{ASCII}]*$/u.test(text);
  const forms = [...new Set([text, lower, text.toUpperCase()])].map(encodeUtf8);
  const finders = isPlain
    ? [byteFinder(encodeUtf8(lower), true)]
    : forms.map((form) => byteFinder(form));
  const inTopic = topicPredicate(
    (topic) => typeof topic === 'string' && topic.toLowerCase().includes(lower),
    () => false,
    steps,
  );
  const test = (facts: PacketFacts): boolean => {
    if (packetTypeOf(facts.firstByte) === lower || inTopic.test(facts)) return true;
    if (!steps.take(facts.size * finders.length * STEPS_PER_BYTE)) return false;
    const place = facts.place?.();
    if (place !== undefined) return finders.some((find) => find(place.bytes, place.from, place.to));
    const bytes = facts.bytes();
    return finders.some((find) => find(bytes, 0, bytes.length));
  };
  return { test, cost: 200 };
}
