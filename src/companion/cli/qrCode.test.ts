import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { qrCode } from './qrCode.ts';

it('draws light modules in white on black, with a margin', () => {
  const lines = qrCode('http://192.168.1.5:8080/#token=abc-DEF').trimEnd().split('\n');
  const plain = lines.map((line) => stripVTControlCharacters(line));
  expect(lines.every((line) => line.startsWith('\u001B[97;40m'))).toBe(true);
  expect(plain[0]).toMatch(/^█+$/);
  expect(new Set(plain.map(({ length }) => length)).size).toBe(1);
});
