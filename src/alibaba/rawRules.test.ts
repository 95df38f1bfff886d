import { expect, test } from 'vitest';
import { rawBytes, rawReply } from './rawRules.ts';

test('hexadecimal digits may contain blanks and 0x, in both cases', () => {
  expect(rawBytes('0x0A 0b\n0C')).toEqual(Uint8Array.of(10, 11, 12));
  expect(rawBytes('')).toEqual(new Uint8Array());
  for (const wrong of ['0', 'xy', '00 0', '00'.repeat(2049)])
    expect(rawBytes(wrong)).toBe(undefined);
});

test('the first matching rule replies', () => {
  const rules = [
    { prefix: '00 01', reply: 'AA' },
    { prefix: '00', reply: 'bb bb' },
  ];
  expect(rawReply(rules, Uint8Array.of(0, 1, 2))).toEqual(Uint8Array.of(0xaa));
  expect(rawReply(rules, Uint8Array.of(0))).toEqual(Uint8Array.of(0xbb, 0xbb));
  expect(rawReply(rules, Uint8Array.of(1))).toBe(undefined);
  expect(rawReply([{ prefix: '', reply: 'cc' }], new Uint8Array())).toEqual(Uint8Array.of(0xcc));
});
