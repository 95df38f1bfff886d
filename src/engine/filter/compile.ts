/** A filter as a predicate: types are checked, cheap questions come first, bytes are touched last. */
import { type ClockTime, clockOf, momentOf, momentTest, type TimeSpan } from './clockTime.ts';
import {
  type Expression,
  type FieldReference,
  type Literal,
  type Member,
  ORDERINGS,
  type Ordering,
} from './expression.ts';
import { correctedText, type FilterError, FilterFault, withoutFix } from './fault.ts';
import { type FilterField, findField } from './fields.ts';
import type { PacketFacts } from './packetFacts.ts';
import { parseFilter } from './parse.ts';
import { wordPredicate } from './plainWord.ts';
import { type Source, sourceOf, type ValueTest } from './sources.ts';
import { topicPredicate } from './topicMemory.ts';
import { isJsonValue, valueTest } from './valueTests.ts';

export type CompiledFilter =
  | {
      readonly ok: true;
      /** As it was written. */
      readonly text: string;
      readonly test: (facts: PacketFacts) => boolean;
      /** The answer for a packet changes when its exchange goes on, or a reply to it comes. */
      readonly asksExchange: boolean;
      /** The answer for a packet changes when a problem is found on it. */
      readonly asksProblem: boolean;
      /** The answer for a packet changes when something is done to it on purpose. */
      readonly asksFault: boolean;
      /** The answer for a packet changes with the way in which its payload is read. */
      readonly asksPayload: boolean;
      /** It looks at the packets' bytes, and not at columns alone. */
      readonly asksBytes: boolean;
    }
  | { readonly ok: false; readonly text: string; readonly error: FilterError };

/** Never throws. An empty filter lets everything through. */
export function compileFilter(text: string): CompiledFilter {
  const compiled = compileOnce(text);
  if (compiled.ok) return compiled;
  const { error } = compiled;
  const right = correctedText(text, error);
  if (right === undefined) return compiled;
  return helps(error, right) ? compiled : { ok: false, text, error: withoutFix(error) };
}

/** It leads further, or to another place: nobody is told to write what is wrong again. */
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
    const { test, cost } = compiler.predicate(expression);
    const { asksExchange, asksProblem, asksFault, asksPayload } = compiler;
    const asks = { asksExchange, asksProblem, asksFault, asksPayload };
    return { ok: true, text, test, ...asks, asksBytes: cost > MOST_OF_COLUMNS };
  } catch (fault) {
    if (!(fault instanceof FilterFault)) throw fault;
    return { ok: false, text, error: fault.error };
  }
}

const EVERYTHING = {
  ok: true,
  test: () => true,
  asksExchange: false,
  asksProblem: false,
  asksFault: false,
  asksPayload: false,
  asksBytes: false,
} as const;
/** Cost of the dearest question that columns answer. */
const MOST_OF_COLUMNS = 10;

interface Predicate {
  readonly test: (facts: PacketFacts) => boolean;
  readonly cost: number;
}

class Compiler {
  asksExchange = false;
  asksProblem = false;
  asksFault = false;
  asksPayload = false;
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
      case 'not': {
        const { test, cost } = this.predicate(expression.operand);
        return { test: (facts) => !test(facts), cost };
      }
      case 'present':
        return this.#present(expression.field);
      case 'compare':
        return this.#comparison(expression);
      case 'in':
        return this.#membership(expression.field, expression.members);
      case 'word':
        return wordPredicate(expression.text);
    }
  }

  #fieldOf({ name, steps, at }: FieldReference): FilterField {
    const field = findField(name)?.field;
    if (!field) throw new FilterFault(at, { key: 'no-such-field', args: { name } });
    this.asksExchange ||= /^(?:exchange|reply)\./.test(name);
    this.asksProblem ||= field.place.in === 'problem';
    this.asksFault ||= field.place.in === 'fault';
    this.asksPayload ||= field.place.in === 'payload';
    return steps.length > 0 && name === 'payload' ? { ...field, type: 'json' } : field;
  }

  #present(reference: FieldReference): Predicate {
    const field = this.#fieldOf(reference);
    if (field.place.in === 'problem') return { test: ({ hasProblem }) => hasProblem, cost: 1 };
    const { any, cost } = sourceOf(field, reference.steps, false);
    const test: ValueTest = field.isTruth ? (value) => value === true : () => true;
    return { test: (facts) => any(facts, test), cost };
  }

  #comparison(expression: Expression & { kind: 'compare' }): Predicate {
    const { field: reference, operator, operatorAt, value } = expression;
    const field = this.#fieldOf(reference);
    const clock = clockIn(field, value);
    const ordering = ORDERINGS.find((one) => one === operator);
    if (clock !== undefined && ordering !== undefined) return atClock(clock, ordering);
    const source = this.#sourceFor(field, reference, value);
    const test = valueTest({
      name: shown(reference),
      field,
      operator,
      operatorAt,
      value,
      source: this.#source,
    });
    const { cost } = source;
    if (operator === '!=') {
      const isThere = present(source);
      const isEqual = predicateOf(field, source, test);
      // Every value must differ, and there must be one.
      return { test: (facts) => isThere(facts) && !isEqual(facts), cost };
    }
    return { test: predicateOf(field, source, test), cost };
  }

  #sourceFor(field: FilterField, { steps }: FieldReference, value: Literal): Source {
    return sourceOf(field, steps, isJsonValue(value));
  }

  #membership(reference: FieldReference, members: readonly Member[]): Predicate {
    const field = this.#fieldOf(reference);
    const name = shown(reference);
    const predicates = members.map(({ from, to }): Predicate => {
      const clocks = [clockIn(field, from), to && clockIn(field, to)] as const;
      if (clocks[0] !== undefined && (to === undefined || clocks[1] !== undefined)) {
        return to === undefined ? atClock(clocks[0], '==') : betweenClocks(clocks[0], clocks[1]);
      }
      const source = this.#sourceFor(field, reference, from);
      const testOf = (operator: '==' | '>=' | '<=', value: Literal) =>
        valueTest({ name, field, operator, operatorAt: value.at, value, source: this.#source });
      if (to === undefined) {
        return { test: predicateOf(field, source, testOf('==', from)), cost: source.cost };
      }
      const low = testOf('>=', from);
      const high = testOf('<=', to);
      return {
        test: predicateOf(field, source, (value) => low(value) && high(value)),
        cost: source.cost,
      };
    });
    return joined('or', predicates);
  }
}

function clockIn({ name }: FilterField, literal: Literal): ClockTime | undefined {
  return name === 'time' ? clockOf(literal) : undefined;
}

function spanOf(facts: PacketFacts): TimeSpan {
  const { firstClock } = facts;
  return { first: firstClock, last: firstClock + facts.newest() };
}

/** Which moment is meant is known with the first packet that is asked, and stays so. */
function atClock(clock: ClockTime, operator: Ordering): Predicate {
  let test: ((at: number) => boolean) | undefined;
  return {
    cost: 1,
    test: (facts) => {
      test ??= momentTest(operator, momentOf(clock, spanOf(facts)), clock);
      return test(facts.firstClock + facts.time);
    },
  };
}

function betweenClocks(from: ClockTime, to: ClockTime | undefined): Predicate {
  if (to === undefined) return atClock(from, '>=');
  let ends: readonly [number, number] | undefined;
  return {
    cost: 1,
    test: (facts) => {
      if (ends === undefined) {
        const span = spanOf(facts);
        const start = momentOf(from, span);
        ends = [start, momentOf(to, span, start)];
      }
      const at = facts.firstClock + facts.time;
      return at >= ends[0] && at <= ends[1];
    },
  };
}

const present = ({ any }: Source) => {
  const everything: ValueTest = () => true;
  return (facts: PacketFacts) => any(facts, everything);
};

/** Names of topics come again and again: the answer for each is remembered. */
function predicateOf({ place }: FilterField, source: Source, test: ValueTest) {
  const ask = anyOf(source, test);
  return place.in === 'column' && place.column === 'topic' ? topicPredicate(test, ask) : ask;
}

const anyOf =
  ({ any }: Source, test: ValueTest) =>
  (facts: PacketFacts) =>
    any(facts, test);

function shown({ name, steps }: FieldReference): string {
  return name + steps.map((step) => `.${step.toString()}`).join('');
}

/** The order of the questions does not change the answer, only what it costs. */
function joined(kind: 'and' | 'or', predicates: readonly Predicate[]): Predicate {
  const sorted = predicates.toSorted((a, b) => a.cost - b.cost);
  const cost = sorted.at(-1)?.cost ?? 0;
  const test = inPairs(
    kind,
    sorted.map((one) => one.test),
  );
  return { test, cost };
}

type Test = Predicate['test'];

/** Halves of halves, because a chain would be as deep as it is long. */
function inPairs(kind: 'and' | 'or', tests: readonly Test[]): Test {
  const [one, other] = tests;
  if (one === undefined) return () => kind === 'and';
  if (other === undefined) return one;
  const half = Math.ceil(tests.length / 2);
  const first = inPairs(kind, tests.slice(0, half));
  const rest = inPairs(kind, tests.slice(half));
  return kind === 'and'
    ? (facts) => first(facts) && rest(facts)
    : (facts) => first(facts) || rest(facts);
}
