import { expect, test } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import type { LevelsRequest } from './levelTable.ts';
import { textMessage } from './messages.testkit.ts';
import { TopicTable } from './topicTable.ts';
import type { FoundTopic, LevelOrder } from './tree/topicRow.ts';
import { Tree } from './tree/topicTree.testkit.ts';

const SECOND = 1_000_000;
const ALL = {
  path: undefined,
  isDeep: true,
  first: 0,
  count: 100,
  order: 'name',
  isReversed: false,
} as const;

const times = (count: number, topic: string): string[] =>
  Array.from({ length: count }, () => topic);

class Listed extends Tree {
  readonly table = this.topics.table(TopicTable);

  below(request: Partial<LevelsRequest> = {}, now = 0) {
    return this.topics.table(TopicTable).levels.rows({ ...ALL, ...request }, now);
  }

  listed(now = 0, request: Partial<LevelsRequest> = {}): readonly string[] {
    return this.below(request, now).rows.map(({ path }) => path);
  }

  find(text: string, most: number): readonly FoundTopic[] {
    const search = this.table.searchNames(text, most);
    search.look(() => true);
    return search.found();
  }
}

test('lists only topics, in the order of their levels, with their own counts', () => {
  const tree = new Listed();
  for (const topic of ['b', 'a/n10', 'a/n9', 'a', 'a/n9', '$SYS/x']) tree.receive(topic, '42');
  expect(tree.listed()).toEqual(['a', 'a/n9', 'a/n10', 'b', '$SYS/x']);
  const [first, second] = tree.below().rows;
  // Excludes the topics below it.
  expect(first).toMatchObject({ path: 'a', messages: 1, retained: false });
  expect(second).toMatchObject({ path: 'a/n9', level: 'n9', topics: 1, own: 2, messages: 2 });
  expect(tree.below({ first: 3, count: 1 })).toMatchObject({
    first: 3,
    total: 5,
    rows: [{ path: 'b' }],
  });
});

test('each has its value and its facts, and nothing of topics below it', () => {
  const tree = new Listed();
  tree.receive('a', '42', { time: SECOND, retain: true });
  for (let n = 0; n < 5; n += 1) tree.receive('a/b', 'x', { time: SECOND });
  const [a, b] = tree.below({}, 2 * SECOND).rows;
  expect(a).toMatchObject({
    retained: true,
    latest: { topic: 'a', changed: SECOND, preview: { args: { text: '42' } } },
  });
  expect(b).toMatchObject({ retained: false });
  expect(a?.bytes).toBe(textMessage('42').bytes.length);
  // A single message has no rate.
  expect([a?.pace, b?.pace]).toEqual([
    { kind: 'last', messages: 1 },
    { kind: 'rate', perSecond: 5 },
  ]);
});

test.each([
  ['changed', ['often', 'late', 'early']],
  ['count', ['often', 'early', 'late']],
  ['rate', ['often', 'early', 'late']],
  ['bytes', ['often', 'early', 'late']],
] satisfies [LevelOrder, string[]][])('by %s, the highest first', (order, wanted) => {
  const tree = new Listed();
  tree.receive('early', 'x', { time: 0 });
  tree.receive('late', 'x', { time: SECOND });
  for (let n = 0; n < 4; n += 1) tree.receive('often', 'x', { time: (4 + n / 4) * SECOND });
  expect(tree.listed(5 * SECOND, { order })).toEqual(wanted);
  expect(tree.listed(5 * SECOND, { order, isReversed: true })).toEqual(wanted.toReversed());
});

test('keeps its order for a second, and longer under the pointer', () => {
  const tree = new Listed();
  const count = (now: number, isHeld = false) => tree.listed(now, { order: 'count', isHeld });
  tree.receive('a');
  expect(count(0)).toEqual(['a']);
  tree.receive('b');
  tree.receive('b');
  expect(count(SECOND - 1)).toEqual(['a']);
  expect(count(2 * SECOND, true)).toEqual(['a']);
  expect(count(2 * SECOND)).toEqual(['b', 'a']);
  for (let n = 0; n < 3; n += 1) tree.receive('a');
  expect(count(2.9 * SECOND)).toEqual(['b', 'a']);
});

test('has the tree’s topics: matches of a search, nothing hidden, and nothing after a Clear', () => {
  const tree = new Listed();
  for (const topic of ['line/1', 'line/2', 'office']) tree.receive(topic, 'x');
  expect(tree.listed()).toHaveLength(3);
  tree.topics.hide(['line']);
  expect(tree.listed()).toEqual(['office']);
  tree.search('LINE/');
  expect(tree.listed()).toEqual(['line/1', 'line/2']);
  tree.search('');
  tree.topics.clear();
  expect(tree.listed()).toEqual([]);
});

test('lists a branch without its own topic, of all levels, also by the longest silence', () => {
  const tree = new Listed();
  tree.receive('a', 'x', { time: 0 });
  tree.receive('a/b', 'x', { time: SECOND });
  tree.receive('a/c/d/e', 'x', { time: 0 });
  tree.receive('other', 'x', { time: 0 });
  expect(tree.listed(0, { path: 'a' })).toEqual(['a/b', 'a/c/d/e']);
  expect(tree.listed(2 * SECOND, { path: 'a', order: 'changed', isReversed: true })).toEqual([
    'a/c/d/e',
    'a/b',
  ]);
  expect(tree.listed(0, { path: 'a', isDeep: false })).toEqual(['a/b', 'a/c']);
  expect(tree.listed(0, { path: 'nowhere' })).toEqual([]);
});

test('a hidden branch lists its topics if it is selected', () => {
  const tree = new Listed();
  for (const topic of ['line/1', 'line/2', 'office/1']) tree.receive(topic, 'x');
  tree.topics.hide(['line', 'office/1']);
  expect(tree.listed()).toEqual([]);
  expect(tree.listed(0, { path: 'line' })).toEqual(['line/1', 'line/2']);
  expect(tree.listed(0, { path: 'office' })).toEqual([]);
});

test('finds topics by parts of their names, the best first, up to a number', () => {
  const tree = new Listed();
  // Better matches have fewer messages here; within a rank, topics with more messages are first.
  const topics = [
    'Plant/press-07/temp',
    'press',
    ...times(2, 'press-07/temp'),
    ...times(3, 'zone/PRESS'),
    ...times(4, 'x/express'),
    'temp',
  ];
  for (const topic of topics) tree.receive(topic);
  const find = (text: string, most = 10) => tree.find(text, most).map(({ topic }) => topic);
  expect(find('press')).toEqual([
    'press',
    'press-07/temp',
    'zone/PRESS',
    'Plant/press-07/temp',
    'x/express',
  ]);
  expect(find('PRESS temp')).toEqual(['press-07/temp', 'Plant/press-07/temp']);
  expect(find('plant')).toEqual(['Plant/press-07/temp']);
  expect(find('press', 2)).toEqual(['press', 'press-07/temp']);
  expect(find('nothing')).toEqual([]);
  expect(find('  ')).toEqual([]);
});

test('finds and sorts 100,000 topics below one level without a noticeable delay', () => {
  const tree = new Listed();
  for (let n = 0; n < 100_000; n += 1) tree.receive(`plant/${n}`);
  tree.receive('plant/77777');
  const begun = cpuTime();
  expect(tree.find('plant 77777', 20)).toEqual([{ topic: 'plant/77777', messages: 2 }]);
  expect(tree.listed(0, { order: 'count', count: 1 })).toEqual(['plant/77777']);
  // Takes a tenth of that on an idle machine.
  expect(cpuTime() - begun).toBeLessThan(2000);
});
