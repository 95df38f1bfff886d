import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterLines } from './pastedFilters.ts';

const CASE = new URL('../../../../e2e/cases/p5-10-filters.txt', import.meta.url);

test('each line is a filter, whatever ends it, and blank lines are none', () => {
  expect(filterLines(readFileSync(CASE, 'utf8'))).toEqual(['a/+/temp', 'b/#', 'c/d/e']);
  expect(filterLines('\r\na\r\n \n\t\nb\rc\n\n')).toEqual(['a', 'b', 'c']);
  expect(filterLines(' \n')).toEqual([]);
});

test('commas and blanks are part of a filter, and equal filters are one', () => {
  expect(filterLines(' a, b\na,b;c \n a, b')).toEqual([' a, b', 'a,b;c ']);
});

test('no filter is lost or divided', () => {
  const filters = fc.array(fc.stringMatching(/^[a-z+#/ ,;\t"']{0,6}[a-z/]$/), { minLength: 1 });
  const ends = fc.constantFrom('\n', '\r\n', '\n\n', '\r\n \r\n');
  fc.assert(
    fc.property(filters, ends, (lines, end) => {
      expect(filterLines(lines.join(end))).toEqual([...new Set(lines)]);
    }),
    { numRuns: 200, seed: 75 },
  );
});
