/** A filter as a predicate: types are checked, cheap questions come first, bytes are touched last. */
import { atClock, betweenClocks } from './clockPredicates.ts';
import { type ClockTime, clockOf } from './clockTime.ts';
import { columnPredicate, HAS_SOME_PROBLEM } from './columnPredicate.ts';
import {
  type Expression,
  type FieldReference,
  type Literal,
  type Member,
  ORDERINGS,
} from './expression.ts';
import { correctedText, type FilterError, FilterFault, withoutFix } from './fault.ts';
import { type FilterField, findField } from './fields.ts';
import type { PacketFacts } from './packetFacts.ts';
import { parseFilter } from './parse.ts';
import { wordPredicate } from './plainWord.ts';
import { joined, narrowOf, negated, type Predicate } from './predicate.ts';
import type { Narrow } from './rowBlock.ts';
import { sourceOf } from './sources.ts';
import type { ValueSource, ValueTest } from './valueSource.ts';
import { isJsonValue, valueTest } from './valueTests.ts';

export type CompiledFilter =
  | {
      readonly ok: true;
      /** As it was written. */
      readonly text: string;
      readonly test: (facts: PacketFacts) => boolean;
      /** The same of many packets at once. */
      readonly narrow: Narrow;
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
    const predicate = compiler.predicate(expression);
    const { test, cost } = predicate;
    const narrow = narrowOf(predicate);
    const { asksExchange, asksProblem, asksFault, asksPayload } = compiler;
    const asks = { asksExchange, asksProblem, asksFault, asksPayload };
    return { ok: true, text, test, narrow, ...asks, asksBytes: cost > MOST_OF_COLUMNS };
  } catch (fault) {
    if (!(fault instanceof FilterFault)) throw fault;
    return { ok: false, text, error: fault.error };
  }
}

const EVERYTHING = {
  ok: true,
  test: () => true,
  narrow: () => undefined,
  asksExchange: false,
  asksProblem: false,
  asksFault: false,
  asksPayload: false,
  asksBytes: false,
} as const;
/** Cost of the dearest question that columns answer. */
const MOST_OF_COLUMNS = 10;

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
      case 'not':
        return negated(this.predicate(expression.operand));
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
    if (field.place.in === 'problem') return HAS_SOME_PROBLEM;
    const test: ValueTest = field.isTruth ? (value) => value === true : () => true;
    return predicateOf(field, sourceOf(field, reference.steps, false), test);
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
    const passing = predicateOf(field, source, test);
    if (operator !== '!=') return passing;
    // Every value must differ, and there must be one.
    return joined('and', [predicateOf(field, source, () => true), negated(passing)]);
  }

  #sourceFor(field: FilterField, { steps }: FieldReference, value: Literal): ValueSource {
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
      if (to === undefined) return predicateOf(field, source, testOf('==', from));
      const low = testOf('>=', from);
      const high = testOf('<=', to);
      return predicateOf(field, source, (value) => low(value) && high(value));
    });
    return joined('or', predicates);
  }
}

function clockIn({ name }: FilterField, literal: Literal): ClockTime | undefined {
  return name === 'time' ? clockOf(literal) : undefined;
}

function predicateOf({ place }: FilterField, source: ValueSource, test: ValueTest): Predicate {
  if (place.in === 'column') return columnPredicate(place.column, source, test);
  const { any, cost } = source;
  return { test: (facts) => any(facts, test), cost };
}

function shown({ name, steps }: FieldReference): string {
  return name + steps.map((step) => `.${step.toString()}`).join('');
}
