/** Tests that tiny segments and records, and many waiting ones, are read in linear time. */
import { expect, test } from 'vitest';
import { joined } from '../../base/bytes.ts';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { ByteQueue } from './bytes/byteQueue.ts';
import { Inflation } from './bytes/inflation.ts';
import type { ReadPacket } from './events/captureEvents.ts';
import { OwnReader } from './own/ownReader.ts';
import { OwnWriter } from './own/ownWriter.ts';
import { PacketCutter } from './packets/packetCutter.ts';
import { PduStreams } from './streams/pduStreams.ts';
import { TcpConnections } from './tcp/tcpConnections.ts';
import type { TcpSegment } from './tcp/tcpSegment.ts';
import { DECODERS } from './tls/allDecoders.ts';
import { isKeyLog, KeyLog } from './tls/keyLog.ts';
import { UpgradeReader } from './webSocket/upgradeReader.ts';

const NOTHING = new Uint8Array(0);
const SERVER = 0x0a00_0001_075b;
const ignore = (): void => undefined;
const sink = { data: ignore, gap: ignore };

/** Pushes bytes one by one. */
function pushEach(bytes: Uint8Array, push: (byte: Uint8Array) => void): void {
  for (let at = 0; at < bytes.length; at += 1) push(bytes.subarray(at, at + 1));
}

const letters = (count: number) => new Uint8Array(count).fill(0x61);
const varint = (value: number) =>
  Uint8Array.of((value & 0x7f) | 0x80, ((value >> 7) & 0x7f) | 0x80, value >> 14);

function head(count: number): void {
  const events = {
    upgraded: ignore,
    refused: ignore,
    unreadable: ignore,
    noticed: ignore,
    closed: ignore,
  };
  const cutters = { in: sink, out: sink };
  const { sides } = new UpgradeReader(cutters, true, DECODERS, new Inflation(), events);
  const request = joined([encodeUtf8('GET / HTTP/1.1\r\nX: '), letters(count)]);
  pushEach(request, (byte) => {
    sides.out.data(byte, 0);
  });
}

/** A message of 200 KiB at most, in records of one byte. */
function handshake(count: number): void {
  const tls = DECODERS.tls(new KeyLog(), {
    client: ignore,
    data: ignore,
    gap: ignore,
    closing: () => undefined,
    failed: ignore,
  });
  const message = joined([Uint8Array.of(11, count >> 16, count >> 8, count), letters(count - 1)]);
  pushEach(message, (byte) => {
    tls.data('second', Uint8Array.of(0x16, 3, 3, 0, 1, ...byte), 0);
  });
}

function packet(count: number): void {
  let packets = 0;
  const cutSink = {
    version: 4,
    packet: () => (packets += 1),
    partial: ignore,
    broken: ignore,
    skipped: ignore,
    searching: ignore,
    searched: ignore,
    incomplete: ignore,
  } as const;
  const cutter = new PacketCutter(cutSink, 'out', true);
  pushEach(joined([Uint8Array.of(0x30, ...varint(count), 0, 1), letters(count - 2)]), (byte) => {
    cutter.data(byte, 0);
  });
  expect(packets).toBe(1);
}

function exported(count: number): void {
  const streams = new PduStreams();
  pushEach(joined([Uint8Array.of(0x30, ...varint(count)), letters(count)]), (payload) => {
    const ends = { source: 7 * 65_536 + 1024, destination: SERVER };
    streams.segmentsOf({ ...ends, dissector: 'mqtt', payload, missing: 0, tcp: undefined });
  });
}

/** Slices of one buffer, as from a file that was read at once. */
function slices(count: number): void {
  const queue = new ByteQueue();
  const file = letters(count);
  for (let at = 0; at < count; at += 4) {
    queue.push(file.subarray(at, at + 4));
    queue.keep();
  }
  expect(queue.length).toBe(count);
}

function keyLog(count: number): void {
  const keys = new KeyLog();
  pushEach(encodeUtf8('# \n'.repeat(count / 3)), (byte) => {
    keys.push(byte);
  });
  isKeyLog(encodeUtf8('#\n'.repeat(count)));
}

const EMPTY: ReadPacket = { kind: 'packet', stream: 1, direction: 'in', time: 0, bytes: NOTHING };

function marks(count: number): void {
  const parts: Uint8Array[] = [];
  const writer = new OwnWriter((bytes) => parts.push(bytes.slice()));
  writer.take({ kind: 'origin', wallClock: 0 });
  for (let at = 0; at < count; at += 1) writer.take(EMPTY);
  for (let at = 0; at < count; at += 1) {
    writer.take({ kind: 'mark', packet: count + at, text: '' });
  }
  const reader = new OwnReader(ignore);
  for (const part of parts) reader.push(part);
}

/** Connections whose answers acknowledge bytes that are missing, all at one moment. */
function waiting(count: number): void {
  const connections = new TcpConnections(() => ({
    ...sink,
    isIgnored: false,
    heard: ignore,
    end: ignore,
    late: ignore,
    differs: ignore,
    closed: ignore,
    lags: () => undefined,
    captureEnded: ignore,
  }));
  const take = (more: Partial<TcpSegment>): void => {
    const ends = { source: 0, destination: 0, sequence: 0, acknowledgement: undefined };
    const flags = { syn: false, fin: false, rst: false, payload: NOTHING, length: 0 };
    connections.segment({ ...ends, ...flags, ...more }, 0);
  };
  const one = { payload: Uint8Array.of(0x10), length: 1 };
  for (let at = 0; at < count; at += 1) {
    const source = (7 + at) * 65_536;
    const [from, back] = [
      { source, destination: SERVER },
      { source: SERVER, destination: source },
    ];
    take({ ...from, ...one, sequence: 1, acknowledgement: 5 });
    take({ ...back, ...one, sequence: 5, acknowledgement: 2 });
    take({ ...back, ...one, sequence: 6, acknowledgement: 9 });
  }
}

const CASES: readonly (readonly [string, (count: number) => void, few: number])[] = [
  ['the head of an HTTP request', head, 15_000],
  ['a handshake message of TLS', handshake, 12_000],
  ['an MQTT packet', packet, 100_000],
  ['an MQTT packet in exported PDUs', exported, 20_000],
  ['slices of one buffer', slices, 200_000],
  ['a key log', keyLog, 15_000],
  ['marks after empty packets', marks, 6_000],
  ['connections that wait', waiting, 1_500],
];

test.each(CASES)('%s: four times the input takes about four times as long', (_name, work, few) => {
  const ofFew = leastCpuTime(() => work(few), 2);
  const most = 8 * ofFew + 500;
  expect(leastCpuTime(() => work(4 * few), 2, most)).toBeLessThan(most);
});
