import fc from 'fast-check';
import { expect, it } from 'vitest';
import { frames, packetsOf } from './frames.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const texts = (pieces: readonly Uint8Array[]): string[] =>
  pieces.map((piece) => Buffer.from(piece).toString('hex'));

it('a frame holds everything between CONNACK and SUBACK, and each of these alone', () => {
  const pieces = ['20020000', 'd000', '3003000178', '9003000100', '9003000200', 'd000'];
  expect(texts(frames(pieces.map(hex)))).toEqual([
    '20020000',
    'd0003003000178',
    '9003000100',
    '9003000200',
    'd000',
  ]);
  expect(texts(frames([hex('d000'), hex('d000')]))).toEqual(['d000d000']);
  expect(frames([])).toEqual([]);
});

it('packets are split by length, and invalid data is kept', () => {
  const large = Buffer.concat([hex('30 ac02 0001 78'), Buffer.alloc(297)]);
  expect(large).toHaveLength(303);
  const all = Buffer.concat([hex('d000 40020001'), large, hex('d000')]);
  expect(packetsOf(all).map(({ length }) => length)).toEqual([2, 4, 303, 2]);
  expect(texts(packetsOf(hex('d000 30ffffffffff00')))).toEqual(['d000', '30ffffffffff00']);
  expect(texts(packetsOf(hex('d000 30')))).toEqual(['d000', '30']);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(Buffer.concat(packetsOf(bytes))).toEqual(Buffer.from(bytes));
    }),
  );
});
