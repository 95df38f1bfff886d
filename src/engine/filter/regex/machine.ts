/** A regular expression as a nondeterministic machine (Thompson's construction). */
import type { Pattern, Range } from './pattern.ts';
import { PatternError } from './patternFaults.ts';

/** Where the machine can be; `next` and `other` are indices of states. */
type State =
  | { readonly kind: 'set'; readonly ranges: readonly Range[]; next: number }
  | { readonly kind: 'fork'; next: number; other: number }
  | { readonly kind: 'start' | 'end'; next: number }
  | { readonly kind: 'match' };

/** Each step over a text costs at most this many. */
const MOST_STATES = 1000;

export interface Machine {
  readonly states: readonly State[];
  readonly first: number;
}

/** Throws `PatternError` where it would be too large. */
export function buildMachine(pattern: Pattern): Machine {
  const states: State[] = [];
  const add = (state: State): number => {
    if (states.length >= MOST_STATES) {
      throw new PatternError({ key: 'too-large', args: {} });
    }
    return states.push(state) - 1;
  };
  // Built from its end to its beginning: what follows is known before what leads to it.
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
      // What adds nothing the first time adds nothing ever.
      if (states.length === before) break;
    }
    return after;
  };
  const match = add({ kind: 'match' });
  return { first: build(pattern, match), states };
}
