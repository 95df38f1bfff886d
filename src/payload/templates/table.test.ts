import { expect, test } from 'vitest';
import { Filler, fillingBudget, type Moment } from './filler.ts';
import { parseTemplate } from './parseTemplate.ts';
import { Table } from './table.ts';

function table(text: string): Table {
  const read = Table.read(text);
  if (read === undefined) throw new Error('too many cells');
  return read;
}

const TABLE = table('\uFEFFname,"t, °C",on\r\npress,21.50,true\r\n"say ""hi""",-3,\r\n');

const MOMENT: Omit<Moment, 'n'> = {
  get budget() {
    return fillingBudget();
  },
  now: 0,
  random: () => 0,
  last: () => 'no-value',
  csv: (file, column, n) => (file === 'a b.csv' ? TABLE.value(column, n) : 'no-file'),
};

function filled(text: string, isJson: boolean, n: number): string {
  const parsed = parseTemplate(text, isJson);
  if (!parsed.ok) throw new Error(parsed.error.why.key);
  const result = new Filler(parsed.template).fill({ ...MOMENT, n });
  return result.ok ? result.text : result.error.why.key;
}

test('each message gets the next row, and the first one after the last', () => {
  const rows = [1, 2, 3].map((n) => filled('{{csv "a b.csv" name}} {{csv "a b.csv" 2}}', false, n));
  expect(rows).toEqual(['press 21.50', 'say "hi" -3', 'press 21.50']);
});

test('in JSON, numbers and booleans stay unquoted, and texts are quoted', () => {
  const template =
    '{"t":{{csv "a b.csv" "t, °C"}},"n":{{csv "a b.csv" name}},"on":{{csv "a b.csv" on}},"s":"{{csv "a b.csv" name}}"}';
  expect(filled(template, true, 1)).toBe('{"t":21.50,"n":"press","on":true,"s":"press"}');
  expect(filled(template, true, 2)).toBe('{"t":-3,"n":"say \\"hi\\"","on":"","s":"say \\"hi\\""}');
});

test('reports a missing file or column', () => {
  expect(filled('{{csv none name}}', false, 1)).toBe('no-file');
  expect(filled('{{csv "a b.csv" none}}', false, 1)).toBe('no-column');
  expect(filled('{{csv "a b.csv" 4}}', false, 1)).toBe('no-column');
  expect(table('only,head').value('head', 1)).toBe('no-column');
  expect(table('').columns).toEqual([]);
});
