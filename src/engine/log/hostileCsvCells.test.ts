import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { csvRows } from '../../base/csvRows.testkit.ts';
import { tries } from '../../base/runs.testkit.ts';
import { csvCell } from './columns/csvCell.ts';

const only = (cell: string): string => csvRows(cell)[0]?.[0] ?? '';

/** Matches text with a formula at its start or after a separator that a spreadsheet may split at. */
const BEGINS = /(?:^|[;|\t\r\n])[\s"\u00a0\ufeff]*[=+\-@＝＋－＠]/;

describe('a cell of CSV', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['a;=cmd|x', "a;'=cmd|x"],
    ['a\t@SUM(1)', "a\t'@SUM(1)"],
    ['a\n=1', '"a\n\'=1"'],
    ['a\r\n +1', '"a\r\n \'+1"'],
    ['a;"=1"', '"a;""\'=1"""'],
    ['a|-1', "a|'-1"],
    ['＝1', "'＝1"],
    ['\tx', "'\tx"],
    ["'=1", "''=1"],
  ])('guards %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  it.each(['-3.2', '+1', '1e-5', 'a-b', 'a=b', '{"a":-1}', 'plant/+/x', '50 % - 3'])(
    'leaves %j unchanged',
    (text) => {
      expect(only(csvCell(text))).toBe(text);
    },
  );

  test('contains no formula after any separator, and only gets apostrophes', () => {
    const character = fc.constantFrom(...'=+-@＝;|\t\r\n"\', a1\u00a0'.split(''));
    const text = fc.array(character, { maxLength: 12 }).map((list) => list.join(''));
    fc.assert(
      fc.property(text, (written) => {
        const cell = csvCell(written);
        expect(only(cell).replaceAll("'", '')).toBe(written.replaceAll("'", ''));
        const isNumber = /^[+-]?\d+$/.test(written);
        expect(!isNumber && BEGINS.test(cell.replace(/^"/, ''))).toBe(false);
      }),
      { numRuns: tries(6000) },
    );
  });

  it('is written in linear time', () => {
    const long = `${'\t'.repeat(1_000_000)}x=`;
    expect(only(csvCell(long))).toBe(`'${long}`);
  });
});
