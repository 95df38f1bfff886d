import { expect, test } from 'vitest';
import { preview } from './packetWords.ts';

test('the size of a value that is no text', () => {
  expect(['<206 B binary>', '<empty>', 'none', '<b>'].map(preview)).toEqual([
    '<206 B 二进制>',
    '<空>',
    'none',
    '<b>',
  ]);
});
