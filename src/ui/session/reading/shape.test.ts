import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { encodeCbor } from '../../../payload/formats/cbor/cborWriter.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { shapeOf } from './shape.ts';

function lines(...payloads: readonly Uint8Array[]): readonly string[] {
  const shape = shapeOf(payloads.map((payload) => ({ payload })));
  if (isMissing(shape)) throw new Error('expected nothing to be missing');
  return shape.map(({ path, texts, kinds }) => `${path}: ${(texts ?? kinds).join(' | ')}`);
}
const shape = (...values: readonly unknown[]) =>
  lines(...values.map((value) => encodeUtf8(JSON.stringify(value))));

test('each path has its types, in order of appearance', () => {
  expect(shape({ id: 'a1', n: 1, oil: { level: 2.5, list: [1] } }, { id: 'a2', n: null })).toEqual([
    'id: string',
    'n: null | integer',
    'oil: object',
    'oil.level: number',
    'oil.list: array',
  ]);
});

test('a few recurring texts are listed', () => {
  const states = ['run', 'idle', 'run', 'idle'].map((state) => ({ state }));
  expect(shape(...states)).toEqual(['state: idle | run']);
  const many = ['a', 'b', 'c', 'd', 'e'].flatMap((state) => [{ state }, { state }]);
  expect(shape(...many)).toEqual(['state: string']);
  expect(shape({ state: 'x'.repeat(30) }, { state: 'x'.repeat(30) })).toEqual(['state: string']);
});

test('exists for any format with values', () => {
  expect(lines(new Uint8Array(encodeCbor({ temp: 71.3, id: 1 })))).toEqual([
    'temp: number',
    'id: integer',
  ]);
});

test('is absent without keys, and never longer than is readable', () => {
  expect(shape(42, [1], 'text')).toEqual([]);
  expect(lines(Uint8Array.of(0xff), encodeUtf8('{"a":'))).toEqual([]);
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, n]));
  expect(shape(many)).toHaveLength(40);
  expect(shape({ a: { b: { c: { d: { e: 1 } } } } })).toHaveLength(4);
});
