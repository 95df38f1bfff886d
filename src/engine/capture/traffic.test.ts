import { expect, test } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { publishBytes } from '../topics/messages.testkit.ts';
import { Capture } from './capture.ts';
import { Traffic, type TrafficRequest } from './traffic.ts';

const SECOND = 1_000_000;

class Flood {
  readonly capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  readonly stream = this.capture.openStream({ version: 4, client: '10.0.0.1:1' });
  readonly other = this.capture.openStream({ version: 4, client: '10.0.0.2:1' });

  /** @param times in s */
  send(topic: string, times: readonly number[], stream = this.stream, size = 1): void {
    for (const time of times) {
      const bytes = publishBytes(topic, 'x'.repeat(size));
      this.capture.packet(stream, 'in', time * SECOND, bytes);
    }
  }

  measure(request: Partial<TrafficRequest> = {}, now = 60) {
    const all = {
      path: undefined,
      by: 'topic',
      direction: 'in',
      seconds: undefined,
      order: 'messages',
      isReversed: false,
      key: undefined,
      first: 0,
      count: 100,
      ...request,
    } as const;
    const traffic = this.capture.join((parts) => new Traffic(parts, all, now * SECOND));
    for (const _ of traffic.count());
    return traffic.reply();
  }

  keys(request: Partial<TrafficRequest> = {}, now = 60) {
    return this.measure(request, now).rows.map(({ key, messages }) => `${key} ${messages}`);
  }
}

function filled(): Flood {
  const flood = new Flood();
  flood.send('hz/a/t', [0, 10, 20]);
  flood.send('hz/a/s', [30], flood.other, 500);
  flood.send('hz/b', [31, 32]);
  flood.send('other', [33, 59]);
  return flood;
}

test('counts by topic, level and client, most first or in another order', () => {
  const flood = filled();
  expect(flood.keys()).toEqual(['hz/a/t 3', 'hz/b 2', 'other 2', 'hz/a/s 1']);
  expect(flood.keys({ by: 'level' })).toEqual(['hz 6', 'other 2']);
  expect(flood.keys({ by: 'level', path: 'hz' })).toEqual(['hz/a 4', 'hz/b 2']);
  expect(flood.keys({ by: 'client' })).toEqual(['10.0.0.1:1 7', '10.0.0.2:1 1']);
  expect(flood.keys({ path: 'hz/a' })).toEqual(['hz/a/t 3', 'hz/a/s 1']);
  expect(flood.keys({ order: 'bytes' })[0]).toBe('hz/a/s 1');
  expect(flood.keys({ order: 'name', isReversed: true })[0]).toBe('other 2');
  expect(flood.keys({ direction: 'out' })).toEqual([]);
  expect(flood.measure({ first: 1, count: 1 })).toMatchObject({
    first: 1,
    total: 4,
    rows: [{ key: 'hz/b' }],
    messages: 8,
  });
});

test('covers the requested period, and reports the longest silence, including the current one', () => {
  const flood = filled();
  expect(flood.keys({ seconds: 30 })).toEqual(['hz/b 2', 'other 2', 'hz/a/s 1']);
  const rows = flood.measure({ seconds: 30, order: 'gap' }).rows;
  expect(rows.map(({ key, gap }) => [key, gap / SECOND])).toEqual([
    ['hz/a/s', 30],
    ['hz/b', 28],
    ['other', 26],
  ]);
});

test('counts messages per interval, of all keys or of one', () => {
  const flood = filled();
  const { intervals, interval, from, to } = flood.measure();
  expect([from, to, interval]).toEqual([0, 60 * SECOND, SECOND]);
  expect(intervals.flatMap((count, at) => (count > 0 ? [at] : []))).toEqual([
    0, 10, 20, 30, 31, 32, 33, 59,
  ]);
  const ofOne = flood.measure({ key: 'hz/b' }).intervals;
  expect(ofOne.flatMap((count, at) => (count > 0 ? [at] : []))).toEqual([31, 32]);
});

test('is empty for an empty capture, and counts simultaneous messages in one interval', () => {
  const flood = new Flood();
  expect(flood.measure()).toMatchObject({ total: 0, messages: 0, rows: [] });
  flood.send('a', [60, 60, 60]);
  expect(flood.measure().intervals.reduce((sum, count) => sum + count)).toBe(3);
});
