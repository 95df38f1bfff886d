/** Captures joined from two recorders: with two clocks, or on both sides of a translated address. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import type { Packet } from '../../../mqtt/tables/packet.ts';
import type { Direction } from '../../log/columns/direction.ts';
import { COPY_FORMATS, factsOf, readEvents } from '../captureFile.testkit.ts';
import { converted, problemsOf } from '../converted.testkit.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { framesOf, pcapOf } from '../frames/frames.testkit.ts';

const caseFile = (name: string): Uint8Array =>
  readFileSync(new URL(`../../../../e2e/cases/${name}.pcap`, import.meta.url));

const sent = (direction: Direction, packet: Packet) =>
  ({ direction, bytes: encode(packet, 4) }) as const;

const options = { qos: 2, noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
const message = (packetId: number): Packet => ({
  type: 'publish',
  topic: 'a/b',
  qos: 2,
  retain: false,
  dup: false,
  packetId,
  payload: Uint8Array.of(49),
  properties: [],
});
const steps = (packetId: number) => {
  const rest = { packetId, reasonCode: 0, properties: [] } as const;
  return [
    sent('in', message(packetId)),
    sent('out', { type: 'pubrec', ...rest }),
    sent('in', { type: 'pubrel', ...rest }),
    sent('out', { type: 'pubcomp', ...rest }),
  ];
};

const SESSION = [
  sent('out', {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 4,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'sub',
    properties: [],
  }),
  sent('in', { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] }),
  sent('out', {
    type: 'subscribe',
    packetId: 1,
    subscriptions: [{ filter: 'a/#', ...options }],
    properties: [],
  }),
  sent('in', { type: 'suback', packetId: 1, reasonCodes: [2], properties: [] }),
  ...Array.from({ length: 20 }, (_, at) => steps(at + 1)).flat(),
  sent('out', { type: 'disconnect', reasonCode: 0, properties: [] }),
];

const kindsOf = (events: readonly CaptureEvent[]): string =>
  events.flatMap((event) => (event.kind === 'packet' ? [event.direction] : [])).join();

/** Frames of the session, with the server's side recorded by another clock. */
function skewed(by: number, serverPort: number, segment = 1400): Uint8Array {
  const server = serverPort % 256;
  const timed = framesOf(SESSION, { serverPort, segment, start: { out: 70_000, in: 90_000 } })
    // The source port follows Ethernet and IPv4.
    .map((frame, at) => ({ frame, time: 1000 + at + (frame[35] === server ? by : 0) }))
    .toSorted((one, other) => one.time - other.time);
  return pcapOf(
    timed.map(({ frame }) => frame),
    { times: timed.map(({ time }) => time) },
  );
}

describe('frames of two clocks', () => {
  it('are put into the order of their acknowledgements', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -900, max: 900 }),
        fc.constantFrom(1883, 25_001),
        fc.constantFrom(1400, 3, 1),
        (by, serverPort, segment) => {
          const events = readEvents(skewed(by, serverPort, segment));
          expect(kindsOf(events)).toEqual(SESSION.map(({ direction }) => direction).join());
          expect(problemsOf(events)).toEqual([]);
        },
      ),
      {
        numRuns: tries(400),
        examples: [
          [100, 1883, 1400],
          [100, 1883, 3],
          [100, 1883, 1],
          [-100, 25_001, 1400],
          [5, 1883, 1400],
          [-5, 25_001, 1400],
        ],
      },
    );
  });

  it('are mentioned', () => {
    const events = readEvents(caseFile('interop-merge-skew'));
    expect(problemsOf(events)).toEqual([]);
    const note = { key: 'clocks-differ', args: { milliseconds: 99, sender: 'server' } };
    expect(factsOf(events)).toEqual([note]);
  });
});

describe('a connection on both sides of a translated address', () => {
  it('is checked once for each side, and mentioned', () => {
    const events = readEvents(caseFile('interop-nat-twice'));
    expect(problemsOf(events)).toEqual([]);
    expect(events.filter(({ kind }) => kind === 'packet')).toHaveLength(14);
    const note = {
      key: 'seen-twice',
      args: { from: '192.168.1.50:50001', to: '10.0.0.1:1883' },
    };
    expect(factsOf(events)).toEqual([note]);
    for (const format of COPY_FORMATS) {
      expect(problemsOf(readEvents(converted(events, format)))).toEqual([]);
    }
  });

  it.each([
    { clientAddress: '203.0.113.7' },
    { clientAddress: '203.0.113.7', clientPort: 61_000 },
    { serverAddress: '172.17.0.2' },
  ])('is recognised by its bytes and sequence numbers: %j', (translated) => {
    const plain = framesOf(SESSION);
    const other = framesOf(SESSION, translated);
    const both = plain.flatMap((frame, at) => [frame, other[at] ?? frame]);
    const times = both.map((_, at) => Math.floor(at / 2));
    const events = readEvents(pcapOf(both, { times }));
    expect(problemsOf(events)).toEqual([]);
    expect(factsOf(events).map(({ key }) => key)).toEqual(['seen-twice']);
  });
});
