import { expect, test } from 'vitest';
import { parseFilter } from '../../../../engine/filter/syntax/parse.ts';
import { foundIn, wordsOf } from './foundWords.ts';

test.each([
  ['25.7', ['25.7']],
  ['type == publish and "a b" and payload contains "x"', ['a b', 'x']],
  ['not 25.7 and topic == "a"', []],
])('the words of %s', (filter, words) => {
  expect(wordsOf(parseFilter(filter).expression)).toEqual(words);
});

test('finds words in cells, ignoring case, and takes them literally', () => {
  const root = document.createElement('div');
  const cell = document.createElement('span');
  cell.role = 'gridcell';
  cell.append('Temp 25.7 ', document.createElement('b'), '2507, temp 25.7');
  root.append('25.7', cell);
  const texts = (words: readonly string[]) => foundIn(root, words).map(String);
  expect(texts(['25.7'])).toEqual(['25.7', '25.7']);
  expect(texts(['temp', ''])).toEqual(['Temp', 'temp']);
  expect(texts([''])).toEqual([]);
});
