/**
 * Up to a million topics in the engine without packets: memory of a topic, and the cost of receiving a new
 * one, of a tree window, sorting, selecting and searching. Measured in processor time, so that a busy machine
 * changes little.
 */

import { encodeUtf8 } from '../../../src/base/utf8.ts';
import { CONVENTIONS } from '../../../src/conventions/conventions.ts';
import { TopicNames } from '../../../src/engine/log/columns/topicNames.ts';
import { ReceivedTopics } from '../../../src/engine/topics/receivedTopics.ts';
import { TopicTable } from '../../../src/engine/topics/topicTable.ts';
import { Arrangement } from '../../../src/engine/topics/tree/arrangement.ts';
import { TopicFinder } from '../../../src/engine/topics/tree/topicFinder.ts';
import { whole } from '../figures.ts';
import { record } from '../results.ts';
import type { FigureName } from '../targets.ts';
import { memory } from './heldMemory.ts';

const SIZES = [10_000, 100_000, 1_000_000] as const;
const MOST = 1_000_000;
/** Bytes of a value, excluded from the result. */
const VALUE = 100;
const WINDOW = 40;
/** Topics that the palette lists. */
const OFFERED = 12;
/** Windows requested at different positions. */
const LOOKS = 200;
const ROUNDS = 3;
const BUDGET = 1 << 30;

/** Length of the worker's slices, ms. */
const SLICE = 6;

type Shape = 'devices' | 'flat';

const digits = (number: number, count: number) => String(number).padStart(count, '0');

/** Names of 40 bytes: ten topics per device, or all below one level. */
function nameOf(shape: Shape, n: number): string {
  if (shape === 'flat') return `fleet/devices/by-serial/serial-${digits(n, 9)}`;
  const device = Math.floor(n / 10);
  return `plants/p${digits(device % 100, 2)}/line-${digits(device % 77, 2)}/device-${digits(device, 6)}/sensor-${n % 10}`;
}

/** Worst value of both shapes. */
const worst = new Map<FigureName, number>();

/** @param figure recorded at the end if this is its worst value */
function line(what: string, value: number, unit: string, figure?: FigureName): void {
  console.log(`  ${what.padEnd(44)} ${value.toFixed(value < 10 ? 2 : 0)} ${unit}`);
  if (figure !== undefined) worst.set(figure, Math.max(worst.get(figure) ?? 0, value));
}

function same(what: string, found: unknown, expected: unknown): void {
  if (found !== expected) throw new Error(`${what}: ${String(found)}, not ${String(expected)}`);
}

const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

function taken(run: () => void): number {
  const begin = cpu();
  run();
  return cpu() - begin;
}

interface Built {
  readonly topics: ReceivedTopics;
  /** µs per new topic, including its name. */
  readonly perTopic: number;
}

function build(shape: Shape, count: number): Built {
  const names = new TopicNames(CONVENTIONS);
  const topics = new ReceivedTopics(names, CONVENTIONS.secrets, BUDGET);
  const value = encodeUtf8('{"v":1}'.padEnd(VALUE, ' '));
  const ms = taken(() => {
    for (let n = 0; n < count; n += 1) {
      const name = encodeUtf8(nameOf(shape, n));
      const bytes = new Uint8Array(4 + name.length + VALUE);
      bytes[0] = 0x31;
      bytes.set(name, 4);
      bytes.set(value, 4 + name.length);
      const payloadStart = 4 + name.length;
      const id = names.intern(bytes, 4, payloadStart);
      const message = { packet: n + 1, time: n * 10, bytes, payloadStart, contentType: undefined };
      topics.receive(id, message);
      names.release(id);
    }
  });
  same('topics', topics.count, count);
  return { topics, perTopic: (ms * 1000) / count };
}

/** ms for a window anywhere in the fully expanded tree. */
function windowTime(topics: ReceivedTopics, now: number): number {
  const { total } = topics.rows({ first: 0, count: 0 }, now);
  return lookTime((n) => {
    const first = Math.floor((n / LOOKS) * (total - WINDOW));
    same('rows', topics.rows({ first, count: WINDOW }, now).rows.length, WINDOW);
  });
}

/** ms per look at many different positions, after a warm-up. */
function lookTime(look: (n: number) => void): number {
  for (let n = 0; n < LOOKS; n += 1) look(n);
  return (
    taken(() => {
      for (let n = 0; n < LOOKS; n += 1) look(n);
    }) / LOOKS
  );
}

interface Searched {
  readonly all: number;
  readonly first: number;
  readonly longest: number;
  readonly found: number;
}

/** The best of several rounds, which excludes other work such as garbage collection. */
function search(topics: ReceivedTopics, text: string, now: number): Searched {
  const rounds = Array.from({ length: ROUNDS }, () => searchOnce(topics, text, now));
  const least = (of: (one: Searched) => number) => Math.min(...rounds.map(of));
  return {
    all: least(({ all }) => all),
    first: least(({ first }) => first),
    longest: least(({ longest }) => longest),
    found: rounds[0]?.found ?? 0,
  };
}

/** In slices, like the worker. */
function searchOnce(topics: ReceivedTopics, text: string, now: number): Searched {
  const begin = cpu();
  let [first, longest, found] = [Number.NaN, 0, 0];
  topics.search(text, TopicFinder);
  for (let isDone = false; !isDone; ) {
    const slice = cpu();
    isDone = topics.look(() => cpu() - slice < SLICE);
    longest = Math.max(longest, cpu() - slice);
    if (!Number.isNaN(first)) continue;
    found = topics.rows({ first: 0, count: WINDOW }, now).found ?? 0;
    if (found > 0) first = cpu() - begin;
  }
  const all = cpu() - begin;
  found = topics.rows({ first: 0, count: WINDOW }, now).found ?? 0;
  topics.search('', TopicFinder);
  return { all, first, longest, found };
}

/** Like the palette; the best of several rounds. */
function findNames(table: TopicTable, text: string): Pick<Searched, 'all' | 'longest'> {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const begin = cpu();
    let longest = 0;
    const search = table.searchNames(text, OFFERED);
    for (let isDone = false; !isDone; ) {
      const slice = cpu();
      isDone = search.look(() => cpu() - slice < SLICE);
      longest = Math.max(longest, cpu() - slice);
    }
    search.found();
    return { all: cpu() - begin, longest };
  });
  return {
    all: Math.min(...rounds.map(({ all }) => all)),
    longest: Math.min(...rounds.map(({ longest }) => longest)),
  };
}

async function benchMillion(shape: Shape): Promise<void> {
  console.log(
    `\n${whole(MOST)} topics, ${shape === 'flat' ? 'all below one level' : 'ten of each device'}`,
  );
  const before = await memory();
  const { topics } = build(shape, MOST);
  const now = MOST * 10;
  const bytes = ((await memory()) - before) / MOST - VALUE;
  line('memory of a topic, without its value', bytes, 'bytes', 'topic');
  line(
    'all levels opened',
    taken(() => topics.expand(undefined, true, true)),
    'ms',
  );
  line('a window of the tree', windowTime(topics, now), 'ms', 'topicWindow');
  const select = (n: number): void => {
    const name = nameOf(shape, Math.floor((n / LOOKS) * MOST));
    same('selected', topics.detail(name, { first: 0, count: 10 }, now)?.messages, 1);
    same('is somewhere', topics.position(name) === null, false);
  };
  line('a topic selected: its place and its history', lookTime(select), 'ms', 'topicWindow');
  topics.sort('changed', () => new Arrangement());
  line(
    'sorted by last change',
    taken(() => void topics.rows({ first: 0, count: WINDOW }, now)),
    'ms',
  );
  line('a window of the sorted tree', windowTime(topics, now), 'ms', 'topicWindow');
  topics.sort('name', () => new Arrangement());
  const table = topics.table(TopicTable);
  const listed = {
    path: undefined,
    isDeep: true,
    first: 0,
    count: WINDOW,
    order: 'changed',
    isReversed: false,
  } as const;
  line(
    'as one list by last change',
    taken(() => void table.levels.rows(listed, now)),
    'ms',
  );
  for (const text of ['nothing', '/', shape === 'flat' ? 'serial 99' : 'device 99']) {
    const { all, longest } = findNames(table, text);
    line(`found by words of names: ${text}`, all, 'ms');
    line('  longest task', longest, 'ms', 'topicTask');
  }
  const expected: readonly (readonly [string, number])[] =
    shape === 'flat'
      ? [
          ['serial-00099', 10_000],
          ['nothing like it', 0],
          ['fleet/+/+/#', MOST],
        ]
      : [
          ['device-0999', 1000],
          ['nothing like it', 0],
          ['plants/+/+/+/sensor-7', MOST / 10],
        ];
  for (const [text, found] of expected) {
    const searched = search(topics, text, now);
    same(`found by ${text}`, searched.found, found);
    // A search that finds all topics changes the tree for each.
    const isMany = found > MOST / 5;
    line(`searched for ${text}`, searched.all, 'ms', isMany ? undefined : 'topicSearch');
    if (found > 0) line('  the first rows', searched.first, 'ms', 'topicFirst');
    line('  longest task', searched.longest, 'ms', 'topicTask');
  }
}

/** Cost of a window and of a new topic at different numbers of topics. */
function benchGrowth(): void {
  console.log('\nThe same among 1, 10 and 100 times as many topics');
  const windows: number[] = [];
  const added: number[] = [];
  for (const count of SIZES) {
    const { topics, perTopic } = build('devices', count);
    topics.expand(undefined, true, true);
    windows.push(windowTime(topics, count * 10));
    added.push(perTopic);
    line(`${whole(count)}: a window of the tree`, windows.at(-1) ?? 0, 'ms');
    line(`${whole(count)}: a new topic`, perTopic, 'µs');
  }
  const growth = (values: readonly number[]) => (values.at(-1) ?? 0) / (values[0] ?? 1);
  line('a window, a million beside 10,000', growth(windows), 'times', 'topicWindowGrowth');
  line('a new topic, a million beside 10,000', growth(added), 'times', 'topicAddedGrowth');
}

export async function benchTopics(): Promise<void> {
  build('devices', 20_000);
  benchGrowth();
  await benchMillion('devices');
  await benchMillion('flat');
  for (const [figure, value] of worst) record(figure, value);
}
