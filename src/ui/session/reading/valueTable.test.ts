import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { valueTable } from './valueTable.ts';

const table = (...payloads: readonly string[]) => {
  const told = valueTable(payloads.map((text) => ({ payload: encodeUtf8(text) })));
  return 'rows' in told ? { ...told, paths: told.paths.map((path) => path.join('.')) } : told;
};

test('each key has a column, even if only some messages have it', () => {
  expect(table('{"a":1,"b":{"c":"x"}}', '{"a":2,"d":null}', 'no keys')).toEqual({
    paths: ['a', 'b.c', 'd'],
    rows: [
      ['1', 'x', ''],
      ['2', '', 'null'],
      ['', '', ''],
    ],
  });
});

test('values without keys have one column', () => {
  expect(table('21.50', 'on')).toEqual({ paths: [], rows: [['21.50'], ['on']] });
});
