/** Tests that a log gives the same answers after it moved its oldest packets to a file. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joined } from '../../../base/bytes.ts';
import { tries } from '../../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { Cleared } from '../columns/cleared.ts';
import type { Arrival } from '../columns/packetRow.ts';
import { TopicNames } from '../columns/topicNames.ts';
import { PacketLog } from '../packetLog.ts';
import { MemoryFile, OF_FILE } from './spillFile.testkit.ts';
import { HEAD_SIZE } from './spillFormat.ts';
import { Spilling } from './spilling.ts';

const BUDGET = 128 * 1024;
const SECRET = 0xee;

const SECRETS = [SECRET, SECRET, SECRET].join();

/** Treats bytes of 0xee as secrets. */
function secretsIn(_row: unknown, bytes: Uint8Array) {
  const at = bytes.indexOf(SECRET);
  return at < 0 ? [] : [{ offset: at, length: bytes.lastIndexOf(SECRET) - at + 1 }];
}

function spilled(limit = Infinity, budget = BUDGET) {
  const names = new TopicNames();
  const log = new PacketLog(names, budget);
  const file = new MemoryFile();
  log.spill(
    (slabs, first, rows) =>
      new Spilling({ file, limit, secretsIn, ...OF_FILE }, slabs, first, rows),
  );
  return { names, log, file };
}

function packet(size: number, seed: number): Uint8Array {
  const bytes = Uint8Array.from({ length: size }, (_, at) => 1 + ((seed * 31 + at * 7) % 200));
  if (seed % 5 === 0) bytes.fill(SECRET, size >> 1, (size >> 1) + 3);
  return bytes;
}

const arrivalOf = (names: TopicNames, seed: number): Arrival => {
  const name = encodeUtf8(`topic/${seed % 23}`);
  return {
    time: seed * 10,
    stream: 1 + (seed % 3),
    direction: seed % 2 === 0 ? 'in' : 'out',
    version: 5,
    packetId: seed % 9,
    topic: names.intern(name, 0, name.length),
    hasProblem: false,
  };
};

function said(log: PacketLog, names: TopicNames) {
  const rows: string[] = [];
  for (let number = log.oldestNumber; number < log.nextNumber; number += 1) {
    const row = log.row(number);
    const columns = log.columnsOf(number);
    const index = number - (columns?.origin ?? 0);
    rows.push(
      JSON.stringify({
        ...row,
        topic: names.name(row?.topic ?? 0),
        bytes: log.view(number)?.join(),
        // Read like filters do.
        inSlab: columns?.slabs
          .bytesOf(columns.columns.slab[index] ?? 0)
          ?.subarray(
            columns.columns.offset[index] ?? 0,
            (columns.columns.offset[index] ?? 0) + (columns.columns.size[index] ?? 0),
          )
          .join(),
      }),
    );
  }
  const { total, discarded, firstTime, bytes } = log;
  return { rows, counts: [total, discarded, firstTime, bytes] };
}

const size = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 6, max: 200 }) },
  { weight: 1, arbitrary: fc.integer({ min: 300, max: 6_000 }) },
);
const step = fc.oneof(
  { weight: 400, arbitrary: fc.record({ kind: fc.constant('one' as const), size }) },
  {
    weight: 130,
    arbitrary: fc.record({
      kind: fc.constant('together' as const),
      sizes: fc.array(fc.integer({ min: 6, max: 50 }), { minLength: 1, maxLength: 6 }),
    }),
  },
  { weight: 40, arbitrary: fc.record({ kind: fc.constant('mark' as const), at: fc.nat() }) },
  { weight: 40, arbitrary: fc.record({ kind: fc.constant('exchange' as const), at: fc.nat() }) },
  { weight: 60, arbitrary: fc.record({ kind: fc.constant('look' as const), at: fc.nat() }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'clear' as const }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'back' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'forget' as const }) },
  { weight: 20, arbitrary: fc.constant({ kind: 'let go' as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Applies the steps to a log. */
class Run {
  readonly log: PacketLog;
  readonly names: TopicNames;
  #seed = 0;
  #cleared: Cleared | undefined;

  constructor(log: PacketLog, names: TopicNames) {
    this.log = log;
    this.names = names;
  }

  do(each: Step): void {
    const { log } = this;
    switch (each.kind) {
      case 'one':
        this.#seed += 1;
        log.append(packet(each.size, this.#seed), arrivalOf(this.names, this.#seed));
        break;
      case 'together':
        this.#together(each.sizes);
        break;
      case 'mark':
        log.markProblem(this.#old(each.at), each.at % 3 > 0);
        break;
      case 'exchange':
        log.setExchange(this.#old(each.at), 1 + (each.at % 1000));
        break;
      case 'look':
        log.view(this.#old(each.at));
        break;
      case 'clear':
        this.#cleared?.forget();
        this.#cleared = log.clear();
        break;
      case 'back':
        this.#cleared?.restore();
        this.#cleared = undefined;
        break;
      case 'let go':
        log.freeForgotten(() => false);
        break;
      case 'forget':
        this.#cleared?.forget();
        this.#cleared = undefined;
        break;
    }
  }

  /** Some bytes of the frame never become packets, and other packets arrive in between. */
  #together(sizes: readonly number[]): void {
    const packets = sizes.map((one) => packet(one, (this.#seed += 1)));
    const first = this.#seed - packets.length + 1;
    this.log.batch(joined(packets), (staged) => {
      let start = 0;
      for (const [place, own] of packets.entries()) {
        const cut = staged.subarray(start, start + own.length);
        start += own.length;
        if ((first + place) % 7 === 0) continue;
        const bytes = (first + place) % 6 === 0 ? own : cut;
        this.log.append(bytes, arrivalOf(this.names, first + place));
      }
    });
  }

  #old(at: number): number {
    return this.log.oldestNumber + (at % Math.max(1, this.log.nextNumber - this.log.oldestNumber));
  }
}

const steps = fc.array(step, { minLength: 1_000, maxLength: 2_000 });
/**
 * More than the log has memory for, without anything that frees it, because random steps may not reach that.
 */
const SPILLING: Step[] = Array.from({ length: 2_000 }, () => ({ kind: 'one', size: 200 }));

test('answers like a log in memory after any operations', () => {
  let mostSpilled = 0;
  fc.assert(
    fc.property(steps, (all) => {
      const names = new TopicNames();
      const whole = new Run(new PacketLog(names, 64 * 1024 * 1024), names);
      const { log, names: others, file } = spilled();
      const small = new Run(log, others);
      for (let from = 0; from < all.length; from += 300) {
        for (const each of all.slice(from, from + 300)) {
          whole.do(each);
          small.do(each);
        }
        expect(said(log, others)).toEqual(said(whole.log, names));
        // At the end it may just have been cleared.
        mostSpilled = Math.max(mostSpilled, log.spilled?.bytes ?? 0);
      }
      for (const each of [log, whole.log]) while (!each.freeForgotten(() => false));
      expect(others.count).toBe(names.count);
      expect(log.allocated).toBeLessThanOrEqual(BUDGET);
      expect(file.bytes.join().includes(SECRETS)).toBe(false);
    }),
    { numRuns: tries(30) + 1, examples: [[SPILLING]] },
  );
  expect(mostSpilled).toBeGreaterThan(0);
});

test('discards the oldest packets if the file is full, and reuses its space', () => {
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 2_000, max: 100_000 }),
      fc.boolean(),
      (all, room, isTold) => {
        const names = new TopicNames();
        const whole = new Run(new PacketLog(names, 64 * 1024 * 1024), names);
        const { log, names: others, file } = spilled(isTold ? room : Infinity);
        if (!isTold) file.room = room;
        const small = new Run(log, others);
        for (const each of all.filter(({ kind }) => kind === 'one' || kind === 'together')) {
          whole.do(each);
          small.do(each);
        }
        expect(file.bytes.length).toBeLessThanOrEqual(room);
        const { rows } = said(whole.log, names);
        expect(said(log, others).rows).toEqual(rows.slice(log.discarded));
        expect(others.count).toBeLessThanOrEqual(names.count);
        expect(log.spilled?.error === 'full').toBe(log.discarded > 0);
      },
    ),
    { numRuns: tries(20) },
  );
});

function filled(run: Run, packets = 3_000): void {
  for (let at = 0; at < packets; at += 1) run.do({ kind: 'one', size: 100 });
}

test('stops if the file cannot be read, and counts its packets as discarded', () => {
  const { log, names, file } = spilled();
  const run = new Run(log, names);
  filled(run);
  expect(log.discarded).toBe(0);
  file.canRead = false;
  expect(log.row(1)).toBeUndefined();
  expect(log.spilled?.error).toBe('unreadable');
  run.do({ kind: 'one', size: 100 });
  while (log.discarded === 0) run.do({ kind: 'one', size: 100 });
  filled(run);
  expect(log.allocated).toBeLessThanOrEqual(BUDGET);
  expect(log.spilled).toEqual({ bytes: 0, error: 'unreadable' });
  for (let number = log.oldestNumber; number < log.nextNumber; number += 1) {
    expect(log.view(number)?.join()).toBe(packet(100, number).join());
  }
});

test('stops if the file cannot be written', () => {
  const { log, names, file } = spilled(20_000);
  const run = new Run(log, names);
  filled(run);
  expect(log.spilled?.error).toBe('full');
  file.canWrite = false;
  filled(run);
  expect(log.spilled).toEqual({ bytes: 0, error: 'unwritable' });
  expect(log.view(log.oldestNumber)?.join()).toBe(packet(100, log.oldestNumber).join());
  expect(log.allocated).toBeLessThanOrEqual(BUDGET);
});

test('works without a file if the disk is full from the start', () => {
  const { log, names, file } = spilled();
  file.room = 0;
  const others = new TopicNames();
  const plain = new PacketLog(others, BUDGET);
  filled(new Run(log, names));
  filled(new Run(plain, others));
  expect(log.discarded).toBe(plain.discarded);
  expect(log.spilled).toEqual({ bytes: 0, error: 'full' });
});

test('keeps a packet larger than memory, and those before it', () => {
  const { log, names } = spilled();
  const run = new Run(log, names);
  filled(run, 50);
  run.do({ kind: 'one', size: 200_000 });
  filled(run, 50);
  expect(log.discarded).toBe(0);
  expect(log.view(51)).toEqual(packet(200_000, 51));
  expect(log.allocated).toBeLessThanOrEqual(BUDGET);
});

test('overwrites secrets that exceed the memory limit, and marks their rows', () => {
  const { log, names } = spilled();
  const size = 300_000;
  const secret = new Uint8Array(size).fill(SECRET);
  for (let at = 1; at <= 20; at += 1) log.append(secret, arrivalOf(names, at));
  const rows = Array.from({ length: 20 }, (_, at) => log.row(at + 1));
  const masked = rows.filter((row) => row?.masked);
  expect(masked.length).toBeGreaterThan(2);
  expect(masked.length).toBeLessThan(10);
  for (const row of rows.slice(0, -1)) {
    const bytes = log.view(row?.number ?? 0);
    expect(bytes?.every((byte) => byte === (row?.masked ? 0x2a : SECRET))).toBe(true);
  }
});

test('frees the disk space when Clear is forgotten', () => {
  const { log, names, file } = spilled();
  filled(new Run(log, names));
  const cleared = log.clear();
  expect(file.bytes.length).toBeGreaterThan(0);
  cleared.forget();
  const before = log.spilled?.bytes ?? 0;
  expect(log.freeForgotten(() => false)).toBe(false);
  const left = log.spilled?.bytes ?? 0;
  expect([left > 0, left < before]).toEqual([true, true]);
  while (!log.freeForgotten(() => false));
  expect([file.bytes.length, log.spilled?.bytes]).toEqual([HEAD_SIZE, 0]);
});
