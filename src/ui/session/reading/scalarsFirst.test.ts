import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { prettyJson } from '../../../payload/json/jsonText.ts';
import { scalarsFirst } from './scalarsFirst.ts';

function laidOut(text: string) {
  const pretty = prettyJson(encodeUtf8(text));
  if (pretty === undefined) throw new Error('it is JSON');
  return { pretty, sorted: scalarsFirst(pretty) };
}

test('scalar keys come before objects and arrays; elements keep their order', () => {
  const { sorted } = laidOut(
    '{"a":{"b":[1],"c":2},"d":"{","list":[{"x":[{"y":1}],"z":"[,"},3],"e":4}',
  );
  expect(sorted.text.split('\n').map((line) => line.trim())).toEqual([
    '{',
    '"d": "{",',
    '"e": 4,',
    '"a": {',
    '"c": 2,',
    '"b": [',
    '1',
    ']',
    '},',
    '"list": [',
    '{',
    '"z": "[,",',
    '"x": [',
    '{',
    '"y": 1',
    '}',
    ']',
    '},',
    '3',
    ']',
    '}',
  ]);
});

test('a layout in the right order is unchanged', () => {
  for (const text of ['{"a":1,"c":{},"b":[{}]}', '[{"a":{}},1]', '7', '{}']) {
    const { pretty, sorted } = laidOut(text);
    expect(sorted.text).toBe(pretty.text);
  }
});

/** Keys that are not numbers, which JavaScript would move. */
const key = fc.string({ unit: fc.constantFrom('x', '{', '[', ',', '"', '\\', 'é'), maxLength: 4 });
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.integer(),
    key,
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      key.map((name) => `k${name}`),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
}));

test('the value is unchanged, and each line has the offset of its first byte', () => {
  fc.assert(
    fc.property(value, (any) => {
      const payload = encodeUtf8(JSON.stringify(any));
      const { sorted } = laidOut(JSON.stringify(any));
      expect(JSON.parse(sorted.text)).toEqual(any);
      const lines = sorted.text.split('\n');
      expect(sorted.lineOffsets).toHaveLength(lines.length);
      for (const [at, line] of lines.entries()) {
        const [first = 0] = encodeUtf8(line.trim());
        const offset = sorted.lineOffsets[at] ?? 0;
        // A closing line has the byte at or before its bracket.
        expect([payload[offset], payload[offset - 1]]).toContain(first);
      }
    }),
  );
});

test('orders any depth of nesting', () => {
  const depth = 5000;
  const text = `${'{"o":'.repeat(depth)}{"a":[0],"b":1}${'}'.repeat(depth)}`;
  expect(laidOut(text).sorted.text.replace(/\s/g, '')).toBe(
    text.replace('"a":[0],"b":1', '"b":1,"a":[0]'),
  );
});
