import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { connectOf, notesOf, readEvents, reportsOf } from '../captureFile.testkit.ts';
import { framesOf, pcapOf, type Sent } from '../frames/frames.testkit.ts';

const CONNACK = Uint8Array.of(0x20, 2, 0, 0);
const client = (bytes: Uint8Array): Sent => ({ direction: 'out', bytes });
const server = (bytes: Uint8Array): Sent => ({ direction: 'in', bytes });
const VERSION_2 = Uint8Array.from([
  0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a, 0x21, 0x11, 0, 12, 10, 0, 0,
  1, 10, 0, 0, 2, 0xc3, 0x50, 0x07, 0x5b,
]);

const HEADERS: readonly (readonly [string, Uint8Array])[] = [
  ['version 1', encodeUtf8('PROXY TCP4 10.0.0.1 10.0.0.2 50000 1883\r\n')],
  ['version 1 without addresses', encodeUtf8('PROXY UNKNOWN\r\n')],
  ['version 2', VERSION_2],
];

it.each(HEADERS)('reads the packets after a PROXY header of %s, on any port', (_name, header) => {
  const packets = [client(connectOf(4)), server(CONNACK), client(Uint8Array.of(0xe0, 0))];
  for (const serverPort of [1883, 3128]) {
    const file = pcapOf(framesOf([client(header), ...packets], { serverPort }));
    const events = readEvents(file);
    expect(reportsOf(events).map(({ type }) => type)).toEqual([1, 2, 14]);
    expect(notesOf(events)).toEqual(['proxy-skipped']);
  }
});

it.each(HEADERS)(
  'reads the packets after a PROXY header of %s, sent byte by byte',
  (_name, header) => {
    const packets = [client(connectOf(4)), server(CONNACK), client(Uint8Array.of(0xe0, 0))];
    const bytewise = [client(header), ...packets].flatMap(({ bytes, ...sent }) =>
      [...bytes].map((byte) => ({ ...sent, bytes: Uint8Array.of(byte) })),
    );
    for (const serverPort of [1883, 3128]) {
      const events = readEvents(pcapOf(framesOf(bytewise, { serverPort })));
      expect(reportsOf(events).map(({ type }) => type)).toEqual([1, 2, 14]);
      expect(notesOf(events)).toEqual(['proxy-skipped']);
    }
  },
);

it.each(['PROXY ', 'PROXYING', 'PROXY TCP5 10.0.0.1\r\n'])(
  'shows data that only starts like a proxy header: %s',
  (text) => {
    const events = readEvents(pcapOf(framesOf([client(encodeUtf8(text))], { serverPort: 1883 })));
    expect(reportsOf(events)).toHaveLength(1);
    expect(notesOf(events)).not.toContain('proxy-skipped');
  },
);

it('reads interop-proxy-v1', () => {
  const file = readFileSync(
    new URL('../../../../e2e/cases/interop-proxy-v1.pcap', import.meta.url),
  );
  const types = reportsOf(readEvents(Uint8Array.from(file))).map(({ type }) => type);
  expect(types).toEqual([1, 2, 3, 4]);
});
