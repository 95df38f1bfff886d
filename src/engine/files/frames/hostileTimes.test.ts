/** Tests implausible times in files: jumps of years, and values outside the range of dates. */

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { CONVENTIONS } from '../../../conventions/conventions.ts';
import { fileWords } from '../../../i18n/en/captures/fileWords.ts';
import { ByteWriter } from '../bytes/byteWriter.ts';
import { writeLongVarint } from '../bytes/longVarint.ts';
import { CaptureExport } from '../captureExport.ts';
import {
  COPY_FORMATS,
  connectOf,
  factsOf,
  joined,
  packetBytes,
  readEvents,
} from '../captureFile.testkit.ts';
import type { ExportFormat } from '../captureFormats.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { MAGIC, RECORD } from '../own/ownFormat.ts';

const PINGREQ = Uint8Array.of(0xc0, 0);
/** ms; a day in 2026. */
const TODAY = 1_795_000_000_000;
const YEAR = 365 * 86_400e6;
/** µs. The distance of two such times still fits into a capture. */
const LIMIT = 2 ** 52 - 1;

/** Builds a stream of a CONNECT and PINGREQs at the given times. */
function captureAt(wallClock: number, times: readonly number[]): readonly CaptureEvent[] {
  const stream = 1;
  const packets = times.map(
    (time, at): CaptureEvent => ({
      kind: 'packet',
      stream,
      direction: 'out',
      time,
      bytes: at === 0 ? connectOf(4) : PINGREQ,
    }),
  );
  return [
    { kind: 'origin', wallClock },
    { kind: 'opened', stream, time: times[0] ?? 0, carrier: 'tcp', fromStart: true },
    ...packets,
    { kind: 'closed', stream, time: times.at(-1) ?? 0 },
  ];
}

function exported(
  events: readonly CaptureEvent[],
  format: ExportFormat,
): { readonly bytes: Uint8Array; readonly count: number } {
  const parts: Uint8Array[] = [];
  const file = new CaptureExport(format, (bytes) => parts.push(bytes.slice()), {
    secrets: CONVENTIONS.secrets,
    withSecrets: true,
    application: 'test',
    fileWords,
  });
  for (const event of events) file.take(event);
  file.end();
  return { bytes: joined(parts), count: file.count };
}

/** Times of the packets, µs since the first packet. */
function timesIn(events: readonly CaptureEvent[]): readonly number[] {
  const times = events.flatMap((event) => (event.kind === 'packet' ? [event.time] : []));
  return times.map((time) => time - (times[0] ?? 0));
}

const originOf = (events: readonly CaptureEvent[]) =>
  events.flatMap((event) => (event.kind === 'origin' ? [event.wallClock] : []))[0];

describe.each(COPY_FORMATS)('a capture written as %s', (format) => {
  /** Packets read, packets counted, and the time error in µs. */
  function reading(wallClock: number, times: readonly number[]) {
    const { bytes, count } = exported(captureAt(wallClock, times), format);
    const read = readEvents(bytes);
    // Frame readers make times of a connection monotonic.
    const isRising = times.every((time, at) => time >= (times[at - 1] ?? time));
    const offs = timesIn(read).map((time, at) => {
      const wanted = (times[at] ?? Number.NaN) - (times[0] ?? 0);
      // Precision of doubles of this size.
      const step = Math.abs(wanted) * 2 ** -50;
      return Math.abs(time - wanted) - step;
    });
    const isExact = format !== 'pcapng' || isRising;
    return { count, read: offs.length, notes: factsOf(read), off: isExact ? Math.max(...offs) : 0 };
  }

  it.each([
    ['from 1970 to 2026', 0, [0, 1000, TODAY * 1000, TODAY * 1000 + 1.5]],
    ['from 2020 to 2026 and back', 1_577_836_800_000, [0, 6 * YEAR, 6 * YEAR + 1, 3, -5]],
    ['back to 1970', TODAY, [0, -TODAY * 1000, 7]],
    ['to before 1970', 0, [0, -1, -120 * YEAR, 5]],
    ['between the ends of the range', 0, [0, LIMIT, -LIMIT, LIMIT]],
  ])('holds every packet when the clock jumps %s', (_name, wallClock, times) => {
    const { count, read, notes, off } = reading(wallClock, times);
    expect({ read, notes }).toEqual({ read: count, notes: [] });
    expect(off).toBeLessThan(2);
  });

  test('contains every packet for any two successive times', () => {
    const time = fc.oneof(
      fc.integer({ min: -LIMIT, max: LIMIT }),
      fc.double({ min: -LIMIT, max: LIMIT, noNaN: true }),
      fc
        .integer({ min: -50, max: 52 })
        .map((bits) => Math.sign(bits || 1) * 2 ** Math.abs(bits) - 1),
    );
    fc.assert(
      fc.property(time, time, fc.boolean(), (one, other, isFirst) => {
        const times = isFirst ? [one, other] : [0, one, other, one];
        const { count, read, notes, off } = reading(0, times);
        expect({ read, notes }).toEqual({ read: count, notes: [] });
        expect(off).toBeLessThan(2);
      }),
      { numRuns: tries(1000) },
    );
  });
});

describe('the own format', () => {
  it('keeps the time of each packet exactly after a jump', () => {
    const times = [0, TODAY * 1000 + 0.25, TODAY * 1000 + 1.25, 0];
    const read = readEvents(exported(captureAt(0, times), 'mqttscope').bytes);
    expect(timesIn(read)).toEqual(times);
  });

  it('reads long jumps as earlier versions wrote them', () => {
    const jump = TODAY * 1e6;
    const file = ownFile(
      json(RECORD.origin, { wallClock: 0 }),
      json(RECORD.opened, { stream: 1, time: 0, carrier: 'tcp' }),
      packetRecord(0),
      packetRecord(jump * 2),
      packetRecord(2000),
    );
    expect(timesIn(readEvents(file))).toEqual([0, jump / 1000, jump / 1000 + 1]);
  });

  it('omits packets without bytes, counts them, and keeps marks at their packets', () => {
    const file = ownFile(
      json(RECORD.origin, { wallClock: 0 }),
      json(RECORD.opened, { stream: 1, time: 0, carrier: 'tcp' }),
      packetRecord(0, new Uint8Array(0)),
      packetRecord(2),
      json(RECORD.mark, { packet: 1, text: 'on nothing' }),
      json(RECORD.mark, { packet: 2, text: 'here' }),
      record(RECORD.end, Uint8Array.of(2)),
    );
    const read = readEvents(file);
    expect(packetBytes(read)).toEqual(['c000']);
    expect(read).toContainEqual({ kind: 'mark', packet: 1, text: 'here' });
    expect(factsOf(read)).toEqual([{ key: 'empty-packets', args: { count: 1 } }]);
    for (const format of COPY_FORMATS) {
      const { bytes, count } = exported(read, format);
      expect(timesIn(readEvents(bytes))).toHaveLength(count);
    }
  });
});

function record(type: number, body: Uint8Array): Uint8Array {
  const writer = new ByteWriter().u8(type);
  writeLongVarint(writer, body.length);
  return writer.raw(body).bytes();
}

const json = (type: number, value: object) => record(type, encodeUtf8(JSON.stringify(value)));

/** @param delta as a signed varint */
function packetRecord(delta: number, bytes: Uint8Array = PINGREQ): Uint8Array {
  const body = new ByteWriter().u8(1).u8(1);
  writeLongVarint(body, delta);
  return record(RECORD.packet, body.raw(bytes).bytes());
}

const ownFile = (...records: readonly Uint8Array[]) =>
  joined([MAGIC, Uint8Array.of(2), ...records]);

/** Text form, because some of these numbers have no JSON value. */
const OUT_OF_RANGE = ['1e300', '-1e300', '1e15', '-1e15', '1e999', '-1e999', '9007199255'];

describe.each(OUT_OF_RANGE)('a time of %s seconds', (time) => {
  it('ends the own format at its record', () => {
    const micros = JSON.stringify({ stream: 1, time: '?', carrier: 'tcp' }).replace(
      '"?"',
      `${time}000000`.replace(/^(-?1e\d+)0{6}$/, '$1'),
    );
    const file = ownFile(
      json(RECORD.origin, { wallClock: 0 }),
      json(RECORD.opened, { stream: 1, time: 0, carrier: 'tcp' }),
      packetRecord(0),
      record(RECORD.opened, encodeUtf8(micros)),
      packetRecord(0),
    );
    const isFine = ['1e15', '-1e15'].includes(time);
    expect(packetBytes(readEvents(file))).toHaveLength(isFine ? 2 : 1);
  });
});

it.each([1e300, 9e12 + 8e9, -1e300])('rejects a wall clock of %d ms', (wallClock) => {
  const file = ownFile(json(RECORD.origin, { wallClock }), packetRecord(0));
  expect(factsOf(readEvents(file))).toMatchObject([{ args: { why: { key: 'record-time' } } }]);
});

it('rejects a base that no capture can hold, once a packet uses it', () => {
  const file = ownFile(
    json(RECORD.origin, { wallClock: 0 }),
    json(RECORD.base, { time: 1e17 }),
    packetRecord(0),
  );
  expect(factsOf(readEvents(file))).toMatchObject([{ args: { why: { key: 'record-time' } } }]);
});

describe('a clock of pcapng', () => {
  const u32 = (...numbers: readonly number[]) => {
    const writer = new ByteWriter();
    for (const number of numbers) writer.u32(number, true);
    return writer.bytes();
  };
  const block = (type: number, body: Uint8Array) =>
    joined([u32(type, body.length + 12), body, u32(body.length + 12)]);
  /** A file with a single frame with this timestamp and these interface options. */
  const fileOf = (options: Uint8Array, high: number, low: number, frame: Uint8Array) =>
    joined([
      block(0x0a0d0d0a, u32(0x1a2b3c4d, 1, 0xffffffff, 0xffffffff)),
      block(1, joined([u32(1, 0), options, u32(0)])),
      block(6, joined([u32(0, high, low, frame.length, frame.length), frame])),
    ]);
  const resolution = (value: number) => joined([u32(0x0001_0009), u32(value)]);
  const offset = (...halves: readonly number[]) => joined([u32(0x0008_000e), u32(...halves)]);
  const frame = new Uint8Array(60);

  it.each([
    ['whole seconds', resolution(0)],
    ['seconds of 2', resolution(0x80)],
    ['long before 1970', offset(0, 0x7fff_ffff)],
    ['far before it', offset(0, 0x8000_0000)],
  ])('that counts %s moves its frames to the latest possible time', (_name, options) => {
    const read = readEvents(fileOf(options, 0xffff_ffff, 0xffff_ffff, frame));
    expect(originOf(read)).toBe(0);
    expect(factsOf(read)).toContainEqual({ key: 'frames-untimed', args: { count: 1 } });
  });

  it.each([127, 255])('of resolution %d reads', (value) => {
    const read = readEvents(fileOf(resolution(value), 0xffff_ffff, 0xffff_ffff, frame));
    expect(originOf(read)).toBeCloseTo(0);
  });
});
