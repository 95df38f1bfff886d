import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cpuTime } from './cpuTime.testkit.ts';
import { csvRows } from './csvRows.testkit.ts';

test.each([
  ['', []],
  ['a', [['a']]],
  [
    'a,b\r\nc,d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'a,\n,b',
    [
      ['a', ''],
      ['', 'b'],
    ],
  ],
  ['a,', [['a', '']]],
  ['\n\nx', [[''], [''], ['x']]],
  ['"a,""b""\nc",d', [['a,"b"\nc', 'd']]],
  ['""', [['']]],
  ['"open,\n', [['open,\n']]],
  ['"a"b,c', [['ab', 'c']]],
])('%j', (text, rows) => {
  expect(csvRows(text)).toEqual(rows);
});

test('reads back any written cells', () => {
  const rows = fc.array(fc.array(fc.string(), { minLength: 1 }), { minLength: 1 });
  fc.assert(
    fc.property(rows, (written) => {
      const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
      const text = written.map((row) => row.map(quote).join(',')).join('\n');
      expect(csvRows(text)).toEqual(written);
    }),
  );
});

test('reads large cells in linear time', () => {
  const text = `"${'""'.repeat(2_000_000)}",${'x'.repeat(4_000_000)}`;
  const began = cpuTime();
  expect(csvRows(text)[0]?.map(({ length }) => length)).toEqual([2_000_000, 4_000_000]);
  expect(cpuTime() - began).toBeLessThan(3000);
});
