/** Files whose connections hold little each, but would fill the memory together. */
import { expect, test } from 'vitest';
import { joined } from '../../base/bytes.ts';
import { HeldSum } from './bytes/heldSum.ts';
import { Inflation, MOST_WINDOWS } from './bytes/inflation.ts';
import { pcapngOf } from './captureFile.testkit.ts';
import type { CaptureEvent } from './events/captureEvents.ts';
import { EventGate } from './events/eventGate.ts';
import { PcapngReader } from './frames/pcapngReader.ts';
import type { PacketCutter } from './packets/packetCutter.ts';
import { KnownServers } from './streams/knownServers.ts';
import { PacketStream } from './streams/packetStream.ts';
import { MOST_CONNECTIONS, PduStreams } from './streams/pduStreams.ts';
import type { Inflater } from './tls/decoders.ts';
import { OpenRecords, TriedBytes } from './tls/openRecords.ts';
import { frameOf } from './webSocket/webSocket.testkit.ts';
import { WebSocketFrames } from './webSocket/webSocketFrames.ts';

const SERVER = 0x0a00_0001_075b;
const client = (number: number): number => 0x0b00_0000_0400 + number;
const ignore = (): void => undefined;

test('a section with too many interfaces ends the file, with the reason', () => {
  const block = Uint8Array.of(1, 0, 0, 0, 20, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0);
  const broken: unknown[] = [];
  const reader = new PcapngReader({
    frame: ignore,
    keys: ignore,
    comments: ignore,
    broken: (_byte, why) => broken.push(why),
  });
  for (const part of [pcapngOf([]), ...Array.from({ length: 65_537 }, () => block)])
    reader.push(part);
  expect(broken).toEqual([{ key: 'interfaces-too-many', args: { most: 65_536 } }]);
});

/** Sends the same PDU from several clients. */
function pdus(streams: PduStreams, clients: number, payload: Uint8Array): void {
  for (let at = 0; at < clients; at += 1) {
    const ends = { source: client(at), destination: SERVER };
    streams.segmentsOf({ ...ends, dissector: 'mqtt', payload, missing: 0, tcp: undefined });
  }
}

test('the newest connections of exported PDUs are distinguished, and the others counted', () => {
  const streams = new PduStreams();
  pdus(streams, MOST_CONNECTIONS + 3, Uint8Array.of(0xc0, 0));
  expect(streams.forgotten).toBe(3);
  // The connections that are kept continue.
  pdus(streams, 3, Uint8Array.of(0xc0, 0));
  expect(streams.forgotten).toBe(6);
});

test('incomplete packets of exported PDUs are held up to a total size, and senders above it are counted', () => {
  const streams = new PduStreams();
  const start = new Uint8Array(1 << 20);
  start.set([0x30, 0xff, 0xff, 0xff, 0x7f]);
  pdus(streams, 66, start);
  expect(streams.uncompared).toBe(2);
});

test('incomplete packets are held up to a total size, and shown partly above it', () => {
  const events: CaptureEvent[] = [];
  const gate = new EventGate((event) => events.push(event));
  const incomplete = new HeldSum<PacketCutter>(2_500);
  const start = joined([Uint8Array.of(0x30, 0x80, 0x10), new Uint8Array(997)]);
  const cutters = Array.from({ length: 3 }, (_, at) => {
    const stream = new PacketStream(gate, 4, incomplete, new KnownServers());
    const ends = { first: client(at), second: SERVER, fromStart: true, time: at, mayLack: false };
    stream.open(ends, true, 'first', 'tcp', () => at + 1, true);
    return stream.cutters(true).out;
  });
  for (const cutter of cutters) cutter.data(start, 1);
  // Without a CONNECT, packets wait for those that confirm them.
  gate.settle();
  const packets = () => events.filter((event) => event.kind === 'packet');
  expect(packets()).toMatchObject([
    { stream: 1, bytes: start, partial: true, problem: { breach: { key: 'not-held' } } },
  ]);
  // The packet that was given up ends where its length says, and the others are complete.
  const rest = joined([new Uint8Array(2_048 + 3 - 1_000), Uint8Array.of(0xc0, 0)]);
  for (const cutter of cutters) cutter.data(rest, 2);
  expect(packets().map(({ stream, bytes }) => [stream, bytes.length])).toEqual([
    [1, 1_000],
    [1, 2],
    [2, 2_051],
    [2, 2],
    [3, 2_051],
    [3, 2],
  ]);
});

test('a limited number of decompression windows is kept, and a message that needs a dropped one says so', () => {
  const inflation = new Inflation();
  const live = new Set<number>();
  const reasons: string[] = [];
  const framesOf = (at: number): WebSocketFrames => {
    const inflater: Inflater = {
      // The second message refers to the first.
      push: (_bytes, _take) => {
        const isGood = live.has(at) || !opened.has(at);
        live.add(at);
        opened.add(at);
        return isGood;
      },
      reset: () => live.delete(at),
    };
    const sink = {
      data: ignore,
      gap: ignore,
      control: ignore,
      unreadable: (why: string) => reasons.push(why),
    };
    return new WebSocketFrames(sink, inflater, true, inflation);
  };
  const opened = new Set<number>();
  const message = frameOf('in', Uint8Array.of(1), { isCompressed: true });
  const senders = Array.from({ length: MOST_WINDOWS + 10 }, (_, at) => framesOf(at));
  for (const sender of senders) sender.data(message, 0);
  expect(live.size).toBe(MOST_WINDOWS);
  senders.at(-1)?.data(message, 0);
  expect(reasons).toEqual([]);
  senders[0]?.data(message, 0);
  expect(reasons).toEqual(['dropped']);
});

test('record numbers of TLS are searched up to a total size over all connections', () => {
  const tried = new TriedBytes();
  let attempts = 0;
  const key = () => {
    attempts += 1;
    return undefined;
  };
  const body = new Uint8Array(1 << 14);
  const record = { type: 23, body, header: new Uint8Array(5), isAfterGap: false };
  for (let connection = 0; connection < 100; connection += 1) {
    const records = new OpenRecords([key], tried);
    records.lost(1000);
    for (let at = 0; at < 100 && records.open(record) !== 'foreign'; at += 1);
  }
  // 256 MiB, and one attempt of each later connection.
  expect(attempts).toBeGreaterThan(256 * 64);
  expect(attempts).toBeLessThan(258 * 65 + 100);
});
