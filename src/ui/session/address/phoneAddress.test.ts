import { expect, test } from 'vitest';
import { phoneAddress } from './phoneAddress.ts';

const at = (address: string) => new URL(address);

test('a page at a network address keeps it', () => {
  const place = at('http://192.168.1.20:8080/scope/');
  expect(phoneAddress(place, 'ignored', undefined)).toBe('http://192.168.1.20:8080/scope/');
});

test.each([
  ['192.168.1.20', 'http://192.168.1.20:8080/'],
  [' plant-pc.local ', 'http://plant-pc.local:8080/'],
  ['fd00::7', 'http://[fd00::7]:8080/'],
  ['', undefined],
  ['a/b', undefined],
  ['user@host', undefined],
  ['host:99', undefined],
  ['a b', undefined],
])('a page at localhost gets the name %j', (name, wanted) => {
  expect(phoneAddress(at('http://localhost:8080/'), name, undefined)).toBe(wanted);
});
