import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joined } from '../../base/bytes.ts';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { plainBreach } from '../../mqtt/statements/breaches.ts';
import type { Arrival } from './columns/packetRow.ts';
import { NO_TOPIC, TopicNames } from './columns/topicNames.ts';
import { PacketLog } from './packetLog.ts';

const PLAIN: Arrival = {
  time: 0,
  stream: 1,
  direction: 'in',
  version: 4,
  packetId: 0,
  topic: NO_TOPIC,
  hasProblem: false,
};

/** `toEqual` takes a hundred times as long. */
function isSame(actual: Uint8Array | undefined, expected: Uint8Array): void {
  expect(actual?.join()).toBe(expected.join());
}

function bytesOf(size: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, index) => (seed * 31 + index * 7) & 0xff);
}

test('stores the facts of the arrival in a row', () => {
  const names = new TopicNames();
  const log = new PacketLog(names);
  const name = encodeUtf8('a/b');
  const arrival: Arrival = {
    time: 123_456_789.5,
    stream: 70_000,
    direction: 'out',
    version: 5,
    packetId: 65_535,
    topic: names.intern(name, 0, name.length),
    hasProblem: true,
  };
  log.append(bytesOf(10, 0x32), arrival);
  const row = log.row(1);
  expect(row).toEqual({
    ...arrival,
    number: 1,
    firstByte: bytesOf(1, 0x32)[0],
    size: 10,
    exchange: 0,
    unframed: false,
    masked: false,
    withheld: false,
  });
  expect(names.name(row?.topic ?? 0)).toBe('a/b');
});

test('stores packets larger than a slab', () => {
  const log = new PacketLog(new TopicNames(), 64 * 1024);
  const sizes = [10, 40_000, 10, 3_000, 512, 1];
  for (const [index, size] of sizes.entries()) log.append(bytesOf(size, index), PLAIN);
  for (const [index, size] of sizes.entries()) {
    expect(log.view(index + 1)).toEqual(bytesOf(size, index));
  }
});

test('keeps the newest packet even if it is larger than the whole budget', () => {
  const log = new PacketLog(new TopicNames(), 16 * 1024);
  for (let n = 0; n < 10; n += 1) log.append(bytesOf(100, n), PLAIN);
  log.append(bytesOf(50_000, 1), PLAIN);
  expect([log.total, log.discarded]).toEqual([11, 10]);
  expect(log.view(11)).toEqual(bytesOf(50_000, 1));
  log.append(bytesOf(5, 2), PLAIN);
  expect([log.total, log.discarded]).toEqual([12, 11]);
  expect(log.allocated).toBeLessThanOrEqual(16 * 1024);
});

test('Clear empties the log, and numbers continue', () => {
  const log = new PacketLog(new TopicNames());
  for (let n = 0; n < 5; n += 1) log.append(bytesOf(3, n), PLAIN);
  log.clear().forget();
  expect(log.freeForgotten(() => true)).toBe(true);
  expect([log.total, log.discarded, log.bytes, log.allocated]).toEqual([0, 0, 0, 0]);
  expect(log.row(5)).toBeUndefined();
  expect(log.append(bytesOf(3, 9), PLAIN)).toBe(6);
  expect(log.numberAt(0)).toBe(6);
  expect(log.view(6)).toEqual(bytesOf(3, 9));
});

test('keeps the reason of unframed bytes as long as their row', () => {
  const log = new PacketLog(new TopicNames(), 16 * 1024);
  const problem = {
    severity: 'malformed' as const,
    statement: 'MQTT-1.5.5',
    breach: plainBreach('length-endless'),
    offset: 0,
    length: 2,
  };
  const number = log.appendUnframed(bytesOf(2, 3), PLAIN, problem);
  expect(log.row(number)).toMatchObject({ unframed: true, hasProblem: true });
  expect(log.notedProblems(number)).toEqual([problem]);
  for (let n = 0; n < 1000; n += 1) log.append(bytesOf(100, n), PLAIN);
  expect(log.notedProblems(number)).toEqual([]);
});

const step = fc.oneof(
  { weight: 60, arbitrary: fc.record({ size: fc.integer({ min: 2, max: 300 }) }) },
  { weight: 4, arbitrary: fc.record({ size: fc.integer({ min: 1_000, max: 9_000 }) }) },
  { weight: 1, arbitrary: fc.constant('clear' as const) },
);

test('holds the newest packets within its budget, like a list', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 100, maxLength: 600 }), (steps) => {
      const budget = 16 * 1024;
      const names = new TopicNames();
      const log = new PacketLog(names, budget);
      let kept: { number: number; bytes: Uint8Array; topic: string }[] = [];
      let number = 0;
      let sinceClear = 0;
      for (const each of steps) {
        if (each === 'clear') {
          log.clear().forget();
          // Frees some more with each row, unless time is given for it.
          log.freeForgotten(() => false);
          kept = [];
          sinceClear = 0;
        } else {
          number += 1;
          sinceClear += 1;
          const bytes = bytesOf(each.size, number);
          const topic = `topic/${number % 37}`;
          const name = encodeUtf8(topic);
          const id = names.intern(name, 0, name.length);
          log.append(bytes, { ...PLAIN, time: number, topic: id });
          kept.push({ number, bytes, topic });
        }
        kept = kept.slice(Math.max(0, kept.length - (log.total - log.discarded)));
        const [first, last] = [kept[0], kept.at(-1)];
        expect({
          total: log.total,
          next: log.nextNumber,
          length: log.total - log.discarded,
          isWithin: log.allocated <= budget,
          before: first && log.row(first.number - 1),
        }).toEqual({
          total: sinceClear,
          next: number + 1,
          length: kept.length,
          isWithin: true,
          before: undefined,
        });
        for (const packet of [first, last]) {
          if (packet !== undefined) isSame(log.view(packet.number), packet.bytes);
        }
      }
      for (const packet of kept) {
        isSame(log.view(packet.number), packet.bytes);
        const row = log.row(packet.number);
        expect(row?.time).toBe(packet.number);
        expect(names.name(row?.topic ?? 0)).toBe(packet.topic);
      }
      // Nothing is discarded beyond the granularity of memory.
      expect(log.discarded === 0 || log.bytes > budget / 4).toBe(true);
      expect(names.count).toBe(new Set(kept.map((packet) => packet.topic)).size);
    }),
    { numRuns: tries(40) },
  );
});

const piece = fc.record({
  size: fc.integer({ min: 2, max: 20 }),
  /** A packet of the frame, a packet that is not recorded, or a packet that is removed meanwhile. */
  kind: fc.constantFrom('recorded', 'recorded', 'recorded', 'passed over', 'other'),
});
const together = fc.array(fc.array(piece, { minLength: 1, maxLength: 8 }), {
  minLength: 300,
  maxLength: 600,
});

test('stores packets of a batch like single ones', () => {
  fc.assert(
    fc.property(together, (frames) => {
      const budget = 64 * 1024;
      const log = new PacketLog(new TopicNames(), budget);
      const sent: Uint8Array[] = [];
      for (const [at, pieces] of frames.entries()) {
        const packets = pieces.map(({ size }, place) => bytesOf(size, at * 7 + place));
        log.batch(joined(packets), (staged) => {
          let start = 0;
          for (const [place, { kind, size }] of pieces.entries()) {
            const packet = staged.subarray(start, start + size);
            start += size;
            if (kind === 'passed over') continue;
            const own = packets[place] ?? packet;
            log.append(kind === 'other' ? own : packet, PLAIN);
            sent.push(own);
          }
        });
      }
      for (let number = log.oldestNumber; number < log.nextNumber; number += 1) {
        isSame(log.view(number), sent[number - 1] ?? new Uint8Array(0));
      }
      expect(log.nextNumber - 1).toBe(sent.length);
      expect(log.allocated).toBeLessThanOrEqual(budget);
    }),
    { numRuns: tries(30) },
  );
});

test('needs no memory for staged bytes that never became a packet', () => {
  const log = new PacketLog(new TopicNames(), 64 * 1024);
  log.append(bytesOf(100, 1), PLAIN);
  const before = log.allocated;
  for (let n = 0; n < 1_000; n += 1) log.batch(bytesOf(100, n), () => undefined);
  expect([log.allocated, log.discarded]).toEqual([before, 0]);
  isSame(log.view(1), bytesOf(100, 1));
});
