/** Builds comparisons with a time of day. */

import { timeNarrow } from './columnPredicate.ts';
import type { PacketFacts } from './packetFacts.ts';
import type { Predicate } from './predicate.ts';
import { type ClockTime, momentOf, momentTest, type TimeSpan } from './syntax/clockTime.ts';
import type { Ordering } from './syntax/expression.ts';

function spanOf(facts: PacketFacts): TimeSpan {
  const { firstClock } = facts;
  return { first: firstClock, last: firstClock + facts.newest() };
}

/** The meant moment is determined by the first packet and does not change. */
export function atClock(clock: ClockTime, operator: Ordering): Predicate {
  let test: ((at: number) => boolean) | undefined;
  return ofMoments((facts) => {
    test ??= momentTest(operator, momentOf(clock, spanOf(facts)), clock);
    return test;
  });
}

export function betweenClocks(from: ClockTime, to: ClockTime | undefined): Predicate {
  if (to === undefined) return atClock(from, '>=');
  let ends: readonly [number, number] | undefined;
  return ofMoments((facts) => {
    if (ends === undefined) {
      const span = spanOf(facts);
      const start = momentOf(from, span);
      ends = [start, momentOf(to, span, start)];
    }
    const [first, last] = ends;
    return (at) => at >= first && at <= last;
  });
}

/** @param testFor creates the test of a moment, with the first packet */
function ofMoments(testFor: (facts: PacketFacts) => (at: number) => boolean): Predicate {
  return {
    cost: 1,
    test: (facts) => testFor(facts)(facts.firstClock + facts.time),
    narrow: (rows, mask) => {
      const facts = rows.at(0);
      const { firstClock } = facts;
      const test = testFor(facts);
      timeNarrow((time) => test(firstClock + time))(rows, mask);
    },
  };
}
