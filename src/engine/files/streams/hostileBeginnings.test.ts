/**
 * Tests PROXY headers that repeat up to 100,000 times or arrive byte by byte, and WebSocket in WebSocket as
 * often.
 */
import { expect, test } from 'vitest';
import { leastCpuTime } from '../../../base/cpuTime.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { connectOf, readEvents, reportsOf } from '../captureFile.testkit.ts';
import { framesOf, pcapOf, type Sent } from '../frames/frames.testkit.ts';
import { upgrade } from '../webSocket/webSocket.testkit.ts';

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

const VERSION_2 = [13, 10, 13, 10, 0, 13, 10, 0x51, 0x55, 0x49, 0x54, 10, 0x21, 0];

/** A header of version 2 with this many bytes of addresses. */
const proxyHeader = (size: number): Uint8Array =>
  Uint8Array.of(...VERSION_2, size >> 8, size & 0xff, ...new Uint8Array(size));

const BEGINNINGS: Readonly<Record<string, readonly Sent[]>> = {
  'PROXY 1': segments(repeated(encodeUtf8('PROXY UNKNOWN\r\n'))),
  'PROXY 2': segments(repeated(proxyHeader(0), FEWER)),
  'WebSocket frames of a client in each other': [...upgrade(), ...segments(nestedFrames(true))],
  'WebSocket frames of a server in each other': [
    ...upgrade(),
    ...segments(nestedFrames(false), server),
  ],
  'WebSocket upgrades in frames of each other': [...upgrade(), ...segments(nestedUpgrades())],
  'WebSocket upgrades': segments(
    repeated(encodeUtf8('GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n')),
  ),
};

test.each(Object.entries(BEGINNINGS))('%s: the next connection is shown', (_name, beginning) => {
  const good = [
    client(connectOf(4)),
    server(Uint8Array.of(0x20, 2, 0, 0)),
    client(Uint8Array.of(0xe0, 0)),
  ];
  const file = pcapOf([
    ...framesOf(beginning, { clientPort: 50_001 }),
    ...framesOf(good, { clientPort: 50_002 }),
  ]);
  const reports = reportsOf(readEvents(file));
  expect(reports.slice(-3).map(({ type }) => type)).toEqual([1, 2, 14]);
});

test('a PROXY header byte by byte: four times as long takes about four times', () => {
  const timeOf = (size: number, most?: number) => {
    const sent = client(Uint8Array.of(...proxyHeader(size), ...connectOf(4)));
    const file = pcapOf(framesOf([sent], { segment: 1 }));
    return leastCpuTime(() => expect(reportsOf(readEvents(file))).toHaveLength(1), 2, most);
  };
  const most = 8 * timeOf(4000) + 500;
  expect(timeOf(16_000, most)).toBeLessThan(most);
});
