import { expect, test } from 'vitest';
import type { LevelsRequest } from './levelTable.ts';
import { TopicTable } from './topicTable.ts';
import { Tree } from './tree/topicTree.testkit.ts';

const SECOND = 1_000_000;

class Levels extends Tree {
  readonly table = this.topics.table(TopicTable).levels;

  below(path: string | undefined, request: Partial<LevelsRequest> = {}, now = 0) {
    const all = { path, first: 0, count: 100, order: 'name', isReversed: false } as const;
    return this.table.rows({ ...all, ...request }, now);
  }

  listed(path: string | undefined, request: Partial<LevelsRequest> = {}, now = 0) {
    return this.below(path, request, now).rows.map(({ path: name }) => name);
  }
}

test('lists the levels below one, each with its totals and its newest value', () => {
  const tree = new Levels();
  tree.receive('hz/p5/t', '1', { time: 0 });
  tree.receive('hz/p5/s', 'run', { time: SECOND });
  tree.receive('hz/p10', '2', { time: SECOND, retain: true });
  tree.receive('other/x', '3', { time: SECOND });
  expect(tree.listed(undefined)).toEqual(['hz', 'other']);
  expect(tree.listed('hz')).toEqual(['hz/p5', 'hz/p10']);
  const [p5, p10] = tree.below('hz').rows;
  expect(p5).toMatchObject({
    level: 'p5',
    topics: 2,
    own: 0,
    messages: 2,
    latest: { topic: 'hz/p5/s', preview: { args: { text: 'run' } }, changed: SECOND },
  });
  expect(p10).toMatchObject({ topics: 1, own: 1, retained: true, latest: { topic: 'hz/p10' } });
  expect(tree.below('nowhere').total).toBe(0);
});

test('the first level may be empty, and differs from the root', () => {
  const tree = new Levels();
  tree.receive('/a', 'x');
  tree.receive('b', 'x');
  expect(tree.listed(undefined).toSorted()).toEqual(['', 'b']);
  expect(tree.listed('')).toEqual(['/a']);
});

test('in any order, the highest first, as a snapshot that is stable while held', () => {
  const tree = new Levels();
  tree.receive('a/1', 'a long value', { time: 0 });
  tree.receive('b/1', 'x', { time: SECOND });
  tree.receive('b/2', 'x', { time: SECOND });
  tree.receive('c', 'x', { time: 2 * SECOND });
  const by = (order: LevelsRequest['order'], isReversed = false) =>
    tree.listed(undefined, { order, isReversed }, 2 * SECOND).join('');
  expect([by('changed'), by('count'), by('bytes'), by('topics'), by('name', true)]).toEqual([
    'cba',
    'bac',
    'abc',
    'bac',
    'cba',
  ]);
  const held = { order: 'count', isReversed: false, isHeld: true } as const;
  expect(tree.listed(undefined, held, 3 * SECOND).join('')).toBe('bac');
  for (let at = 0; at < 5; at += 1) tree.receive('c', 'x', { time: 3 * SECOND });
  expect(tree.listed(undefined, held, 9 * SECOND).join('')).toBe('bac');
  expect(tree.listed(undefined, { ...held, isHeld: false }, 9 * SECOND).join('')).toBe('cba');
});
