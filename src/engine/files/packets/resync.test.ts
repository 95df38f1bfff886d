import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { fitAsPackets, withLetters } from './resync.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
/** PUBLISH of 5,000 bytes whose topic name has 100 bytes. */
const begun = (topic: Uint8Array): Uint8Array => Uint8Array.of(0x30, 0x88, 0x27, 0, 100, ...topic);

test.each([
  ['part of a topic name', encodeUtf8('plant/heat')],
  ['part of its last character', encodeUtf8('plant/温').subarray(0, -1)],
  ['a topic name in Latin-1', hex('706c616e742f4bfc636865')],
  ['a topic name in GBK', hex('c9e8b1b82fcec2b6c8')],
] as const)('a PUBLISH may start with %s', (_, topic) => {
  expect(fitAsPackets(begun(topic), 4)).toBe('begun');
});

test.each([
  ['neither UTF-8 nor other text', hex('706c616e74ff2f01')],
  ['a null character', hex('706c002f61')],
] as const)('no PUBLISH starts with %s in its topic name', (_, topic) => {
  expect(fitAsPackets(begun(topic), 4)).toBe('none');
});

test('random bytes of a payload are not the start of a large PUBLISH', () => {
  expect(fitAsPackets(hex('3db4cef96f9766969d81da02'), undefined)).toBe('none');
});

test('topics that are not UTF-8 do not keep packets from being packets', () => {
  const publish = hex('300e0008c9e8b1b82fcec2b6' + '32312e35');
  const subscribe = hex('820d00010008c9e8b1b82fcec2b600');
  for (const packet of [publish, subscribe]) {
    expect(fitAsPackets(packet, 4)).toBe('whole');
    expect(withLetters(packet)).toHaveLength(packet.length);
  }
  expect(Buffer.from(withLetters(publish)).toString('latin1')).toBe('0\x0e\0\baaaa/aaa21.5');
  // A control character in the topic; a filter with a null character.
  expect(fitAsPackets(hex('300e0008c9e8b1b82fcec20132312e35'), 4)).toBe('none');
  expect(fitAsPackets(hex('820d00010008c9e8b1b82fcec20000'), 4)).toBe('none');
});
