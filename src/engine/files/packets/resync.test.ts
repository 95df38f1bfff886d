import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { fitAsPackets } from './resync.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
/** PUBLISH of 5,000 bytes whose topic name has 100 bytes. */
const begun = (topic: Uint8Array): Uint8Array => Uint8Array.of(0x30, 0x88, 0x27, 0, 100, ...topic);

test.each([
  ['part of a topic name', encodeUtf8('plant/heat')],
  ['part of its last character', encodeUtf8('plant/温').subarray(0, -1)],
] as const)('a PUBLISH may start with %s', (_, topic) => {
  expect(fitAsPackets(begun(topic), 4)).toBe('begun');
});

test.each([
  ['no UTF-8', hex('706c616e74ff2f61')],
  ['an overlong character', hex('706cc0af2f61')],
  ['a null character', hex('706c002f61')],
] as const)('no PUBLISH starts with %s in its topic name', (_, topic) => {
  expect(fitAsPackets(begun(topic), 4)).toBe('none');
});

test('random bytes of a payload are not the start of a large PUBLISH', () => {
  expect(fitAsPackets(hex('3db4cef96f9766969d81da02'), undefined)).toBe('none');
});
