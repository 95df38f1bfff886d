/** Checks that the display of a payload and the search for values agree, for any bytes and any chain. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { formatBase64 } from '../../base/base64.ts';
import { Decimal } from '../../base/decimal.ts';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { typedCbor, typedMessagePack } from '../formats/codecs.ts';
import { loadFormats } from '../formats/formats.ts';
import { payloadReader, payloadTree } from '../formats/reading.ts';
import { CONTAINER, isMissing } from '../tree/format.ts';
import type { ValuePath, ValueTree } from '../tree/valueTree.ts';
import { ChosenFormats } from './chosenFormats.ts';
import { layersOf, valuesIn } from './layers.ts';

beforeAll(loadFormats);

const CHAINS = `
json, cbor, messagepack, bson, csv, xml, urlencoded, text, protobuf, sparkplug, gzip, zlib, zstd, lz4
base64, hex, uint8, int16le[], time(ms), json.a, .a, cbor.a, json.a | base64, .a | base64 | gzip
gzip | json.a | text, json.a | hex | cbor.a, csv[0].a | text, json | cbor, text | json.a, protobuf(a.proto)
`
  .trim()
  .split(/[,\n]\s*/);
const FILES = [{ name: 'a.proto', text: 'message A { optional string a = 1; repeated A b = 2; }' }];

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(0, -1, 127, 2 ** 31, 0.5, true, null, '', 'x', 'YWJj', '00ff'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '1', '', '__proto__'), tie('value'), { maxKeys: 3 }),
  ),
}));
const json = value.map((one) => JSON.stringify(one));
const binary = fc.tuple(json, fc.constantFrom(typedCbor, typedMessagePack)).map(([text, codec]) => {
  const written = codec.parse(text);
  return written.ok ? written.bytes : new Uint8Array();
});
const texts = fc.constantFrom(
  'a,b\n1,2\n',
  'a=1&b=2',
  '<r><a>5</a><a/></r>',
  '---\na: 5\n',
  '55.49',
);
const whole = fc.oneof(
  fc.oneof(json, texts).map(encodeUtf8),
  binary,
  fc.uint8Array({ maxLength: 40 }),
);
const packed = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));
const inJson = (bytes: Uint8Array) => encodeUtf8(JSON.stringify({ a: formatBase64(bytes) }));
const cut = (bytes: Uint8Array) => bytes.subarray(0, -1);
const spoiled = (bytes: Uint8Array) =>
  bytes.map((byte, at) => (at === bytes.length >> 1 ? ~byte : byte));
const longer = (bytes: Uint8Array) => Uint8Array.of(...bytes, 0);
const changes = fc.array(fc.constantFrom(packed, inJson, cut, spoiled, longer), { maxLength: 3 });
const payload = fc
  .tuple(whole, changes)
  .map(([bytes, all]) => all.reduce((made, change) => change(made), bytes));

const plain = (one: unknown) =>
  one instanceof Decimal ? String(one) : one instanceof Uint8Array ? [...one] : one;

/** The value that filters should find at the path of a row. */
function valueOf(tree: ValueTree, row: number): unknown {
  const kind = tree.tape.kind(row);
  if (kind !== 'object' && kind !== 'array') return plain(tree.value(row));
  const stoodFor = tree.stoodFor?.(row);
  return stoodFor === undefined ? CONTAINER : plain(stoodFor);
}

type Asked = readonly [path: ValuePath, value: unknown];

const rowsOf = (tree: ValueTree): readonly Asked[] =>
  Array.from({ length: Math.min(tree.tape.size, 20) }, (_, row) => [
    tree.path(row),
    valueOf(tree, row),
  ]);

const NO_VALUES: readonly Asked[] = [
  [[], undefined],
  [['a'], undefined],
  [[0], undefined],
];

test('layers, trees and filters have the same values, or none', async () => {
  const read = CHAINS.map(async (chain) => {
    const chosen = new ChosenFormats({ chains: [{ filter: '#', chain }], files: FILES });
    await chosen.load();
    return { chain, chosen: chosen.of('a') };
  });
  const ways = [{ chain: undefined, chosen: undefined }, ...(await Promise.all(read))];
  let found = 0;
  fc.assert(
    fc.property(payload, fc.constantFrom(...ways), (bytes, { chosen }) => {
      const layers = layersOf(bytes, { chosen });
      const tree = payloadTree(bytes, { chosen });
      if (isMissing(layers) || isMissing(tree)) throw new Error('it is not loaded');
      const values = valuesIn(layers);
      expect(tree?.tree?.source(0)).toBe(values?.source(0));
      if (values !== undefined) found += 1;
      // Without a rule, values may also be found inside a payload that is displayed as another format.
      const none = chosen === undefined ? [] : NO_VALUES;
      const wanted = values === undefined ? none : rowsOf(values);
      expect(wanted.map(([path]) => [path, plain(payloadReader(path)(bytes, chosen))])).toEqual(
        wanted,
      );
    }),
    { numRuns: tries(5000) },
  );
  expect(found).toBeGreaterThan(0);
});
