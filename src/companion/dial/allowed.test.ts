import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgePlace } from './allowed.ts';
import { embeddedIPv4s } from './embeddedIPv4.ts';
import { LineError } from './lineError.ts';

type Octets = readonly [number, number, number, number];

const hex = (...octets: number[]): string =>
  octets.map((octet) => octet.toString(16).padStart(2, '0')).join('');
const tail = ([a, b, c, d]: Octets): string => `${hex(a, b)}:${hex(c, d)}`;
const inverted = ([a, b, c, d]: Octets): Octets => [255 - a, 255 - b, 255 - c, 255 - d];

const FORMS: readonly [string, (octets: Octets) => string][] = [
  ['IPv4-compatible', (octets) => `::${octets.join('.')}`],
  ['IPv4-compatible in hex', (octets) => `::${tail(octets)}`],
  ['IPv4-mapped', (octets) => `::ffff:${octets.join('.')}`],
  ['IPv4-translated', (octets) => `::ffff:0:${tail(octets)}`],
  ['NAT64', (octets) => `64:ff9b::${tail(octets)}`],
  ['local NAT64', (octets) => `64:ff9b:1::${tail(octets)}`],
  ['local NAT64, a subnet', (octets) => `64:ff9b:1:fffe:7:8:${tail(octets)}`],
  ['6to4', (octets) => `2002:${tail(octets)}::1`],
  ['6to4, written out', (octets) => `2002:${tail(octets)}:1:2:3:4:5`],
  ['Teredo', (octets) => `2001:0:4136:e378:8000:63bf:${tail(inverted(octets))}`],
];

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
const METADATA = ['100.100.100.200', '168.63.129.16', '192.0.0.192'];
const isSecret = (octets: Octets): boolean =>
  (octets[0] === 169 && octets[1] === 254) || METADATA.includes(octets.join('.'));

describe.each(FORMS)('%s', (_name, form) => {
  test('of a link-local address is refused', () => {
    fc.assert(
      fc.property(octet, octet, (c, d) => {
        expect(isRefused(form([169, 254, c, d]))).toBe(true);
      }),
    );
  });

  test.each<Octets>([
    [100, 100, 100, 200],
    [168, 63, 129, 16],
    [192, 0, 0, 192],
  ])('of the metadata address %i.%i.%i.%i is refused', (...octets) => {
    expect(isRefused(form(octets))).toBe(true);
  });

  test('of any other address is not', () => {
    const other = fc.tuple(octet, octet, octet, octet).filter((octets) => !isSecret(octets));
    fc.assert(
      fc.property(other, (octets) => {
        expect(isRefused(form(octets))).toBe(false);
      }),
    );
  });

  test('holds the address as it is', () => {
    fc.assert(
      fc.property(octet, octet, octet, octet, (...octets) => {
        expect(embeddedIPv4s(form(octets))).toEqual([octets.join('.')]);
      }),
    );
  });
});

test.each([
  '::169.254.169.254',
  '2002:a9fe:a9fe::1',
  '64:ff9b:1::a9fe:a9fe',
  '::ffff:0:a9fe:a9fe',
  '2001:0:4136:e378:8000:63bf:5601:5601',
  '[2001::5601:5601]',
  '2002:A9FE:A9FE::1%eth0',
])('%s is refused', (host) => {
  expect(isRefused(host)).toBe(true);
});

test.each([
  // Where the address stands in none of the forms, or somewhere else in one of them.
  '2001:db8::a9fe:a9fe',
  '2001:0:a9fe:a9fe::1',
  '2001::a9fe:a9fe',
  '2002:102:304::a9fe:a9fe',
  '64:ff9b:2::a9fe:a9fe',
  '::1:ffff:a9fe:a9fe',
  '::1',
  '::',
  '127.0.0.1',
  'broker.example',
])('%s is not', (host) => {
  expect(isRefused(host)).toBe(false);
});
