/** Tests that the path of each value leads back to it and to no other, even with repeated names. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { encodeCbor } from '../formats/cbor/cborWriter.ts';
import { cbor } from '../formats/cbor.ts';
import { loadFormat, readingOf } from '../formats/formats.ts';
import { json } from '../formats/json.ts';
import { guessed } from '../formats/protobuf/protobufGuess.ts';
import { bytesOf } from '../formats/tree.testkit.ts';
import { xmlReading } from '../formats/xml/xmlReading.ts';
import type { FormatReading } from './format.ts';
import { isMissing } from './format.ts';
import { rowAt } from './valueAt.ts';
import { pathText, type ValueTree } from './valueTree.ts';

await loadFormat(cbor);

function treeOf(reading: FormatReading, bytes: Uint8Array): ValueTree {
  const tree = reading.decode?.(bytes).tree;
  if (tree === undefined) throw new Error('nothing was read');
  return tree;
}

function known(format: typeof json): FormatReading {
  const reading = readingOf(format);
  if (isMissing(reading)) throw new Error('not loaded');
  return reading;
}

function expectOwnPaths(tree: ValueTree): readonly string[] {
  const paths = Array.from({ length: tree.tape.size }, (_, row) => tree.path(row));
  expect(paths.map((path) => rowAt(tree, path))).toEqual(paths.map((_, row) => row));
  const texts = paths.map(pathText);
  expect(new Set(texts).size).toBe(texts.length);
  return texts;
}

test('XML elements with the same name are counted from 0', () => {
  const text = '<r><b>1</b><c/><b><d/></b><b x="1">t</b></r>';
  expect(expectOwnPaths(treeOf(xmlReading, encodeUtf8(text)))).toEqual([
    'payload',
    'payload.r',
    'payload.r.b[0]',
    'payload.r.c',
    'payload.r.b[1]',
    'payload.r.b[1].d',
    'payload.r.b[2]',
    'payload.r.b[2]["@x"]',
    'payload.r.b[2]["#text"]',
  ]);
});

test('Protobuf fields without a schema are counted as well', () => {
  const tree = treeOf(guessed, bytesOf('08 07 08 08 12 03 0a 01 61 12 03 0a 01 62 18 09'));
  expect(expectOwnPaths(tree)).toEqual([
    'payload',
    'payload[1][0]',
    'payload[1][1]',
    'payload[2][0]',
    'payload[2][0][1]',
    'payload[2][1]',
    'payload[2][1][1]',
    'payload[3]',
  ]);
});

test('CBOR keys of different types are distinct', () => {
  // {1: 0, "1": 1, [1]: 2, "[1]": 3, true: 4}
  const tree = treeOf(known(cbor), bytesOf('a5 01 00 61 31 01 81 01 02 63 5b 31 5d 03 f5 04'));
  expect(expectOwnPaths(tree)).toEqual([
    'payload',
    'payload[1]',
    'payload["1"]',
    'payload["[1]"][0]',
    'payload["[1]"][1]',
    'payload.true',
  ]);
});

const someJson = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('1', '"t"', 'null'),
    fc.array(tie('value'), { maxLength: 3 }).map((all) => `[${all.join(',')}]`),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', '1', ''), tie('value')), { maxLength: 4 })
      .map((all) => `{${all.map(([key, value]) => `"${key}":${value}`).join(',')}}`),
  ),
})).value;

test('the path of each JSON value leads back to it', () => {
  fc.assert(
    fc.property(someJson, (text) => {
      expect(expectOwnPaths(treeOf(known(json), encodeUtf8(text)))[0]).toBe('payload');
    }),
    { numRuns: tries(300) },
  );
});

test('paths of a large object take linear time', () => {
  const members = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`k${at}`, at]));
  const bytes = encodeCbor(members);
  const tree = treeOf(known(cbor), bytes);
  const paths = () => {
    for (let row = 0; row < tree.tape.size; row += 1) tree.path(row);
  };
  expect(leastCpuTime(paths, 2, 1000)).toBeLessThan(1000);
});
