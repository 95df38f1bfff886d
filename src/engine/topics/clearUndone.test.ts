/** Tests that clearing topics and undoing it has no effect. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import type { Cleared } from '../log/columns/cleared.ts';
import { Tree } from './tree/topicTree.testkit.ts';

const TOPICS = ['a', 'a/b', 'a/b/c', 'a/d', 'e', 'e/f/g'];

/** The usual interval is learned from the history; up to 500 messages it is exact to the ms. */
const MOST = 12;

const step = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('clear' as const, 'undo' as const) },
  {
    weight: 6,
    arbitrary: fc.record({
      topic: fc.constantFrom(...TOPICS),
      value: fc.constantFrom('', '1', '22', 'long enough to need more room than others'),
      retain: fc.boolean(),
      // Some seconds have many messages, some have none.
      wait: fc.constantFrom(1000, 300_000, 1_000_000, 7_000_000),
      times: fc.constantFrom(1, 3, 40),
    }),
  },
);

function seen(tree: Tree, now: number) {
  const { topics } = tree;
  return {
    rows: topics.rows({ first: 0, count: 20 }, now),
    details: TOPICS.map((name) => topics.detail(name, { first: 0, count: 600 }, now)),
    branches: TOPICS.map((name) => topics.branch(name, now)),
    retained: topics.retained(() => true),
  };
}

/** More than a history holds. */
const LONG = { topic: 'a/b', value: '1', retain: false, wait: 1000, times: 600 };

test('Undo after Clear has no effect for any messages before and since', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: MOST }), (steps) => {
      const trees = [new Tree(), new Tree()] as const;
      const [tree, uncleared] = trees;
      for (const { topics } of trees) topics.expand(undefined, true, true);
      let cleared: Cleared | undefined;
      let now = 0;
      let packet = 0;
      const undo = () => {
        cleared?.restore();
        cleared = undefined;
        expect(seen(tree, now)).toEqual(seen(uncleared, now));
      };
      for (const each of steps) {
        if (each === 'clear') {
          undo();
          cleared = tree.topics.clear();
        } else if (each === 'undo') undo();
        else {
          now += each.wait;
          for (let n = 0; n < each.times; n += 1) {
            packet += 1;
            now += 500;
            for (const one of trees) {
              one.receive(each.topic, each.value, { time: now, packet, retain: each.retain });
            }
          }
        }
      }
      undo();
      for (const one of trees) one.topics.clear().forget();
      expect(tree.names.count).toBe(uncleared.names.count);
    }),
    { numRuns: tries(300), examples: [[[LONG, 'clear', { ...LONG, times: 40 }]]] },
  );
});
