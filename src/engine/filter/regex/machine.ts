/** Compiles a regular expression to a nondeterministic automaton (Thompson's construction). */
import type { Pattern, Range } from './pattern.ts';
import { PatternError } from './patternErrorFacts.ts';

/** A state of the automaton; `next` and `other` are indices of states. */
type State =
  | { readonly kind: 'set'; readonly ranges: readonly Range[]; next: number }
  | { readonly kind: 'fork'; next: number; other: number }
  | { readonly kind: 'start' | 'end'; next: number }
  | { readonly kind: 'match' };

/** Maximum cost of each step over a text. */
const MOST_STATES = 1000;

export interface Machine {
  readonly states: readonly State[];
  readonly first: number;
}

/** Throws `PatternError` if it would be too large. */
export function buildMachine(pattern: Pattern): Machine {
  const states: State[] = [];
  const add = (state: State): number => {
    if (states.length >= MOST_STATES) {
      throw new PatternError({ key: 'too-large', args: {} });
    }
    return states.push(state) - 1;
  };
  // Built from the end to the beginning, because each state refers to its successor.
  const build = (part: Pattern, next: number): number => {
    switch (part.kind) {
      case 'set':
        return add({ kind: 'set', ranges: part.ranges, next });
      case 'start':
      case 'end':
        return add({ kind: part.kind, next });
      case 'sequence':
        return part.parts.reduceRight((after, inner) => build(inner, after), next);
      case 'choice':
        return part.parts
          .map((inner) => build(inner, next))
          .reduceRight((other, first) => add({ kind: 'fork', next: first, other }));
      case 'repeat':
        return repeat(part, next);
    }
  };
  const repeat = (part: Pattern & { kind: 'repeat' }, next: number): number => {
    const { least, most } = part;
    let after = next;
    if (most === Number.POSITIVE_INFINITY) {
      const loop: State & { kind: 'fork' } = { kind: 'fork', next: 0, other: next };
      after = add(loop);
      loop.next = build(part.part, after);
    } else {
      for (let count = least; count < most; count += 1) {
        after = add({ kind: 'fork', next: build(part.part, after), other: next });
      }
    }
    for (let count = 0; count < least; count += 1) {
      const before = states.length;
      after = build(part.part, after);
      // A part that adds no states the first time never does.
      if (states.length === before) break;
    }
    return after;
  };
  const match = add({ kind: 'match' });
  return { first: build(pattern, match), states };
}
