import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { connectOf, notesOf, readEvents, reportsOf } from '../captureFile.testkit.ts';
import { framesOf, pcapOf, type Sent } from '../frames/frames.testkit.ts';

const CONNACK = Uint8Array.of(0x20, 2, 0, 0);
const client = (bytes: Uint8Array): Sent => ({ direction: 'out', bytes });
const server = (bytes: Uint8Array): Sent => ({ direction: 'in', bytes });
const PROXY_2 = Uint8Array.from([
  0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a, 0x21, 0x11, 0, 12, 10, 0, 0,
  1, 10, 0, 0, 2, 0xc3, 0x50, 0x07, 0x5b,
]);

const PREFACES: readonly (readonly [string, readonly Sent[]])[] = [
  ['PROXY 1', [client(encodeUtf8('PROXY TCP4 10.0.0.1 10.0.0.2 50000 1883\r\n'))]],
  ['PROXY 2', [client(PROXY_2)]],
  [
    'HTTP CONNECT',
    [
      client(encodeUtf8('CONNECT broker:1883 HTTP/1.1\r\nHost: broker\r\n\r\n')),
      server(encodeUtf8('HTTP/1.1 200 Connection established\r\n\r\n')),
    ],
  ],
  [
    'HTTP CONNECT whose proxy asks for a password',
    [
      client(encodeUtf8('CONNECT broker:1883 HTTP/1.1\r\nHost: broker\r\n\r\n')),
      server(
        encodeUtf8(
          'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 7\r\n\r\nHTTP/1.',
        ),
      ),
      client(encodeUtf8('CONNECT broker:1883 HTTP/1.1\r\nProxy-Authorization: Basic YTpi\r\n\r\n')),
      server(encodeUtf8('HTTP/1.1 200 Connection established\r\n\r\n')),
    ],
  ],
  [
    'SOCKS4',
    [
      client(Uint8Array.of(4, 1, 7, 0x5b, 0, 0, 0, 1, 0x61, 0, 0x62, 0)),
      server(Uint8Array.of(0, 0x5a, 0, 0, 0, 0, 0, 0)),
    ],
  ],
  [
    'SOCKS5 with a password',
    [
      client(Uint8Array.of(5, 2, 0, 2)),
      server(Uint8Array.of(5, 2)),
      client(Uint8Array.of(1, 1, 0x61, 2, 0x62, 0x63)),
      server(Uint8Array.of(1, 0)),
      client(Uint8Array.of(5, 1, 0, 1, 10, 0, 0, 1, 0x07, 0x5b)),
      server(Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0)),
    ],
  ],
  [
    'SOCKS5',
    [
      client(Uint8Array.of(5, 1, 0)),
      server(Uint8Array.of(5, 0)),
      client(Uint8Array.of(5, 1, 0, 3, 1, 0x62, 0x07, 0x5b)),
      server(Uint8Array.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0)),
    ],
  ],
];

it.each(PREFACES)('reads the packets after %s, on any port', (_name, preface) => {
  const packets = [client(connectOf(4)), server(CONNACK), client(Uint8Array.of(0xe0, 0))];
  for (const serverPort of [1883, 3128]) {
    const file = pcapOf(framesOf([...preface, ...packets], { serverPort }));
    const events = readEvents(file);
    expect(reportsOf(events).map(({ type }) => type)).toEqual([1, 2, 14]);
    expect(notesOf(events)).toEqual(['proxy-skipped']);
  }
});

it.each(PREFACES)('reads the packets after %s, sent byte by byte', (_name, preface) => {
  const packets = [client(connectOf(4)), server(CONNACK), client(Uint8Array.of(0xe0, 0))];
  const bytewise = [...preface, ...packets].flatMap(({ bytes, ...sent }) =>
    [...bytes].map((byte) => ({ ...sent, bytes: Uint8Array.of(byte) })),
  );
  for (const serverPort of [1883, 3128]) {
    const events = readEvents(pcapOf(framesOf(bytewise, { serverPort })));
    expect(reportsOf(events).map(({ type }) => type)).toEqual([1, 2, 14]);
    expect(notesOf(events)).toEqual(['proxy-skipped']);
  }
});

it.each(['CONNECT broker:1883 HTT', 'PROXY ', 'PROXYING'])(
  'shows data that only starts like a proxy header: %s',
  (text) => {
    const events = readEvents(pcapOf(framesOf([client(encodeUtf8(text))], { serverPort: 1883 })));
    expect(reportsOf(events)).toHaveLength(1);
    expect(notesOf(events)).not.toContain('proxy-skipped');
  },
);

it.each(['interop-proxy-v1', 'interop-http-connect'])('reads %s', (name) => {
  const file = readFileSync(new URL(`../../../../e2e/cases/${name}.pcap`, import.meta.url));
  const types = reportsOf(readEvents(Uint8Array.from(file))).map(({ type }) => type);
  expect(types).toEqual([1, 2, 3, 4]);
});
