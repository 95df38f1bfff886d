import { expect, test } from 'vitest';
import { compileFilter } from '../compile.ts';
import { parseFilter } from './parse.ts';

const word = (text: string) => ({ kind: 'word', text });

test.each(['temp":"', '"temp":21', '"temp":"21"', "don't", 'a"b', 'a"b":"c'])(
  'searches for a pasted piece of JSON literally: %s',
  (text) => {
    const { expression, error } = parseFilter(text);
    expect(error).toBeUndefined();
    expect(expression).toMatchObject(word(text));
  },
);

test('a pasted piece ends at a space or parenthesis', () => {
  const operands = [word('a":"b'), word('c')];
  expect(parseFilter('a":"b c').expression).toMatchObject({ kind: 'and', operands });
  expect(parseFilter('(a":"b) and c').expression).toMatchObject({ kind: 'and', operands });
});

test('quotes after fields, operators and in values are quotes', () => {
  for (const text of ['topic~"a/#"', 'payload.a =="b"', 'not"a"', 'topic contains"a"'])
    expect(compileFilter(text).ok).toBe(true);
  expect(parseFilter('"a b"').expression).toMatchObject(word('a b'));
});
