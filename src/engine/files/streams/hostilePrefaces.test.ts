/**
 * Tests proxy handshakes that repeat up to 100,000 times, WebSocket in WebSocket as often, and heads that
 * arrive byte by byte.
 */
import { expect, test } from 'vitest';
import { leastCpuTime } from '../../../base/cpuTime.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { connectOf, readEvents, reportsOf } from '../captureFile.testkit.ts';
import { framesOf, pcapOf, type Sent } from '../frames/frames.testkit.ts';
import { upgrade } from '../webSocket/webSocket.testkit.ts';
import { ProxyPreface } from './proxyPreface.ts';

const DEPTH = 100_000;
/** For messages whose repetitions become a packet with problems each. */
const FEWER = 1000;
const SEGMENT = 1400;
const client = (bytes: Uint8Array): Sent => ({ direction: 'out', bytes });
const server = (bytes: Uint8Array): Sent => ({ direction: 'in', bytes });

function repeated(message: Uint8Array, depth = DEPTH): Uint8Array {
  const all = new Uint8Array(message.length * depth);
  for (let at = 0; at < depth; at += 1) all.set(message, at * message.length);
  return all;
}

function segments(bytes: Uint8Array, from = client): readonly Sent[] {
  const count = Math.ceil(bytes.length / SEGMENT);
  return Array.from({ length: count }, (_, at) =>
    from(bytes.subarray(at * SEGMENT, (at + 1) * SEGMENT)),
  );
}

/** Header of a WebSocket frame with content of this size. The mask of zeros keeps the content as it is. */
function headerOf(size: number, isMasked: boolean): readonly number[] {
  const bit = isMasked ? 0x80 : 0;
  const mask = isMasked ? [0, 0, 0, 0] : [];
  if (size < 126) return [0x82, bit | size, ...mask];
  if (size < 1 << 16) return [0x82, bit | 126, size >> 8, size & 0xff, ...mask];
  const long = [0, 0, 0, 0, 0, size >> 16, (size >> 8) & 0xff, size & 0xff];
  return [0x82, bit | 127, ...long, ...mask];
}

/** A frame whose content is a frame, and so on. */
function nestedFrames(isMasked: boolean): Uint8Array {
  const headers: (readonly number[])[] = [];
  let size = 0;
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const header = headerOf(size, isMasked);
    headers.push(header);
    size += header.length;
  }
  return Uint8Array.from(headers.toReversed().flat());
}

/** Upgrades inside frames of each other. */
function nestedUpgrades(): Uint8Array {
  const head = encodeUtf8('GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n');
  let inner: Uint8Array = new Uint8Array();
  for (let depth = 0; depth < FEWER; depth += 1) {
    const content = Uint8Array.of(...head, ...inner);
    inner = Uint8Array.of(...headerOf(content.length, true), ...content);
  }
  return inner;
}

const greeting = [client(Uint8Array.of(5, 1, 2)), server(Uint8Array.of(5, 2))];

const PREFACES: Readonly<Record<string, readonly Sent[]>> = {
  'PROXY 1': segments(repeated(encodeUtf8('PROXY UNKNOWN\r\n'))),
  'PROXY 2': segments(
    repeated(
      Uint8Array.from([13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10, 0x21, 0, 0, 0]),
      FEWER,
    ),
  ),
  'HTTP CONNECT': segments(repeated(encodeUtf8('CONNECT a:1 HTTP/1.1\r\n\r\n'))),
  SOCKS4: segments(repeated(Uint8Array.of(4, 1, 7, 0x5b, 10, 0, 0, 1, 0), FEWER)),
  'SOCKS5 greetings': segments(repeated(Uint8Array.of(5, 1, 0), FEWER)),
  'WebSocket frames of a client in each other': [...upgrade(), ...segments(nestedFrames(true))],
  'WebSocket frames of a server in each other': [
    ...upgrade(),
    ...segments(nestedFrames(false), server),
  ],
  'WebSocket upgrades in frames of each other': [...upgrade(), ...segments(nestedUpgrades())],
  'WebSocket upgrades': segments(
    repeated(encodeUtf8('GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n')),
  ),
  'SOCKS5 sign-ins': [...greeting, ...segments(repeated(Uint8Array.of(1, 1, 0x61, 1, 0x62)))],
};

test.each(Object.entries(PREFACES))('%s: the next connection is shown', (_name, preface) => {
  const good = [
    client(connectOf(4)),
    server(Uint8Array.of(0x20, 2, 0, 0)),
    client(Uint8Array.of(0xe0, 0)),
  ];
  const file = pcapOf([
    ...framesOf(preface, { clientPort: 50_001 }),
    ...framesOf(good, { clientPort: 50_002 }),
  ]);
  const reports = reportsOf(readEvents(file));
  expect(reports.slice(-3).map(({ type }) => type)).toEqual([1, 2, 14]);
});

const ENDLESS: readonly (readonly [string, (count: number) => Uint8Array])[] = [
  ['HTTP head', (count) => encodeUtf8(`CONNECT a:1 HTTP/1.1\r\n${'a: b\r\n'.repeat(count / 6)}`)],
  ['SOCKS4 user', (count) => Uint8Array.of(4, 1, ...new Uint8Array(count).fill(0x61))],
];

test.each(ENDLESS)('%s, byte by byte: four times as long takes about four times', (_name, make) => {
  const read = (count: number) => {
    const preface = new ProxyPreface();
    for (const byte of make(count)) preface.take('first', 'first', Uint8Array.of(byte));
    expect(preface.heldBytes).toBeGreaterThan(count - 6);
  };
  const few = leastCpuTime(() => read(4000), 2);
  const most = 8 * few + 500;
  expect(leastCpuTime(() => read(16_000), 2, most)).toBeLessThan(most);
});
