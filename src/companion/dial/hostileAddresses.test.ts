import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineAddress } from './address.ts';
import { judgePlace } from './allowed.ts';
import { embeddedIPv4s } from './embeddedIPv4.ts';
import { LineError } from './lineError.ts';

type Octets = readonly [number, number, number, number];

const hex = (...octets: number[]): string =>
  octets.map((octet) => octet.toString(16).padStart(2, '0')).join('');
const nat64 = (prefix: string, before: number[], octets: Octets, after: number[]): string =>
  `${prefix}:${hex(...before, ...octets, ...after).replace(/(.{4})(?=.)/g, '$1:')}`;
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
  // RFC 6052, section 2.2: octet 8 is skipped.
  [
    'NAT64 with a prefix of 32 bits',
    (octets) => nat64('64:ff9b', [], octets, [0, 0, 0, 0, 0, 0, 0, 1]),
  ],
  [
    'NAT64 with a prefix of 40 bits',
    ([a, b, c, d]) =>
      `64:ff9b:${hex(0, a, b, c, 0, d)}:0:0:0`.replace(/(ff9b:.{4})(.{4})(.{4})/, '$1:$2:$3'),
  ],
  ['local NAT64, 48 bits', ([a, b, c, d]) => `64:ff9b:1:${hex(a, b)}:${hex(0, c)}:${hex(d, 0)}::`],
  [
    'local NAT64, 56 bits',
    ([a, b, c, d]) => `64:ff9b:1:${hex(7, a)}:${hex(0, b)}:${hex(c, d)}:8:9`,
  ],
  [
    'local NAT64, 64 bits',
    ([a, b, c, d]) => `64:ff9b:1:7:${hex(0, a)}:${hex(b, c)}:${hex(d, 0)}:9`,
  ],
  ['ISATAP', (octets) => `2001:db8:1:2:0:5efe:${tail(octets)}`],
  ['ISATAP, globally unique', (octets) => `2001:db8:1:2:200:5efe:${tail(octets)}`],
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
const METADATA = ['100.100.100.200', '168.63.129.16', '192.0.0.192', '100.96.0.96', '100.80.80.80'];
const isSecret = (octets: Octets): boolean =>
  (octets[0] === 169 && octets[1] === 254) || METADATA.includes(octets.join('.'));

describe.each(FORMS)('%s', (_name, form) => {
  test('of a link-local address is rejected', () => {
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
    [100, 96, 0, 96],
    [100, 80, 80, 80],
  ])('of the metadata address %i.%i.%i.%i is rejected', (...octets) => {
    expect(isRefused(form(octets))).toBe(true);
  });

  test('of any other address is accepted', () => {
    const other = fc.tuple(octet, octet, octet, octet).filter((octets) => !isSecret(octets));
    fc.assert(
      fc.property(other, (octets) => {
        expect(isRefused(form(octets))).toBe(false);
      }),
    );
  });

  test('returns the address unchanged', () => {
    fc.assert(
      fc.property(octet, octet, octet, octet, (...octets) => {
        expect(embeddedIPv4s(form(octets))).toContain(octets.join('.'));
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
  // The address is in none of the forms, or at another position in one.
  '2001:db8::a9fe:a9fe',
  '2001:0:a9fe:a9fe::1',
  '2001::a9fe:a9fe',
  '2002:102:304::a9fe:a9fe',
  '64:ff9b:2::a9fe:a9fe',
  '::1:ffff:a9fe:a9fe',
  'fd00:ec3::254',
  'fd00:42::43',
  '100.96.0.97',
  '2001:db8:1:2:400:5efe:a9fe:a9fe',
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
