import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isThorough, tries } from '../../base/runs.testkit.ts';
import { parseProxyHeader } from './proxyHeader.ts';

const text = (line: string): Buffer => Buffer.from(line, 'latin1');
const SIGNATURE = '0d0a0d0a000d0a515549540a';
const binary = (rest: string): Buffer => Buffer.from(`${SIGNATURE}${rest}`, 'hex');

it.each([
  [text('PROXY TCP4 203.0.113.5 192.0.2.1 4711 1883\r\n'), { address: '203.0.113.5', port: 4711 }],
  [text('PROXY TCP6 2001:DB8:0::5 ::1 1 2\r\n'), { address: '2001:db8::5', port: 1 }],
  [text('PROXY TCP6 ::ffff:203.0.113.5 ::1 1 2\r\n'), { address: '203.0.113.5', port: 1 }],
  [text('PROXY UNKNOWN ffff::1 ffff::2 65535 65535\r\n'), 'unknown'],
  [text('PROXY UNKNOWN\r\n'), 'unknown'],
  [
    binary('2111000ccb007105c0000201126707 5b'.replace(' ', '')),
    { address: '203.0.113.5', port: 4711 },
  ],
  // With a value of another type after the addresses.
  [binary('21110010cb007105c00002011267075b04000100'), { address: '203.0.113.5', port: 4711 }],
  [
    binary(`21210024${'20010db8'.padEnd(31, '0')}5${'1'.padStart(32, '0')}00010002`),
    { address: '2001:db8::5', port: 1 },
  ],
  // A health check of the proxy itself.
  [binary('20000000'), undefined],
  // A Unix socket.
  [binary(`213100d8${'00'.repeat(216)}`), 'unknown'],
])('reads %o', (header, client) => {
  const after = Buffer.from([0x10, 0]);
  expect(parseProxyHeader(Buffer.concat([header, after]))).toEqual({
    kind: 'header',
    length: header.length,
    client,
  });
  for (let length = 1; length < header.length; length += 1) {
    expect(parseProxyHeader(header.subarray(0, length))).toEqual({ kind: 'partial' });
  }
});

it.each([
  text('PROXY TCP4 2001:db8::5 192.0.2.1 4711 1883\r\n'),
  text('PROXY TCP4 203.0.113.5 192.0.2.1 65536 1883\r\n'),
  text('PROXY TCP4 203.0.113.5 192.0.2.1 1\r\n'),
  text(`PROXY ${'x'.repeat(200)}`),
  // Another version, an unknown command, and too short addresses.
  binary('1111000ccb007105c00002011267075b'),
  binary('2211000ccb007105c00002011267075b'),
  binary('21110004cb007105'),
])('rejects %o', (header) => {
  expect(parseProxyHeader(header)).toEqual({ kind: 'wrong' });
});

it.each([text('\x10\x0c\0\x04MQTT'), text('\x16\x03\x01'), text('PROXA')])(
  'passes %o as other data',
  (bytes) => {
    expect(parseProxyHeader(bytes)).toEqual({ kind: 'none' });
  },
);

it('never reads beyond its input', () => {
  const bytes = fc.uint8Array({ maxLength: 40 }).map((some) => Buffer.from(some));
  const headers = fc.oneof(
    bytes.map((some) => Buffer.concat([text('PROXY '), some])),
    bytes.map((some) => Buffer.concat([binary(''), some])),
  );
  const lengthIn = (header: Buffer): number => {
    const found = parseProxyHeader(header);
    return found.kind === 'header' ? found.length : 0;
  };
  const stays = fc.property(headers, (header) => lengthIn(header) <= header.length);
  expect(fc.check(stays, { numRuns: tries(200), ...(!isThorough && { seed: 1 }) }).failed).toBe(
    false,
  );
});
