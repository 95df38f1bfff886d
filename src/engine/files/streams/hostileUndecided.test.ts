/** Tests connections whose content stays unknown: requests for TLS or WebSocket without an answer. */

import { describe, expect, test } from 'vitest';
import { cpuTime } from '../../../base/cpuTime.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { bytesUsed } from '../../log/bytesUsed.testkit.ts';
import { HeldSum } from '../bytes/heldSum.ts';
import { Inflation } from '../bytes/inflation.ts';
import { connectOf, factsOf, packetBytes, readEvents } from '../captureFile.testkit.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { EventGate } from '../events/eventGate.ts';
import { FrameComments } from '../events/frameComments.ts';
import { StreamNumbers } from '../events/streamNumbers.ts';
import { framesOf, pcapOf } from '../frames/frames.testkit.ts';
import type { PacketCutter } from '../packets/packetCutter.ts';
import { DECODERS } from '../tls/allDecoders.ts';
import { KeyLog } from '../tls/keyLog.ts';
import { KnownServers } from './knownServers.ts';
import { MOST_SEARCHED, StreamReader } from './streamReader.ts';

const KIB = 1024;
const SERVER = 0x0a00_0001_0000;
const client = (number: number): number => 0x0b00_0000_0400 + number * 7;

/** Counts the bytes that all connections hold. */
class CountedSum extends HeldSum<StreamReader> {
  readonly #bytes = new Map<StreamReader, number>();

  override set(reader: StreamReader, bytes: number): void {
    super.set(reader, bytes);
    this.#bytes.set(reader, bytes);
  }

  get sum(): number {
    return [...this.#bytes.values()].reduce((sum, bytes) => sum + bytes, 0);
  }
}

function readersOf(mostBytes: number) {
  const events: CaptureEvent[] = [];
  const undecided = new CountedSum(mostBytes);
  const decoding = {
    decoders: DECODERS,
    keys: new KeyLog(),
    inflation: new Inflation(),
    told: new FrameComments(),
    undecided,
    searched: new HeldSum<StreamReader>(MOST_SEARCHED),
    incomplete: new HeldSum<PacketCutter>(Number.POSITIVE_INFINITY),
    servers: new KnownServers(),
    numbers: new StreamNumbers(),
    choices: {},
    beginsWithHttp: () => undefined,
  };
  const gate = new EventGate((event) => events.push(event));
  let streams = 0;
  const open = (number: number, port = 1883, fromStart = true): StreamReader => {
    const ends = { first: client(number), second: SERVER + port };
    const start = { ...ends, fromStart, time: 0, mayLack: false };
    const take = () => (streams += 1);
    const reader = new StreamReader(start, gate, decoding, take);
    reader.heard('first');
    reader.heard('second');
    return reader;
  };
  return { events, undecided, open };
}

const GET = encodeUtf8('GET /mqtt HTTP/1.1\r\nUpgrade: websocket\r\nX-Filler: ');
const HEAD_END = encodeUtf8('\r\n\r\n');
/** The start of a handshake record of 16 KiB with a ClientHello. */
const HELLO = Uint8Array.of(0x16, 3, 1, 0x40, 0, 1, 0, 0x3f, 0xfc);
const FILLER = new Uint8Array(KIB).fill(0x61);

const REQUESTS: Readonly<Record<string, readonly [start: Uint8Array, port: number]>> = {
  'WebSocket on a port for MQTT': [Uint8Array.of(...GET, ...HEAD_END), 1883],
  'TLS on a port for MQTT': [HELLO, 1883],
  WebSocket: [GET, 8080],
  TLS: [HELLO, 8883],
};

describe.each(Object.entries(REQUESTS))('unanswered data: %s', (_name, [start, port]) => {
  const CONNECTIONS = 200;

  test('takes a limited total over all connections, and the rest is reported', () => {
    const most = 256 * KIB;
    const { events, undecided, open } = readersOf(most);
    const readers = Array.from({ length: CONNECTIONS }, (_, at) => open(at, port));
    for (const bytes of [start, FILLER, FILLER, FILLER, FILLER]) {
      for (const reader of readers) {
        reader.data('first', bytes, 0);
        expect(undecided.sum).toBeLessThanOrEqual(most);
      }
    }
    const facts = factsOf(events);
    expect(facts.length).toBeGreaterThan(CONNECTIONS / 2);
    expect(new Set(facts.map(({ key }) => key))).toEqual(new Set(['content-undecided']));
    // Each abandoned connection is listed, without other claims about it.
    expect(events.filter(({ kind }) => kind === 'opened')).toHaveLength(facts.length);
    expect(readers.filter(({ isIgnored }) => isIgnored)).toHaveLength(facts.length);
    expect(packetBytes(events)).toEqual([]);
    for (const reader of readers) reader.captureEnded(0);
    expect(undecided.sum).toBe(0);
  });
});

test('single bytes count with their memory use', () => {
  const { undecided, open } = readersOf(64 * KIB);
  const reader = open(1);
  for (const byte of [...HELLO, ...FILLER]) reader.data('first', Uint8Array.of(byte), 0);
  expect(reader.isIgnored).toBe(true);
  expect(undecided.sum).toBe(0);
});

test('a record that only announces its size takes no memory for it', () => {
  const { undecided, open } = readersOf(64 * KIB);
  for (let at = 0; at < 100; at += 1) open(at, 8883).data('first', HELLO, 0);
  expect(undecided.sum).toBeGreaterThan(0);
  expect(undecided.sum).toBeLessThan(100 * 64);
});

test('a connection above its own limit is reported', () => {
  const { events, open } = readersOf(64 * KIB * KIB);
  const reader = open(1);
  reader.data('first', Uint8Array.of(...GET, ...HEAD_END), 0);
  for (let at = 0; at < 200; at += 1) reader.data('first', FILLER, 0);
  expect(factsOf(events).map(({ key }) => key)).toContain('content-undecided');
  expect(reader.isIgnored).toBe(true);
});

test.each([1, 2, 1400])('answered TLS in segments of %i bytes is recognised', (segment) => {
  const answer = Uint8Array.of(0x16, 3, 3, 0, 4, 2, 0, 0, 0);
  const sent = [
    { direction: 'out', bytes: Uint8Array.of(0x16, 3, 1, 0, 4, 1, 0, 0, 0) },
    { direction: 'in', bytes: answer },
  ] as const;
  const facts = factsOf(readEvents(pcapOf(framesOf(sent, { segment }))));
  expect(facts).toEqual([{ key: 'tls-unsupported', args: { tls: 'TLS 0x0000, 0x0000' } }]);
});

test('gaps of a header-only capture take no memory each', async () => {
  const { events, open } = readersOf(KIB);
  const reader = open(1);
  const count = 100_000;
  const before = await bytesUsed();
  for (let at = 0; at < count; at += 1) {
    reader.gap('first', 1, at);
    reader.gap('second', 2, at);
  }
  expect((await bytesUsed()) - before).toBeLessThan(1_000_000);
  const connect = connectOf(4);
  reader.data('first', connect, count);
  reader.closed(count, undefined);
  expect(packetBytes(events)).toEqual([Buffer.from(connect).toString('hex')]);
  expect(factsOf(events)).toEqual([
    { key: 'bytes-missing', args: { count, sender: 'client' } },
    { key: 'bytes-missing', args: { count: count * 2, sender: 'server' } },
  ]);
});

/** The beginning of a PUBLISH of almost 16 MiB, from which on its end is awaited. */
const BEGUN = new Uint8Array(64).fill(0x62);
BEGUN.set([0x30, 0xe0, 0xff, 0xff, 0x07, 0, 1, 0x61]);

test.each([2 ** 30])('a gap of %i bytes in begun packets costs little', (lost) => {
  const { open } = readersOf(64 * KIB * KIB);
  const before = cpuTime();
  for (let at = 0; at < 300; at += 1) {
    const reader = open(at, 40_001, false);
    reader.data('first', BEGUN, 0);
    reader.gap('first', lost, 1);
    reader.data('first', Uint8Array.of(0x62), 2);
    reader.captureEnded(3);
  }
  // With zeros for the missing bytes, 300 packets take minutes.
  expect(cpuTime() - before).toBeLessThan(2000);
});
