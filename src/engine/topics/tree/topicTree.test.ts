import { expect, test } from 'vitest';
import { cpuTime } from '../../../base/cpuTime.testkit.ts';
import { runs, tries } from '../../../base/runs.testkit.ts';
import { textMessage } from '../messages.testkit.ts';
import { Arrangement } from './arrangement.ts';
import { Tree } from './topicTree.testkit.ts';

const arrangement = () => new Arrangement();

test('a small tree is expanded, with levels in order and those of the broker last', () => {
  const tree = new Tree();
  for (const topic of ['line/10/temp', '$SYS/uptime', 'line/9/temp', 'Alpha', 'beta']) {
    tree.receive(topic, 'x');
  }
  expect(tree.drawn()).toEqual(['Alpha', 'beta', '- line', '  9/temp', '  10/temp', '$SYS/uptime']);
});

test('a level with one child shares its row until it has a second or is a topic itself', () => {
  const tree = new Tree();
  tree.receive('sensors/hz-2/oven/temp', '1');
  tree.receive('sensors/hz-2/oven/load', '2');
  expect(tree.drawn()).toEqual(['- sensors/hz-2/oven', '  load', '  temp']);
  expect(tree.rows()[0]).toMatchObject({ path: 'sensors/hz-2/oven', position: 1, siblings: 1 });
  expect(tree.topics.position('sensors')).toBe(0);
  expect(tree.topics.position('sensors/hz-2/oven/load')).toBe(1);
  tree.topics.expand('sensors/hz-2/oven', false, false);
  expect(tree.drawn()).toEqual(['+ sensors/hz-2/oven']);
  tree.receive('sensors/hz-2', 'topic');
  expect(tree.drawn()).toEqual(['- sensors/hz-2', '  + oven']);
  tree.receive('sensors/hz-3/state', 'on');
  expect(tree.drawn()).toEqual(['- sensors', '  - hz-2', '    + oven', '  hz-3/state']);
});

test('seventy levels with one child each share a row', () => {
  const tree = new Tree();
  const name = Array.from({ length: 70 }, (_, at) => `l${at % 10}`).join('/');
  tree.receive(name);
  expect(tree.drawn()).toEqual([name]);
});

test('an open row stays open when a second branch divides it', () => {
  const tree = new Tree();
  for (let n = 0; n < 100; n += 1) tree.receive(`x${n}`);
  for (const topic of ['a/b/c', 'a/b/d']) tree.receive(topic);
  tree.topics.expand('a/b', true, false);
  tree.receive('a/e');
  expect(tree.drawn().slice(0, 5)).toEqual(['- a', '  - b', '    c', '    d', '  e']);
});

test('4.7.1.1: empty levels are levels of their own', () => {
  const tree = new Tree();
  for (const topic of ['/a', 'a//b', 'a/', '/']) tree.receive(topic);
  expect(tree.rows().map((row) => [row.depth, row.level, row.path, row.own])).toEqual([
    [0, '', '', 0],
    [1, '', '/', 1],
    [1, 'a', '/a', 1],
    [0, 'a', 'a', 0],
    [1, '', 'a/', 1],
    [2, 'b', 'a//b', 1],
  ]);
  tree.topics.expand('', false, false);
  tree.topics.expand('a/', false, false);
  expect(tree.drawn()).toEqual(['+ ', '- a', '  + ']);
});

test('names with a meaning in JavaScript are ordinary names', () => {
  const tree = new Tree();
  const names = ['__proto__', 'constructor', 'toString', '__proto__/__proto__', 'hasOwnProperty/a'];
  for (const name of names) tree.receive(name, 'v');
  expect(tree.topics.count).toBe(5);
  expect(tree.topics.detail('__proto__', { first: 0, count: 1 }, 0)?.messages).toBe(1);
  expect(tree.topics.detail('valueOf', { first: 0, count: 1 }, 0)).toBeNull();
});

test('counts are of the topic itself and of all below it', () => {
  const tree = new Tree();
  for (const topic of ['a', 'a/b', 'a/b', 'a/b/c', 'a/d']) tree.receive(topic, '1');
  expect(tree.rows().map((row) => [row.path, row.own, row.messages])).toEqual([
    ['a', 1, 5],
    ['a/b', 2, 3],
    ['a/b/c', 1, 1],
    ['a/d', 1, 1],
  ]);
});

test('a large tree keeps later topics collapsed', () => {
  const tree = new Tree();
  for (let n = 0; n < 100; n += 1) tree.receive(`device/${n}/state`, 'on');
  for (let n = 0; n < 100; n += 1) tree.receive(`other/${n}/state`, 'on');
  const open = tree.rows().filter((row) => row.expanded);
  expect(open.length).toBeLessThan(50);
  expect(tree.rows().at(-1)).toMatchObject({ path: 'other', expandable: true, expanded: false });
});

test('deep expansion expands all below, including later topics', () => {
  const tree = new Tree();
  for (let n = 0; n < 100; n += 1) tree.receive(`x/${n}/a/b`);
  tree.receive('late/a/b/c');
  tree.topics.expand('late', true, true);
  tree.receive('late/a/new/deep/er');
  expect(tree.drawn().slice(0, 7)).toEqual([
    '- late/a',
    '  b/c',
    '  new/deep/er',
    '- x',
    '  0/a/b',
    '  1/a/b',
    '  2/a/b',
  ]);
  tree.topics.expand(undefined, false, true);
  expect(tree.drawn()).toEqual(['+ late/a', '+ x']);
  tree.topics.expand(undefined, true, true);
  expect(tree.topics.rows({ first: 0, count: 0 }, 0).total).toBe(3 + 1 + 100);
});

test('collapsing a branch deeply is counted in the rows above it', () => {
  const tree = new Tree();
  for (const topic of ['B', 'B/2', 'B/2/a', 'c', 'c/d']) tree.receive(topic);
  expect(tree.total).toBe(5);
  tree.topics.expand('B/2', false, true);
  expect(tree.total).toBe(4);
  expect(tree.rows(2, 1).map(({ path }) => path)).toEqual(['c']);
  tree.topics.expand('B/2', true, true);
  expect(tree.total).toBe(5);
});

test('Clear keeps the levels that the user opened or closed', () => {
  const tree = new Tree();
  const receive = () => {
    for (let n = 0; n < 200; n += 1) tree.receive(`x/${n}/a`);
    for (const topic of ['small/a', 'small/b']) tree.receive(topic);
  };
  receive();
  tree.topics.expand('small', true, false);
  tree.topics.expand('x', false, false);
  tree.topics.clear();
  expect(tree.drawn()).toEqual([]);
  receive();
  expect(tree.drawn()).toEqual(['- small', '  a', '  b', '+ x']);
  tree.topics.expand(undefined, true, true);
  tree.topics.clear();
  receive();
  expect(tree.topics.rows({ first: 0, count: 0 }, 0).total).toBe(3 + 201);
});

test('positions among siblings are known from any row on', () => {
  const tree = new Tree();
  for (let n = 0; n < 20; n += 1) tree.receive(`t${n}`);
  expect(tree.rows(12, 2).map((row) => [row.level, row.position, row.siblings])).toEqual([
    ['t12', 13, 20],
    ['t13', 14, 20],
  ]);
});

test('the retained mark stays until the retained message is deleted', () => {
  const tree = new Tree();
  const retained = () => tree.rows()[0]?.retained;
  tree.receive('a', 'on', { retain: true });
  expect(retained()).toBe(true);
  tree.receive('a', 'off');
  expect(retained()).toBe(true);
  tree.receive('a', '', { retain: true });
  expect(retained()).toBe(false);
});

test('a retained message that was cleared is not one that was never seen', () => {
  const tree = new Tree();
  const wasCleared = () => tree.topics.detail('a', { first: 0, count: 0 }, 0)?.wasCleared;
  tree.receive('a', 'on');
  expect(wasCleared()).toBe(false);
  tree.receive('a', 'on', { retain: true });
  expect(wasCleared()).toBe(false);
  tree.receive('a', '', { retain: true });
  expect(wasCleared()).toBe(true);
  tree.receive('a', 'off');
  expect(wasCleared()).toBe(true);
  tree.receive('a', 'on', { retain: true });
  expect(wasCleared()).toBe(false);
});

test('Undo after Clear knows that a retained message was cleared in between', () => {
  const tree = new Tree();
  tree.receive('a', 'on');
  const cleared = tree.topics.clear();
  tree.receive('a', 'on', { retain: true });
  tree.receive('a', '', { retain: true });
  cleared.restore();
  expect(tree.topics.detail('a', { first: 0, count: 0 }, 0)?.wasCleared).toBe(true);
});

test('rates follow the given times', () => {
  const tree = new Tree();
  for (let n = 0; n < 200; n += 1) tree.receive('a/b', 'x', { time: n * 100_000 });
  const rateAt = (now: number) => tree.topics.rows({ first: 0, count: 1 }, now).rows[0]?.rate;
  expect(rateAt(19_900_000)).toBeCloseTo(10, 0);
  expect(rateAt(20_900_000)).toBeCloseTo(8, 0);
  // Ten a second, then none for a whole second: the flow has ended.
  expect(rateAt(21_000_000)).toBe(0);
  // It does not count again when new messages arrive.
  tree.receive('a/b', 'x', { time: 21_500_000 });
  expect(rateAt(22_000_000)).toBeCloseTo(1, 0);
  expect(rateAt(40_000_000)).toBe(0);
});

test('a single message has no rate', () => {
  const tree = new Tree();
  const ratesAt = (now: number) => tree.rows(0, 2, now).map(({ rate }) => rate);
  tree.receive('a/b', 'x', { time: 1_000_000 });
  expect(ratesAt(3_700_000)).toEqual([0]);
  tree.receive('a/b', 'x', { time: 3_800_000 });
  expect(ratesAt(4_000_000)[0]).toBeGreaterThan(0);
  tree.receive('a/c', 'x', { time: 3_900_000 });
  expect(tree.topics.detail('a/c', { first: 0, count: 0 }, 4_000_000)?.pace).toEqual({
    kind: 'last',
    messages: 1,
  });
});

test('batches every other second have a steady rate', () => {
  const tree = new Tree();
  for (let n = 0; n < 100; n += 1) {
    tree.receive('a/b', 'x', { time: Math.floor(n / 10) * 2_000_000 });
  }
  const rateAt = (now: number) => tree.topics.rows({ first: 0, count: 1 }, now).rows[0]?.rate;
  for (const now of [18_100_000, 18_900_000, 19_500_000]) expect(rateAt(now)).toBeCloseTo(5, -1);
});

test('the rate of a slow topic falls over five seconds', () => {
  const tree = new Tree();
  for (let n = 0; n < 20; n += 1) tree.receive('a/b', 'x', { time: n * 1_000_000 });
  const rateAt = (now: number) => tree.topics.rows({ first: 0, count: 1 }, now).rows[0]?.rate;
  expect(rateAt(19_900_000)).toBeCloseTo(1, 0);
  expect(rateAt(22_000_000)).toBeCloseTo(0.6, 0);
  expect(rateAt(25_100_000)).toBe(0);
});

test('all rates are 0 once no topic has messages, and start again after that', () => {
  const tree = new Tree();
  for (let n = 0; n < 30; n += 1) tree.receive('a/b', 'x', { time: n * 100_000 });
  const rateAt = (now: number) => tree.topics.rows({ first: 0, count: 1 }, now).rows[0]?.rate;
  tree.topics.endFlows(3_600_000);
  expect(rateAt(3_600_000)).toBe(0);
  expect(tree.topics.detail('a/b', { first: 0, count: 1 }, 3_600_000)?.pace.kind).toBe('last');
  tree.receive('a/b', 'x', { time: 4_200_000 });
  expect(rateAt(4_500_000)).toBe(1);
});

test('a row knows the messages of each of the last seconds, even if it was not shown', () => {
  const tree = new Tree();
  for (let n = 0; n < 300; n += 1) tree.receive('a/b', 'x', { time: n * 20_000 });
  const trail = (now: number) => tree.rows(0, 1, now)[0]?.trail;
  expect(trail(6_000_000)).toEqual([50, 50, 50, 50, 50]);
  expect(trail(8_500_000)).toEqual([50, 50, 50, 0, 0]);
  expect(trail(60_000_000)).toEqual([0, 0, 0, 0, 0]);
});

test('a branch has the topics, the bytes and the rate of all below it', () => {
  const tree = new Tree();
  for (let n = 0; n < 10; n += 1) tree.receive(`a/${n}`, 'xyz', { time: n * 100_000 });
  tree.receive('b', 'x', { time: 0 });
  const size = textMessage('xyz').bytes.length;
  const counts = { topics: 10, messages: 10, bytes: 10 * size, rate: 10 };
  expect(tree.topics.branch('a', 1_000_000)).toMatchObject(counts);
  expect(tree.rows(0, 1, 1_000_000)[0]).toMatchObject({ path: 'a', ...counts });
  expect(tree.topics.branch('c', 0)).toBeNull();
});

test('an order is a snapshot: it is stable within a second, and under the pointer', () => {
  const tree = new Tree();
  for (const [topic, count] of Object.entries({ a: 1, b: 3, c: 2 })) {
    for (let n = 0; n < count; n += 1) tree.receive(topic);
  }
  tree.topics.sort('count', arrangement);
  const at = (now: number, isHeld = false) =>
    tree.topics
      .rows({ first: 0, count: 9, isHeld }, now)
      .rows.map(({ path }) => path)
      .join('');
  expect(at(2_000_000)).toBe('bca');
  for (let n = 0; n < 9; n += 1) tree.receive('d');
  expect(at(2_900_000)).toBe('bcad');
  expect(at(5_000_000, true)).toBe('bcad');
  expect(at(5_000_000)).toBe('dbca');
  expect(tree.topics.position('c')).toBe(2);
  expect(tree.topics.complete('', 9).map(({ topic }) => topic)).toEqual(['a', 'b', 'c', 'd']);
  tree.topics.sort('name', arrangement);
  expect(at(5_000_000)).toBe('abcd');
});

test('a search finds topics hidden by the user, and showing them restores them', () => {
  const tree = new Tree();
  for (const topic of ['a/x', 'a/y', 'b']) tree.receive(topic);
  tree.topics.hide(['a', 'later']);
  tree.receive('later/z');
  tree.receive('later/zz');
  expect(tree.drawn()).toEqual(['b']);
  expect(tree.topics.rows({ first: 0, count: 0 }, 0).hidden).toBe(2);
  tree.search('x');
  expect(tree.drawn()).toEqual(['- a', '  x']);
  tree.search('');
  tree.topics.hide([]);
  expect(tree.drawn()).toEqual(['- a', '  x', '  y', 'b', '- later', '  z', '  zz']);
});

test('a search shows its matches and their ancestors, expanded', () => {
  const tree = new Tree();
  for (let n = 0; n < 50; n += 1) tree.receive(`room/${n}/temp`, `${n} degrees`);
  tree.receive('hall/Light', '{"state":"ON"}');
  tree.receive('hall/blob', new TextDecoder().decode(new Uint8Array([0x4f, 0x4e])));
  tree.search('"state"');
  expect(tree.drawn()).toEqual(['- hall', '  Light']);
  tree.search('LIGHT');
  expect(tree.drawn()).toEqual(['- hall', '  Light']);
  tree.search('room/7/#');
  expect(tree.drawn()).toEqual(['- room', '  7/temp']);
  tree.search('+/+');
  expect(tree.drawn()).toEqual(['- hall', '  blob', '  Light']);
  tree.receive('attic/window', 'open');
  expect(tree.drawn().slice(0, 2)).toEqual(['attic/window', '- hall']);
  tree.topics.expand('hall', false, false);
  expect(tree.drawn()).toEqual(['attic/window', '+ hall']);
  tree.search('nothing like it');
  expect(tree.drawn()).toEqual([]);
  tree.receive('x/y', 'nothing like it, or is it');
  expect(tree.drawn()).toEqual(['x/y']);
  tree.search('');
  expect(tree.topics.rows({ first: 0, count: 0 }, 0).total).toBeGreaterThan(20);
});

test('4.7.2: a filter that begins with a wildcard does not find topics of the broker', () => {
  const tree = new Tree();
  tree.receive('$SYS/uptime');
  tree.receive('a');
  tree.search('#');
  expect(tree.drawn()).toEqual(['a']);
});

test('topics of 65,535 bytes and of as many levels work', () => {
  const tree = new Tree();
  const levels = runs(65_535);
  const deep = '/'.repeat(levels);
  const long = 'l'.repeat(65_535);
  tree.receive(deep, 'deep');
  tree.receive(long, 'long');
  tree.topics.expand(undefined, true, true);
  const { total } = tree.topics.rows({ first: 0, count: 0 }, 0);
  expect(total).toBe(levels + 2);
  expect(tree.rows(levels, 10).map((row) => [row.depth, row.path])).toEqual([
    [levels, deep],
    [0, long],
  ]);
  tree.search('/#');
  expect(tree.rows(0, 1)[0]).toMatchObject({ level: '', expanded: true });
  expect(tree.topics.complete('//', 5).map((found) => found.topic)).toEqual([deep]);
});

test('completion gives topic names in order', () => {
  const tree = new Tree();
  for (const topic of ['sensors/a/temp', 'sensors/b/temp', 'sensors/b', 'senate', 'other']) {
    tree.receive(topic);
  }
  const complete = (prefix: string) => tree.topics.complete(prefix, 3).map((found) => found.topic);
  expect(complete('sen')).toEqual(['senate', 'sensors/a/temp', 'sensors/b']);
  expect(complete('sensors/b')).toEqual(['sensors/b', 'sensors/b/temp']);
  expect(complete('nothing/here')).toEqual([]);
});

test('very many siblings are inserted in any order without slowing down, and windows cost little', () => {
  const tree = new Tree();
  const count = tries(100_000, 20_000);
  const apart = count / 100 - 3;
  const started = cpuTime();
  // A step coprime to the count visits each number once, out of order.
  for (let n = 0; n < count; n += 1) tree.receive(`flat/device-${(n * 7919) % count}`, 'v');
  const filled = cpuTime() - started;
  expect(tree.topics.count).toBe(count);
  tree.topics.expand('flat', true, false);
  const opened = cpuTime();
  for (let n = 0; n < 100; n += 1) {
    const rows = tree.rows(n * apart + 1, 40);
    expect(rows[0]?.level).toBe(`device-${n * apart}`);
    expect(rows[0]?.position).toBe(n * apart + 1);
  }
  const windows = (cpuTime() - opened) / 100;
  tree.topics.sort('count', arrangement);
  const sorted = cpuTime();
  for (let second = 1; second <= 5; second += 1) tree.rows(0, 40, second * 1_000_000);
  // At most once a second.
  expect((cpuTime() - sorted) / 5).toBeLessThan(1000);
  // Wide limits for busy machines: the test only detects quadratic growth.
  expect(filled).toBeLessThan(20_000);
  expect(windows).toBeLessThan(20);
});
