import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineAddress } from './address.ts';
import { judgePlace } from './allowed.ts';
import { LineError } from './lineError.ts';

function isRefused(host: string): boolean {
  try {
    judgePlace(host, 1883, undefined);
    return false;
  } catch (error) {
    if (error instanceof LineError) return true;
    throw error;
  }
}

const octet = fc.integer({ min: 0, max: 255 });

test('a link-local address written as IPv6 is rejected', () => {
  fc.assert(
    fc.property(octet, octet, (c, d) => {
      expect(isRefused(`::ffff:169.254.${c}.${d}`)).toBe(true);
      expect(isRefused(`::ffff:a9fe:${((c << 8) | d).toString(16)}`)).toBe(true);
    }),
  );
});

test.each([
  '100.100.100.200',
  '168.63.129.16',
  '::ffff:100.100.100.200',
  '[::ffff:a83f:8110]',
  'fd00:ec2::254',
  'fd00:ec2::23',
  'FD00:0EC2:1:2:3:4:5:6',
  'fd20:ce::254',
  'fd00:c1::a9fe:a9fe',
  'fd00:42::42',
  'fd00:a9fe:a9fe::1',
  'fd00:100::100:200',
  'fe80::a9fe:a9fe%eth0',
  'febf::1',
  '100.96.0.96',
  '64:ff9b::a9fe:a9fe',
  '[64:ff9b::169.254.169.254]',
  '64:ff9b::6464:64c8',
  // Other spellings of IPv4.
  '2852039166',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '169.254.43518',
  '0xA9.16689662',
  '169.254.169.254.',
  '１６９.254.169.254',
  '169。254。169。254',
  'metadata.google.internal',
  'Metadata.Google.Internal.',
])('%s is rejected', (host) => {
  expect(isRefused(host)).toBe(true);
});

test.each([
  '2001:db8::a9fe:a9fe',
  '::1:ffff:a9fe:a9fe',
  '64:ff9b::c000:207',
  '64:ff9b:1::a9fe:a9fe',
  'fd00:ec3::254',
  'fd00:42::43',
  '100.96.0.97',
  'metadata.example',
  '::1',
  '::',
  '127.0.0.1',
  'broker.example',
])('%s is accepted', (host) => {
  expect(isRefused(host)).toBe(false);
});

test.each([
  // A proxy might decode these, or compute their digits modulo 256 or 2^32.
  'mqtt://%2531%2536%2539.254.169.254',
  'wss://a%2525.169.254.169.254',
  'mqtt://425.510.425.510',
  'mqtt://7147006462',
  'mqtt://metadata.google.internal..',
  'mqtt://metadata.google.internal%2500',
  'mqtt://169.254.169.254%3A80',
  'mqtt://169.254.169.254%20x',
])('%s is no address of a line', (url) => {
  expect(lineAddress(url)).toBeUndefined();
});

test.each([
  ['mqtt://my_broker.example', 'my_broker.example'],
  ['mqtt://fe80%3A%3A1%25eth0', 'fe80::1%eth0'],
  ['mqtt://b%C3%BCro.example', 'büro.example'],
  ['mqtt://broker.', 'broker.'],
])('%s leads to %s', (url, host) => {
  expect(lineAddress(url)?.place).toEqual({ kind: 'tcp', host, port: 1883 });
});
