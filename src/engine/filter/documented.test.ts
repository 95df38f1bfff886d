import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileFilter } from './compile.ts';
import { findField } from './syntax/fields.ts';

const page = readFileSync(new URL('../../../docs/display-filter.md', import.meta.url), 'utf8');
const [, examples = ''] = page.split('```');

test.each(examples.trim().split('\n'))('the documented filter %s is valid', (text) => {
  expect(compileFilter(text)).toMatchObject({ ok: true });
});

test('the documented fields exist', () => {
  const rows = [...page.matchAll(/^\| (`[^|]*) \|/gm)].map(([, cell = '']) => cell);
  const names = rows
    .flatMap((cell) => [...cell.matchAll(/`([a-z][\w.]*\w)[["`]/g)])
    .map((one) => one[1] ?? '');
  expect(names.length).toBeGreaterThan(20);
  const operators = ['contains', 'matches'];
  const unknown = names.filter(
    (name) => findField(name) === undefined && !operators.includes(name),
  );
  expect(unknown).toEqual([]);
});
