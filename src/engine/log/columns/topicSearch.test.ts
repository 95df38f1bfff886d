import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { encodeCbor } from '../../../payload/formats/cbor/cborWriter.ts';
import { topicSearch } from './topicSearch.ts';

const finds = (text: string, name: string, value: string | readonly number[] = ''): boolean =>
  topicSearch(text)?.(name, () =>
    typeof value === 'string' ? encodeUtf8(value) : new Uint8Array(value),
  ) ?? false;

test('searches text in topics and in text values, ignoring case', () => {
  expect(finds('TEMP', 'room/Temperature')).toBe(true);
  expect(finds('on', 'x', '{"state":"ON"}')).toBe(true);
  expect(finds('ß', 'x', 'Straße')).toBe(true);
  expect(finds('on', 'x', '{"state":"off"}')).toBe(false);
  expect(finds('ab', 'x', 'aab')).toBe(true);
  expect(finds('longer than the value', 'x', 'value')).toBe(false);
});

test('finds each of several words in the topic or in the value', () => {
  expect(finds('press-07 temp', 'site/press-07/telemetry', '{"temp":53}')).toBe(true);
  expect(finds('temp press-07', 'site/press-07/temperature')).toBe(true);
  expect(finds('run temp', 'x', '{"temp":53,"state":"RUN"}')).toBe(true);
  expect(finds('press-07 temp', 'site/press-06/telemetry', '{"temp":53}')).toBe(false);
  expect(finds(' temp ', 'x/temp')).toBe(true);
});

test('does not search binary values', () => {
  expect(finds('on', 'x', [0x6f, 0x6e])).toBe(true);
  expect(finds('on', 'x', [0x6f, 0x6e, 0xff])).toBe(false);
  const cbor = encodeCbor({ state: 'ON', raw: Uint8Array.of(0xff) });
  expect(finds('on', 'x', [...cbor])).toBe(true);
  expect(finds('on', 'x', [...cbor.subarray(0, -1)])).toBe(false);
});

test('treats a text with a wildcard as a topic filter if it is valid', () => {
  expect(finds('a/+/c', 'a/b/c')).toBe(true);
  expect(finds('a/+/c', 'a/b/d', 'a/+/c')).toBe(false);
  expect(finds('c++', 'x', 'written in C++')).toBe(true);
  expect(finds('a#', 'a#b')).toBe(true);
  expect(topicSearch('')).toBeUndefined();
});
