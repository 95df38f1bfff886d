/** Tests proxy handshakes that repeat up to 100,000 times, and heads that arrive byte by byte. */
import { expect, test } from 'vitest';
import { leastCpuTime } from '../../../base/cpuTime.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { connectOf, readEvents, reportsOf } from '../captureFile.testkit.ts';
import { framesOf, pcapOf, type Sent } from '../frames/frames.testkit.ts';
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

function segments(bytes: Uint8Array): readonly Sent[] {
  const count = Math.ceil(bytes.length / SEGMENT);
  return Array.from({ length: count }, (_, at) =>
    client(bytes.subarray(at * SEGMENT, (at + 1) * SEGMENT)),
  );
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
