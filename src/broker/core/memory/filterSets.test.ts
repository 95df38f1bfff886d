import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { topicMatches } from '../../../mqtt/tables/topics.ts';
import { covers, intersection } from './filterSets.ts';

const LEVELS = ['a', 'b', '', '$s'];
const level = fc.constantFrom(...LEVELS, '+');
const filter = fc
  .tuple(fc.array(level, { minLength: 0, maxLength: 2 }), fc.boolean())
  .map(([levels, isOpen]) => [...levels, ...(isOpen || levels.length === 0 ? ['#'] : [])].join('/'))
  .filter((text) => text !== '');

/** All topics of up to three levels; the filters have at most two and a `#`. */
const topics: string[] = [];
for (let from: string[] = LEVELS, depth = 0; depth < 3; depth += 1) {
  topics.push(...from.filter((topic) => topic !== ''));
  from = from.flatMap((topic) => LEVELS.map((next) => `${topic}/${next}`));
}
const matched = (of: string): string[] => topics.filter((topic) => topicMatches(of, topic));

const numRuns = tries(200, 40);

it('the intersection of two filters matches the topics of both', () => {
  fc.assert(
    fc.property(filter, filter, (a, b) => {
      const both = intersection(a, b);
      const expected = matched(a).filter((topic) => topicMatches(b, topic));
      expect(both === undefined ? [] : matched(both)).toEqual(expected);
    }),
    { numRuns },
  );
});

it('a filter covers another if it matches all its topics', () => {
  fc.assert(
    fc.property(filter, filter, (a, b) => {
      const isCovered = matched(b).every((topic) => topicMatches(a, topic));
      const isSeen = isCovered && !a.endsWith('+/#');
      expect([isSeen, isCovered]).toContain(covers(a, b));
    }),
    { numRuns },
  );
});
