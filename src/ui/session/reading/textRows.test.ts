import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { isFirstOfLine, isLastOfLine, rowRange, textBetween, textRows } from './textRows.ts';

function rowsOf(text: string, columns: number): readonly string[] {
  const rows = textRows(encodeUtf8(text), columns);
  return Array.from(rows.starts, (_, row) => textBetween(rows, ...rowRange(rows, row)));
}

test.each([
  ['short', ['short']],
  ['', ['']],
  ['a log line of many words', ['a log ', 'line of ', 'many ', 'words']],
  ['withoutanyblank', ['withouta', 'nyblank']],
  ['one\n\ntwo', ['one', '', 'two']],
  ['汉字占两格宽', ['汉字占两', '格宽']],
  ['12345678 9', ['12345678 ', '9']],
])('%j is broken into rows of eight cells', (text, rows) => {
  expect(rowsOf(text, 8)).toEqual(rows);
});

test('rows contain the whole text in order, and none is too long', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', '中', '😀') });
  fc.assert(
    fc.property(texts, fc.integer({ min: 2, max: 12 }), (text, columns) => {
      const rows = textRows(encodeUtf8(text), columns);
      const said = Array.from(rows.starts, (_, row) => {
        const part = textBetween(rows, ...rowRange(rows, row));
        const cells = Array.from(part.trimEnd(), (one) => (/[中😀]/u.test(one) ? 2 : 1));
        expect(cells.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(columns);
        return `${part}${isLastOfLine(rows, row) ? '\n' : ''}`;
      });
      expect(said.join('').slice(0, -1)).toBe(text);
      const firsts = Array.from(rows.starts).filter((_, row) => isFirstOfLine(rows, row));
      expect(firsts).toHaveLength(text.split('\n').length);
    }),
    { numRuns: 400, seed: 73 },
  );
});
