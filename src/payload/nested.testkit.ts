/** Payloads with values or layers nested far deeper than any real one; one entry for each format and step. */
import { deflateSync, gzipSync } from 'node:zlib';
import { tries } from '../base/runs.testkit.ts';
import { encodeUtf8 } from '../base/utf8.ts';
import { xxh32 } from './formats/compressed/xxh32.ts';
import { NAMED_FILES } from './formats/namedFiles.ts';

/** Levels of values. Even the smaller number of a quick run exceeds the stack. */
const LEVELS = tries(100_000, 16_000);
/** Number of wrapping layers; each copies everything within it. */
const LAYERS = 100;

const text = (open: string, inner: string, close: string, levels = LEVELS): Uint8Array =>
  encodeUtf8(open.repeat(levels) + inner + close.repeat(levels));

const bytes = (repeated: readonly number[], inner: readonly number[] = []): Uint8Array => {
  const all = new Uint8Array(repeated.length * LEVELS + inner.length);
  for (let level = 0; level < LEVELS; level += 1) all.set(repeated, level * repeated.length);
  all.set(inner, repeated.length * LEVELS);
  return all;
};

/** Builds nested heads that contain the size of their content, outermost first, and a last byte for each. */
function sized(head: (size: number) => readonly number[], inner: readonly number[], tail = 0) {
  const heads: (readonly number[])[] = [];
  let size = inner.length;
  for (let level = 0; level < LEVELS; level += 1) {
    const one = head(size);
    heads.push(one);
    size += one.length + tail;
  }
  return Uint8Array.from([...heads.reverse().flat(), ...inner, ...new Uint8Array(LEVELS * tail)]);
}

function varint(value: number): readonly number[] {
  const digits: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) digits.push((rest % 128) | 0x80);
  return [...digits, rest];
}

const le32 = (value: number): readonly number[] =>
  [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);

/** An element `a` of a document, or of the list in it. */
const document = (type: number) => (size: number) => [...le32(size + 8), type, 0x61, 0];

const wrapped = (wrap: (inner: Uint8Array) => Uint8Array, layers = LAYERS): Uint8Array => {
  let all = encodeUtf8('{"a": 1}');
  for (let layer = 0; layer < layers; layer += 1) all = wrap(all);
  return all;
};

/** Uncompressed blocks, because the compression does not matter. */
const zstdOf = (inner: Uint8Array): Uint8Array =>
  Uint8Array.of(
    0x28,
    0xb5,
    0x2f,
    0xfd,
    0xa0,
    ...le32(inner.length),
    ...le32((inner.length << 3) | 1).slice(0, 3),
    ...inner,
  );
function lz4Of(inner: Uint8Array): Uint8Array {
  const descriptor = Uint8Array.of(0x60, 0x70);
  const check = (xxh32(descriptor) >>> 8) & 0xff;
  const size = le32((inner.length | 0x8000_0000) >>> 0);
  return Uint8Array.of(0x04, 0x22, 0x4d, 0x18, ...descriptor, check, ...size, ...inner, ...le32(0));
}

/** A template in the metric of a template, and so on. */
const sparkplugOf = sized((size) => {
  const metrics = [0x12, ...varint(size)];
  const template = [0x4a, ...varint(size + metrics.length)];
  return [...template, ...metrics];
}, []);

/** The format has no nested values and wraps nothing. */
const FLAT: readonly Uint8Array[] = [];

/** By format id or step name. Numbers of a fixed size are flat. */
export const NESTED: Readonly<Record<string, readonly Uint8Array[]>> = {
  json: [
    text('[', '', ']'),
    text('{"a":', '1', '}'),
    text('[{"a":', '1', '}]'),
    // Never closed.
    text('[', '', ''),
    // Nearly JSON.
    text('[', 'NaN', ']'),
    text('{a:', "'b'", ',}'),
  ],
  'json-sequence': [
    text('{"a":[', '1', ']}'),
    text('[1]\n', '', ''),
    encodeUtf8(`${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}\n`.repeat(2)),
  ],
  'json-seq': FLAT,
  xml: [text('<a>', '1', '</a>'), text('<a>', '', '')],
  text: FLAT,
  'nul-ended': FLAT,
  'nul-begun': FLAT,
  'utf-16': FLAT,
  'charset-gbk': FLAT,
  'cut-text': FLAT,
  'begun-text': FLAT,
  csv: FLAT,
  tsv: FLAT,
  urlencoded: FLAT,
  'base64-text': [wrapped((inner) => encodeUtf8(Buffer.from(inner).toString('base64')), 26)],
  'hex-text': [wrapped((inner) => encodeUtf8(Buffer.from(inner).toString('hex')), 12)],
  png: FLAT,
  jpeg: FLAT,
  gif: FLAT,
  webp: FLAT,
  cbor: [
    bytes([0x81], [0]),
    bytes([0xa1, 0x61, 0x61], [0]),
    bytes([0x9f]),
    // Maps as keys; tags on tags.
    bytes([0xa1]),
    bytes([0xc1], [0]),
  ],
  'cbor-embedded': [
    bytes([0x81], [0xd8, 0x18, 0x41, 0x00]),
    sized(
      (size) => [0xd8, 0x18, 0x5a, 0, size >> 16, (size >> 8) & 0xff, size & 0xff],
      [0x81, 0x00],
    ),
  ],
  messagepack: [bytes([0x91], [0]), bytes([0x81, 0xa1, 0x61], [0]), bytes([0x81])],
  bson: [sized(document(0x03), [5, 0, 0, 0, 0], 1), sized(document(0x04), [5, 0, 0, 0, 0], 1)],
  gzip: [wrapped((inner) => gzipSync(inner, { level: 0 }))],
  zlib: [wrapped((inner) => deflateSync(inner, { level: 0 }))],
  zstd: [wrapped(zstdOf)],
  lz4: [wrapped(lz4Of)],
  deflate: FLAT,
  'lz4-block': FLAT,
  skip: FLAT,
  confluent: FLAT,
  protobuf: [
    sized((size) => [0x0a, ...varint(size)], [0x08, 0x01]),
    // By the schema of the tests: a message inside itself.
    sized((size) => [0x1a, ...varint(size)], [0x08, 0x01]),
    // Groups, closed and open.
    bytes([0x0b]),
    Uint8Array.from([...bytes([0x0b]), ...bytes([0x0c])]),
  ],
  avro: [bytes([0x02])],
  sparkplug: [sparkplugOf],
  meshtastic: FLAT,
  ansi: FLAT,
  hex: FLAT,
  base64: FLAT,
  ...Object.fromEntries(NAMED_FILES.map(({ id }) => [id, FLAT])),
};

/** Steps of numbers and times: `int16le`, `bits[]`. */
export const isFlatStep = (name: string): boolean => /^(?:u?int\d|float\d|bits|time)/.test(name);

/** Deeply nested JSON text that a user may paste. */
export const NESTED_JSON: readonly string[] = [
  '['.repeat(LEVELS) + ']'.repeat(LEVELS),
  `${'{"more": [{"a": '.repeat(LEVELS / 2)}1${'}]}'.repeat(LEVELS / 2)}`,
  `${'{"s": {"A": '.repeat(LEVELS / 2)}1${'}}'.repeat(LEVELS / 2)}`,
];
