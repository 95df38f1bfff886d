/** Files of our own format that follow each other are read as one. */
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { encode } from '../../../mqtt/codec/encode.ts';
import { joined, readEvents } from '../captureFile.testkit.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { OwnWriter } from './ownWriter.ts';

const CONNECT = encode(
  {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 4,
    cleanStart: true,
    keepAlive: 0,
    clientId: 'me',
    properties: [],
  },
  4,
);
const CONNACK = encode(
  { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] },
  4,
);
const message = (topic: string): Uint8Array =>
  encode(
    {
      type: 'publish',
      qos: 0,
      dup: false,
      retain: false,
      topic,
      payload: encodeUtf8('1'),
      properties: [],
    },
    4,
  );

const ORIGIN = 1_796_040_000_000;

/** A file without an end, with the head of stream 1. @param gap how the packet after the head is marked */
function fileOf(wallClock: number, topic: string, gap: 'none' | 'after' | 'skipped' = 'none') {
  const parts: Uint8Array[] = [];
  const writer = new OwnWriter((bytes) => parts.push(bytes));
  const packet = { kind: 'packet', stream: 1 } as const;
  writer.take({ kind: 'origin', wallClock });
  writer.take({ kind: 'opened', stream: 1, time: 0, carrier: 'tcp', version: 4, fromStart: true });
  writer.take({ ...packet, direction: 'out', time: 1, bytes: CONNECT });
  writer.take({ ...packet, direction: 'in', time: 2, bytes: CONNACK });
  writer.take({
    ...packet,
    direction: 'in',
    time: 3,
    bytes: message(topic),
    ...(gap !== 'none' && { afterGap: true }),
    ...(gap === 'skipped' && { gaps: [{ direction: 'in', bytes: 0 }] }),
  });
  return joined(parts);
}

const packetsOf = (events: readonly CaptureEvent[]) =>
  events.flatMap((event) => (event.kind === 'packet' ? [event] : []));

test('parts of one capture continue its streams, without their heads', () => {
  const events = readEvents(joined([fileOf(ORIGIN, 'a'), fileOf(ORIGIN, 'b', 'after')]), [40, 200]);
  const packets = packetsOf(events);
  expect(packets.map(({ bytes }) => bytes)).toEqual([CONNECT, CONNACK, message('a'), message('b')]);
  expect(new Set(packets.map(({ stream }) => stream))).toEqual(new Set([1]));
  expect(packets.at(-1)).not.toHaveProperty('afterGap');
  expect(events.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
});

test('packets that the writer left out between two parts stay a gap', () => {
  const packets = packetsOf(
    readEvents(joined([fileOf(ORIGIN, 'a'), fileOf(ORIGIN, 'b', 'skipped')])),
  );
  expect(packets.at(-1)).toMatchObject({ afterGap: true });
});

test('another origin begins other streams, at their own time', () => {
  const events = readEvents(joined([fileOf(ORIGIN, 'a'), fileOf(ORIGIN + 1000, 'b')]));
  const packets = packetsOf(events);
  expect(packets.map(({ stream, time }) => [stream, time])).toEqual([
    [1, 1],
    [1, 2],
    [1, 3],
    [2, 1_000_001],
    [2, 1_000_002],
    [2, 1_000_003],
  ]);
  expect(events.filter(({ kind }) => kind === 'origin')).toHaveLength(1);
});

test('bytes that only begin like a further file end the reading', () => {
  const events = readEvents(
    joined([fileOf(ORIGIN, 'a'), Uint8Array.of(0x8d, 1, 2, 3, 4, 5, 6, 7, 8)]),
  );
  expect(packetsOf(events)).toHaveLength(3);
  expect(events.at(-1)).toMatchObject({ kind: 'note', note: 'truncated' });
});
