import { isIP } from 'node:net';
import { expect, test } from 'vitest';
import { parseIpAddress } from './ipAddress.ts';

const hex = (text: string) => {
  const bytes = parseIpAddress(text);
  return bytes && Buffer.from(bytes).toString('hex');
};

test.each([
  ['10.0.0.1', '0a000001'],
  ['255.255.255.255', 'ffffffff'],
  ['0.0.0.0', '00000000'],
  ['::', '00000000000000000000000000000000'],
  ['::1', '00000000000000000000000000000001'],
  ['1::', '00010000000000000000000000000000'],
  ['2001:db8::ff00:42:8329', '20010db8000000000000ff0000428329'],
  ['2001:DB8:1:2:3:4:5:6', '20010db8000100020003000400050006'],
  ['1:2:3:4:5:6:7::', '00010002000300040005000600070000'],
  ['fe80::1%eth0', 'fe800000000000000000000000000001'],
])('%s is an address', (text, bytes) => {
  expect(hex(text)).toBe(bytes);
  expect(isIP(text)).not.toBe(0);
});

test.each([
  '',
  'broker.local',
  '10.0.0',
  '10.0.0.256',
  '10.0.0.1.2',
  '10.0.0.x',
  '1:2:3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:8::',
  '1::2::3',
  '::12345',
  '::g',
  ':::',
])('%j is no address', (text) => {
  expect(hex(text)).toBeUndefined();
  expect(isIP(text)).toBe(0);
});
