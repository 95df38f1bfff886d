/** Tests connections designed to fill memory, and segments that contradict others or arrive too late. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isThorough, tries } from '../../../base/runs.testkit.ts';
import { connectOf, factsOf, packetBytes, readEvents } from '../captureFile.testkit.ts';
import { framesOf, pcapOf } from '../frames/frames.testkit.ts';
import type { ConnectionSink } from './connectionSink.ts';
import { portOf } from './endKey.ts';
import { SilentConnections } from './silentConnections.ts';
import { TcpConnections } from './tcpConnections.ts';
import type { TcpSegment } from './tcpSegment.ts';

const SERVER = 0x0a00_0001_075b;
const NOTHING = new Uint8Array(0);

const segmentOf = (more: Partial<TcpSegment> = {}): TcpSegment => ({
  source: 0x0b00_0000_0400,
  destination: SERVER,
  sequence: 1000,
  acknowledgement: undefined,
  syn: false,
  fin: false,
  rst: false,
  payload: NOTHING,
  length: 0,
  ...more,
});

const client = (number: number): number => 0x0b00_0000_0400 + number * 7;
const ipv6 = (number: number): string =>
  String.fromCharCode(0x2001, 0xdb8, 0, 0, 0, 0, number >> 16, number & 0xffff, 1883);

/** Segments of unused connections, with their flags. */
const SCANS: Readonly<Record<string, readonly (readonly [isAnswer: boolean, more: object])[]>> = {
  'a lone SYN': [[false, { syn: true }]],
  'a lone SYN of IPv6': [[false, { syn: true }]],
  'a lone ACK': [[false, { acknowledgement: 7 }]],
  'a lone FIN': [[false, { acknowledgement: 7, fin: true }]],
  'SYN and its answer': [
    [false, { syn: true }],
    [true, { syn: true, acknowledgement: 1001 }],
  ],
  'a closed port': [
    [false, { syn: true }],
    [true, { rst: true, acknowledgement: 1001 }],
  ],
  'a handshake and its end': [
    [false, { syn: true }],
    [true, { syn: true, acknowledgement: 1001 }],
    [false, { sequence: 1001, acknowledgement: 1001 }],
    [false, { sequence: 1001, acknowledgement: 1001, fin: true }],
    [true, { sequence: 1001, acknowledgement: 1002 }],
  ],
};

describe.each(Object.entries(SCANS))('%s', (name, segments) => {
  const endOf = name.endsWith('IPv6') ? ipv6 : client;
  const server = name.endsWith('IPv6') ? ipv6(0xffff_ff) : SERVER;

  test('is kept among the newest, and given up without a trace', () => {
    const silent = new SilentConnections();
    const count = isThorough ? 1_300_000 : 60_000;
    let opened = 0;
    for (let number = 0; number < count; number += 1) {
      const end = endOf(number);
      for (const [isAnswer, more] of segments) {
        const [source, destination] = isAnswer ? [server, end] : [end, server];
        if (silent.take(segmentOf({ source, destination, ...more }), number)) opened += 1;
      }
    }
    expect(opened).toBe(count);
    expect(silent.size).toBeLessThanOrEqual(1 << 15);
    expect(silent.release(endOf(0), server)).toEqual([]);
  });

  test('creates no stream reader', () => {
    const connections = new TcpConnections(() => {
      throw new Error('opened');
    });
    for (const [isAnswer, more] of segments) {
      const [source, destination] = isAnswer ? [server, endOf(1)] : [endOf(1), server];
      connections.segment(segmentOf({ source, destination, ...more }), 1);
    }
    expect(() => connections.end(2)).not.toThrow();
  });
});

const CONNECT = connectOf(4);
const CONNACK = Uint8Array.of(0x20, 2, 0, 0);
const PING = Uint8Array.of(0xc0, 0);
const FRAMES = framesOf([
  { direction: 'out', bytes: CONNECT },
  { direction: 'in', bytes: CONNACK },
  { direction: 'out', bytes: PING },
]);

describe('an address with many connections without data', () => {
  const opened = (count: number, clientAddress: string) =>
    Array.from({ length: count }, (_, at) =>
      framesOf([], { clientAddress, clientPort: 2000 + at }),
    );
  const factsIn = (connections: readonly (readonly Uint8Array[])[]) =>
    factsOf(readEvents(pcapOf([...FRAMES, ...connections.flat()])));

  test('is named once, with the number of its connections and of other addresses', () => {
    const both = [...opened(12, '10.0.0.7'), ...opened(40, '10.0.0.8')];
    expect(factsIn(both)).toEqual([
      { key: 'silent-connections', args: { address: '10.0.0.8', count: 40, others: 1 } },
    ]);
  });

  test('is not named if they are few, or if most of them send something', () => {
    const sent = [{ direction: 'out', bytes: CONNECT }] as const;
    const used = Array.from({ length: 40 }, (_, at) => framesOf(sent, { clientPort: 2000 + at }));
    expect(factsIn([...used, ...opened(9, '10.0.0.1')])).toEqual([]);
  });
});

/** Records the events of a connection in order, except those about the connection itself. */
function recorded(told: unknown[]): ConnectionSink {
  return {
    isIgnored: false,
    heard: (side) => told.push([side, 'heard']),
    data: (side, bytes, time) => told.push([side, [...bytes], time]),
    gap: (side, length, time) => told.push([side, `gap of ${length}`, time]),
    end: (side, time) => told.push([side, 'end', time]),
    late: (side, length) => told.push([side, `${length} late`]),
    differs: (side, count) => told.push([side, `${count} others`]),
    closed: (time, by) => told.push(['closed', time, by]),
    lags: () => undefined,
    captureEnded: (time) => told.push(['captureEnded', time]),
  };
}

const TOLD = { sender: 'out', ends: {} } as const;

function toldOf(segments: readonly TcpSegment[], isFollowedAtOnce: boolean): readonly unknown[] {
  const connections: unknown[][] = [];
  const all = new TcpConnections(({ first, fromStart, time }) => {
    const told: unknown[] = [[portOf(first), fromStart, time]];
    connections.push(told);
    return recorded(told);
  });
  for (const [at, segment] of segments.entries()) {
    // Connections whose frames name the client are followed from the first segment.
    all.segment(segment, at, isFollowedAtOnce ? TOLD : undefined);
  }
  all.end(segments.length);
  const hasData = (told: readonly unknown[]) =>
    told.some((one) => Array.isArray(one) && Array.isArray(one[1]));
  return connections.filter(hasData);
}

test('a connection stored until its first byte gives the same events as one tracked at once', () => {
  const opening = fc.record({
    hasSyn: fc.boolean(),
    hasAnswer: fc.boolean(),
    hasAck: fc.boolean(),
  });
  fc.assert(
    fc.property(opening, fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), (open, sides) => {
      const [one, two] = [client(1), SERVER];
      const next = { one: 1001, two: 5001 };
      const segments: TcpSegment[] = [];
      const add = (isOne: boolean, more: Partial<TcpSegment>) => {
        const [source, destination] = isOne ? [one, two] : [two, one];
        const numbers = { sequence: isOne ? next.one : next.two };
        const acknowledgement = isOne ? next.two : next.one;
        segments.push(segmentOf({ source, destination, acknowledgement, ...numbers, ...more }));
      };
      if (open.hasSyn) add(true, { syn: true, sequence: 1000, acknowledgement: undefined });
      if (open.hasAnswer) add(false, { syn: true, sequence: 5000 });
      if (open.hasAck) add(true, {});
      for (const isOne of sides) {
        add(isOne, { payload: Uint8Array.of(1, 2, 3), length: 3 });
        if (isOne) next.one += 3;
        else next.two += 3;
      }
      expect(toldOf(segments, false)).toEqual(toldOf(segments, true));
    }),
    { numRuns: tries(600) },
  );
});

const KIB = 1024;
/** Bytes that all connections together may hold in these tests. */
const MOST_HELD = 256 * KIB;
const PAYLOAD = new Uint8Array(KIB);
const ONE = Uint8Array.of(0x10);

/** Feeds segments of many connections and returns how many bytes were delivered before the end, and the gaps. */
function deliveredOf(segments: Iterable<TcpSegment>) {
  const delivered = { bytes: 0, gaps: 0 };
  const sink: ConnectionSink = {
    ...recorded([]),
    data: (_side, bytes) => (delivered.bytes += bytes.length),
    gap: (_side, length) => (delivered.gaps += length),
  };
  const connections = new TcpConnections(() => sink, undefined, undefined, MOST_HELD);
  let time = 0;
  for (const segment of segments) connections.segment(segment, (time += 1));
  return delivered;
}

describe('segments that wait in many connections', () => {
  const count = isThorough ? 20_000 : 2_000;
  const cases: Readonly<Record<string, (source: number) => readonly Partial<TcpSegment>[]>> = {
    'for an earlier one': (source) => [
      { source, payload: ONE, length: 1 },
      { source, sequence: 1011, payload: PAYLOAD, length: KIB },
    ],
    'for what the other side acknowledges': (source) => [
      { source, payload: ONE, length: 1, acknowledgement: 5000 },
      { source: SERVER, destination: source, sequence: 5000, payload: ONE, length: 1 },
      {
        source: SERVER,
        destination: source,
        sequence: 5001,
        acknowledgement: 1011,
        payload: PAYLOAD,
        length: KIB,
      },
    ],
    'for the byte before a FIN of the other side': (source) => [
      { source, payload: ONE, length: 1, acknowledgement: 5000 },
      { source, sequence: 1002, fin: true, acknowledgement: 5000 },
      { source: SERVER, destination: source, sequence: 5000, payload: PAYLOAD, length: KIB },
    ],
  };

  test.each(Object.entries(cases))('%s are delivered above a limit', (_name, of) => {
    function* segments() {
      for (let at = 0; at < count; at += 1) {
        for (const more of of(client(at))) yield segmentOf(more);
      }
    }
    const { bytes, gaps } = deliveredOf(segments());
    expect(bytes).toBeGreaterThan(count * KIB - MOST_HELD);
    expect(gaps).toBeGreaterThan(count / 2);
  });
});

/** Index of the frame of CONNECT. */
const OF_CONNECT = 3;

const changed = (frame: Uint8Array): Uint8Array => {
  const copy = frame.slice();
  copy[copy.length - 1] = 0x7a;
  return copy;
};

describe('a retransmission', () => {
  const withFrame = (frame: Uint8Array, at: number) =>
    readEvents(pcapOf([...FRAMES.slice(0, at), frame, ...FRAMES.slice(at)]));
  const connect = FRAMES[OF_CONNECT] ?? NOTHING;

  test('with other content is reported, and the first content is used', () => {
    const events = withFrame(changed(connect), OF_CONNECT + 1);
    expect(factsOf(events)).toEqual([
      { key: 'bytes-differ', args: { count: 1, sender: 'client' } },
    ]);
    expect(packetBytes(events)[0]).toBe(Buffer.from(CONNECT).toString('hex'));
  });

  test('with the same content is ignored', () => {
    const events = withFrame(connect, OF_CONNECT + 2);
    expect(factsOf(events)).toEqual([]);
  });

  test('with other content is reported while it waits for earlier bytes', () => {
    const frames = framesOf([{ direction: 'out', bytes: CONNECT }], { segment: 5 });
    const [first = NOTHING, second = NOTHING] = [frames[OF_CONNECT], frames[OF_CONNECT + 1]];
    const order = [second, changed(second), first];
    const all = [...frames.slice(0, OF_CONNECT), ...order, ...frames.slice(OF_CONNECT + 2)];
    const facts = factsOf(readEvents(pcapOf(all)));
    expect(facts).toEqual([{ key: 'bytes-differ', args: { count: 1, sender: 'client' } }]);
  });

  test('that arrives after a reported gap is reported as late, not missing', () => {
    const sent = Array.from({ length: 40 }, () => ({ direction: 'out', bytes: PING }) as const);
    const frames = framesOf([{ direction: 'out', bytes: CONNECT }, ...sent]);
    const [late = NOTHING] = frames.splice(OF_CONNECT + 2, 1);
    const facts = factsOf(readEvents(pcapOf([...frames.slice(0, -4), late, ...frames.slice(-4)])));
    expect(facts).toEqual([{ key: 'bytes-late', args: { count: PING.length, sender: 'client' } }]);
    const missing = factsOf(readEvents(pcapOf(frames)));
    expect(missing).toEqual([
      { key: 'bytes-missing', args: { count: PING.length, sender: 'client' } },
    ]);
  });
});
