import { expect, test } from 'vitest';
import { fieldValue, preview } from './packetWords.ts';

test('what a value means is told; a user property is what somebody chose', () => {
  expect(
    ['none', '3 properties', 'off', '60 s', '1 (yes)', '9 (not defined)'].map(fieldValue),
  ).toEqual(['无', '3 个属性', '关闭', '60 s', '1（是）', '9（未定义）']);
  expect(fieldValue('open = 1 (yes)')).toBe('open = 1 (yes)');
});

test('the size of a value that is no text', () => {
  expect(['<206 B binary>', '<empty>', 'none', '<b>'].map(preview)).toEqual([
    '<206 B 二进制>',
    '<空>',
    'none',
    '<b>',
  ]);
});
