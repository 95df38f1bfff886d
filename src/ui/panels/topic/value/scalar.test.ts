import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../../../base/utf8.ts';
import { numberOf, scalarOf } from './scalar.ts';

const message = (text: string) => ({ payload: encodeUtf8(text) });

describe('a scalar payload', () => {
  test.each([
    ['419.2', { text: '419.2', unit: undefined }],
    [' online\n', { text: 'online', unit: undefined }],
    ['21.5 °C', { text: '21.5', unit: '°C' }],
    ['40%', { text: '40', unit: '%' }],
    ['"421.0"', { text: '"421.0"', unit: undefined }],
  ])('accepts %s', (text, scalar) => {
    expect(scalarOf(message(text))).toEqual(scalar);
  });

  test.each(['', ' ', '{"a":1}', '[1]', 'a\nb', 'x'.repeat(33), '1'.repeat(5000)])(
    'rejects %j',
    (text) => {
      expect(scalarOf(message(text))).toBeUndefined();
    },
  );

  test('rejects bytes', () => {
    expect(scalarOf({ payload: Uint8Array.of(0xff, 0xfe, 0) })).toBeUndefined();
  });

  test('has a finite number, or a text if quoted', () => {
    expect(
      ['1e3', '-.5', '7 m/s', '"7"', '1e999', 'run'].map((one) => numberOf(message(one))),
    ).toEqual([1000, -0.5, 7, undefined, undefined, undefined]);
  });
});
