import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import type { ConnectionSink } from './connectionSink.ts';
import { TcpConnections } from './tcpConnections.ts';
import type { TcpSegment } from './tcpSegment.ts';

/** Records the events of a connection. */
function recorded(told: unknown[], number: number): ConnectionSink {
  return {
    isIgnored: false,
    heard: () => undefined,
    data: (side, bytes, time) => told.push([number, side, [...bytes], time]),
    gap: (side, length, time) => told.push([number, side, `gap of ${length}`, time]),
    end: (side, time) => told.push([number, side, 'end', time]),
    late: (side, length) => told.push([number, side, `${length} late`]),
    differs: (side, count) => told.push([number, side, `${count} others`]),
    closed: (time, by) => told.push([number, 'closed', time, by]),
    lags: () => undefined,
    captureEnded: (time) => told.push([number, 'captureEnded', time]),
  };
}

interface Seen {
  readonly segment: TcpSegment;
  readonly time: number;
}

function toldOf(seen: readonly Seen[], hasShortWay: boolean): unknown[] {
  const told: unknown[] = [];
  let count = 0;
  const open = () => recorded(told, (count += 1));
  const connections = hasShortWay
    ? new TcpConnections(open)
    : new TcpConnections(
        open,
        () => undefined,
        () => false,
      );
  for (const { segment, time } of seen) connections.segment(segment, time);
  connections.end(seen.at(-1)?.time ?? 0);
  return told;
}

interface Step {
  readonly isFirst: boolean;
  readonly length: number;
  /** µs since the previous step. */
  readonly later: number;
  readonly isAcknowledging: boolean;
}

const CLIENT = 0x0a00_0001_c350;
const SERVER = 0x0a00_0002_075b;
const START = { first: 0xffff_fff0, second: 5000 };

/** Simulates two sides that send in turn, as seen by a network card. */
function talk(steps: readonly Step[], isClosed: boolean): Seen[] {
  const next = { first: START.first, second: START.second };
  const acknowledged = { ...next };
  let time = 0;
  const frame = (isFirst: boolean, length: number, flags: Partial<TcpSegment>): Seen => {
    const side = isFirst ? 'first' : 'second';
    const other = isFirst ? 'second' : 'first';
    const segment: TcpSegment = {
      source: isFirst ? CLIENT : SERVER,
      destination: isFirst ? SERVER : CLIENT,
      sequence: next[side],
      acknowledgement: acknowledged[other],
      syn: false,
      fin: false,
      rst: false,
      payload: Uint8Array.from({ length }, (_, at) => next[side] + at),
      length,
      ...flags,
    };
    const counted = length + (segment.syn || segment.fin ? 1 : 0);
    next[side] = (next[side] + counted) >>> 0;
    if (segment.syn || segment.fin) acknowledged[side] = next[side];
    return { segment, time };
  };
  const seen = [
    frame(true, 0, { syn: true, acknowledgement: undefined }),
    frame(false, 0, { syn: true }),
    frame(true, 0, {}),
  ];
  for (const { isFirst, length, later, isAcknowledging } of steps) {
    time += later;
    const other = isFirst ? 'second' : 'first';
    if (isAcknowledging) acknowledged[other] = next[other];
    seen.push(frame(isFirst, length, {}));
  }
  if (!isClosed) return seen;
  acknowledged.first = next.first;
  acknowledged.second = next.second;
  return [
    ...seen,
    frame(true, 0, { fin: true }),
    frame(false, 0, { fin: true }),
    frame(true, 0, {}),
  ];
}

/** Disturbances of frames on their way to the capture. */
interface Mishap {
  readonly at: number;
  readonly kind: 'lost' | 'twice' | 'late' | 'cut' | 'earlier' | 'reset';
}

function after(seen: readonly Seen[], mishaps: readonly Mishap[]): Seen[] {
  const frames = [...seen];
  for (const { at, kind } of mishaps) {
    const place = at % frames.length;
    const frame = frames[place];
    if (frame === undefined) continue;
    const { segment, time } = frame;
    if (kind === 'lost') frames.splice(place, 1);
    else if (kind === 'twice') frames.splice(place + 2, 0, frame);
    else if (kind === 'late') frames.splice(place + 1 + (at % 5), 0, ...frames.splice(place, 1));
    else if (kind === 'earlier') frames[place] = { segment, time: time - 300 };
    else if (kind === 'reset') frames[place] = { segment: { ...segment, rst: true }, time };
    else frames[place] = { segment: { ...segment, payload: segment.payload.subarray(2) }, time };
  }
  return frames;
}

describe('the connections of a capture', () => {
  const step = fc.record({
    isFirst: fc.boolean(),
    length: fc.integer({ min: 0, max: 6 }),
    later: fc.integer({ min: 0, max: 200 }),
    isAcknowledging: fc.boolean(),
  });
  const mishap = fc.record({
    at: fc.nat(80),
    kind: fc.constantFrom('lost', 'twice', 'late', 'cut', 'earlier', 'reset' as const),
  });

  it('give the same events with and without the fast path, for any disturbance', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.array(mishap, { maxLength: 6 }),
        fc.boolean(),
        (steps, mishaps, isClosed) => {
          const seen = after(talk(steps, isClosed), mishaps);
          expect(toldOf(seen, true)).toEqual(toldOf(seen, false));
        },
      ),
      { numRuns: tries(1000) },
    );
  });

  it('deliver in-order bytes as a view of the frame', () => {
    const steps = Array.from({ length: 20 }, (_, at) => ({
      isFirst: at % 3 > 0,
      length: 4,
      later: 10,
      isAcknowledging: at % 2 > 0,
    }));
    const seen = talk(steps, false);
    const sent = new Set(seen.map(({ segment }) => segment.payload));
    const told: Uint8Array[] = [];
    const sink = { ...recorded([], 1), data: (_: unknown, bytes: Uint8Array) => told.push(bytes) };
    const connections = new TcpConnections(() => sink);
    for (const { segment, time } of seen) connections.segment(segment, time);
    expect(told).toHaveLength(steps.length);
    expect(told.every((bytes) => sent.has(bytes))).toBe(true);
  });
});
