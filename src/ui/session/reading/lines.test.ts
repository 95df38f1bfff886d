import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { prettyJson } from '../../../payload/json/jsonText.ts';
import { jsonTree } from '../../../payload/json/jsonTree.ts';
import { diffLines } from '../../../payload/tree/diff/linesDiff.ts';
import { leafPaths } from './leafPaths.ts';
import { differingLine, lineDifferences } from './lineDifferences.ts';
import { laidOutLines, lineText, textLines } from './lines.ts';
import { plottablePaths } from './plottablePaths.ts';

/** Small alphabet, so that lines recur. */
const text = fc.string({ unit: fc.constantFrom('a', 'é', '𝄞', '\n'), maxLength: 40 });

test('lines match the text’s line breaks', () => {
  fc.assert(
    fc.property(text, (whole) => {
      const lines = textLines(encodeUtf8(whole));
      expect(Array.from(lines.starts, (_, at) => lineText(lines, at))).toEqual(whole.split('\n'));
    }),
  );
});

test('formatted values have their lines, with the offset of their first bytes', () => {
  const payload = encodeUtf8('{"é":[1,"two"],"b":{}}');
  const laidOut = prettyJson(payload);
  if (laidOut === undefined) throw new Error('it is JSON');
  const lines = laidOutLines(laidOut);
  expect(Array.from(lines.starts, (_, at) => lineText(lines, at))).toEqual(
    laidOut.text.split('\n'),
  );
  expect(Array.from(lines.offsets)).toEqual(laidOut.lineOffsets);
});

test('different lines are reported incrementally', () => {
  fc.assert(
    fc.property(text, text, (old, now) => {
      const told = lineDifferences(encodeUtf8(old), encodeUtf8(now));
      const found = diffLines(old === '' ? [] : old.split('\n'), now === '' ? [] : now.split('\n'));
      expect(found.map((_, at) => differingLine(told, at))).toEqual(found);
      expect(told.inCurrent).toHaveLength(found.length);
    }),
  );
});

test('a very deeply nested value is not offered: its path would be as long', () => {
  const nested = (levels: number) => encodeUtf8(`${'['.repeat(levels)}1${']'.repeat(levels)}`);
  expect(plottablePaths(nested(64), {})).toMatchObject({ paths: [{}], cutAt: undefined });
  expect(plottablePaths(nested(65), {})).toMatchObject({ paths: [] });
  const many = encodeUtf8(JSON.stringify(Array.from({ length: 5000 }, () => 1)));
  expect(plottablePaths(many, {})).toMatchObject({ cutAt: 2000 });
  expect(leafPaths({ payload: nested(64) })).toHaveLength(1);
  expect(leafPaths({ payload: nested(65) })).toEqual([]);
  // Deeply nested values can still be read.
  expect(jsonTree(nested(100_000)).ok).toBe(true);
});
