/** Checks Avro reading by a schema against avsc, which runs in Node. */
import avsc from 'avsc';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { makeChain } from '../chains/chain.ts';
import { completeChain } from '../chains/completeChain.ts';
import {
  bytesOf,
  expectPlacesInOrder,
  expectReadable,
  inObjects,
  mutated,
} from '../formats/tree.testkit.ts';
import type { SchemaFile } from '../schemas/step.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { canonicalForm, fingerprint } from './avroFingerprint.ts';
import { readAvro } from './avroTypes.ts';

const READING: avsc.schema.RecordType = {
  type: 'record',
  name: 'Reading',
  namespace: 'plant.v1',
  doc: 'one value of a sensor',
  fields: [
    { name: 'id', type: 'string', default: '' },
    { name: 'temp', type: ['null', 'double', 'string'] },
    { name: 'count', type: 'long' },
    { name: 'small', type: 'int' },
    { name: 'ratio', type: 'float' },
    { name: 'on', type: 'boolean' },
    { name: 'raw', type: 'bytes' },
    { name: 'state', type: { type: 'enum', name: 'State', symbols: ['OFF', 'ON'] } },
    { name: 'mac', type: { type: 'fixed', name: 'Mac', size: 3 } },
    { name: 'list', type: { type: 'array', items: 'int' } },
    { name: 'map', type: { type: 'map', values: ['null', 'Reading'] } },
    { name: 'before', type: ['null', 'State', 'plant.v1.Mac'] },
  ],
};
const FILES: readonly SchemaFile[] = [
  { name: 'reading.avsc', text: JSON.stringify(READING, undefined, 2) },
  {
    name: 'word.avsc',
    text: '{"type":"record","name":"Word","fields":[{"name":"x","type":"long"}]}',
  },
  {
    name: 'uses.avsc',
    text: '{"type":"record","name":"Uses","fields":[{"name":"w","type":"Word"},{"name":"r","type":"plant.v1.Mac"}]}',
  },
];
const TYPE = avsc.Type.forSchema(READING, { wrapUnions: true });

function formatBy(chain: string, files = FILES): PayloadFormat {
  const made = makeChain(chain, files);
  const [format] = made.ok ? made.formats : [];
  if (format === undefined) throw new Error(made.ok ? 'empty' : made.error.why.key);
  return format;
}

const FORMAT = formatBy('avro(reading.avsc)');

function read(bytes: Uint8Array, format = FORMAT) {
  const { tree, error } = format.decode?.(bytes) ?? {};
  return { said: tree && inObjects(tree), error, tree };
}

const ONE = {
  id: 'press',
  temp: { double: 21.5 },
  count: -3,
  small: 7,
  ratio: 71.3,
  on: true,
  raw: Buffer.from([1, 2]),
  state: 'ON',
  mac: Buffer.from([1, 2, 3]),
  list: [1, -1],
  map: {},
  before: { 'plant.v1.State': 'OFF' },
};
const encode = (said: unknown) => Uint8Array.from(TYPE.toBuffer(said));
/** Reads bytes by a schema, the only one in its file. */
const bySchema = (schema: unknown, hex: string) => {
  const file = { name: 's.avsc', text: JSON.stringify(schema) };
  return read(bytesOf(hex), formatBy('avro(s.avsc)', [file]));
};

describe('Avro with a schema', () => {
  test('reads every kind of type', () => {
    const bytes = encode({ ...ONE, map: { a: null, b: { 'plant.v1.Reading': ONE } } });
    const { said, error, tree } = read(bytes);
    expect(error).toBeUndefined();
    const one = {
      id: 'press',
      temp: 21.5,
      count: -3,
      small: 7,
      ratio: 71.3,
      on: true,
      raw: Uint8Array.of(1, 2),
      state: 'ON',
      mac: Uint8Array.of(1, 2, 3),
      list: [1, -1],
      map: {},
      before: 'OFF',
    };
    expect(said).toEqual({ ...one, map: { a: null, b: one } });
    if (tree !== undefined) expectPlacesInOrder(tree, bytes.length);
  });

  test('every value has its bytes, and a union the number of its branch', () => {
    // id "ab", temp: branch 1, 8 bytes; count 300
    const { tree } = read(bytesOf('04 61 62 02 00 00 00 00 00 80 35 40 d8 04'));
    const places = [1, 2, 3].map((row) => [
      tree?.key(row),
      tree?.memberStart(row),
      tree?.tape.start(row),
      tree?.tape.end(row),
    ]);
    expect(places).toEqual([
      ['id', 0, 0, 3],
      ['temp', 3, 4, 12],
      ['count', 12, 12, 14],
    ]);
  });

  test('keeps every digit of 64-bit numbers', () => {
    const long = (hex: string) => bySchema('long', hex).said;
    expect(long('ff ff ff ff ff ff ff ff ff 01')).toBe('-9223372036854775808');
    expect(long('fe ff ff ff ff ff ff ff ff 01')).toBe('9223372036854775807');
    expect(long('01')).toBe(-1);
  });

  test.each([
    [{ type: 'bytes', logicalType: 'decimal', precision: 20, scale: 2 }, '04 ff 38', -2],
    [{ type: 'bytes', logicalType: 'decimal', precision: 20, scale: 3 }, '02 05', 0.005],
    [
      { type: 'fixed', name: 'D', size: 9, logicalType: 'decimal', precision: 20, scale: 4 },
      '00 ff ff ff ff ff ff ff ff',
      '1844674407370955.1615',
    ],
    [{ type: 'int', logicalType: 'date' }, '92 ce 02', '2028-07-20'],
    [{ type: 'int', logicalType: 'time-millis' }, '00', '00:00:00'],
    [{ type: 'long', logicalType: 'time-micros' }, '02', '00:00:00.000001'],
    [{ type: 'long', logicalType: 'timestamp-millis' }, '01', '1969-12-31T23:59:59.999Z'],
    [{ type: 'long', logicalType: 'timestamp-micros' }, '02', '1970-01-01T00:00:00.000001Z'],
    [{ type: 'long', logicalType: 'local-timestamp-millis' }, '02', '1970-01-01T00:00:00.001'],
    [
      { type: 'fixed', name: 'U', size: 16, logicalType: 'uuid' },
      '6b a7 b8 10 9d ad 11 d1 80 b4 00 c0 4f d4 30 c8',
      '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
    ],
    [
      { type: 'fixed', name: 'L', size: 12, logicalType: 'duration' },
      '01 00 00 00 02 00 00 00 ac 0d 00 00',
      'P1M2DT3.5S',
    ],
    [{ type: 'int', logicalType: 'never-heard-of' }, '02', 1],
  ])('%j is decoded by its logical type', (schema, hex, meant) => {
    expect(bySchema(schema, hex)).toMatchObject({ said: meant, error: undefined });
  });

  test.each([
    ['a number of bytes that is negative', 'bytes', '01', 'head', 0],
    ['more bytes than there are', 'bytes', '08 01', 'ends', 0],
    ['a branch that is not there', ['null', 'int'], '04', 'head', 0],
    ['a symbol that is not there', { type: 'enum', name: 'E', symbols: ['A'] }, '02', 'head', 0],
    ['a truth that is neither', 'boolean', '02', 'head', 0],
    ['an invalid text', 'string', '02 ff', 'utf8', 0],
    ['more than the value', 'int', '02 02', 'rest', 1],
    ['no end of a number', 'long', 'ff ff ff ff ff ff ff ff ff ff', 'head', 0],
    [
      'values without bytes',
      { type: 'array', items: 'null' },
      'fe ff ff ff ff ff ff ff ff 01',
      'many',
      10,
    ],
  ])('%s is reported at its byte', (_what, schema, hex, key, offset) => {
    expect(bySchema(schema, hex).error).toEqual({ key, offset });
  });

  test('deep nesting ends with an error', () => {
    const node = {
      type: 'record',
      name: 'Node',
      fields: [{ name: 'next', type: ['null', 'Node'] }],
    };
    expect(bySchema(node, '02 '.repeat(500)).error?.key).toBe('depth');
    expect(bySchema(node, '02 02 00').error).toBeUndefined();
  });

  test('agrees with avsc', () => {
    // The integers that avsc accepts.
    const long = fc.integer({ min: -(2 ** 53) + 2, max: 2 ** 53 - 2 });
    const leaf = fc.record({
      id: fc.string(),
      temp: fc.oneof(
        fc.constant(null),
        fc.double({ noNaN: true }).map((double) => ({ double })),
        fc.string().map((string) => ({ string })),
      ),
      count: long,
      small: fc.integer(),
      ratio: fc.float({ noNaN: true }),
      on: fc.boolean(),
      raw: fc.uint8Array({ maxLength: 5 }).map((bytes) => Buffer.from(bytes)),
      state: fc.constantFrom('OFF', 'ON'),
      mac: fc.uint8Array({ minLength: 3, maxLength: 3 }).map((bytes) => Buffer.from(bytes)),
      list: fc.array(fc.integer(), { maxLength: 3 }),
      before: fc.constantFrom(null, { 'plant.v1.State': 'ON' }),
      map: fc.constant({}),
    });
    const value = fc.tuple(leaf, leaf).map(([one, inner]) => ({
      ...one,
      map: { a: { 'plant.v1.Reading': inner } },
    }));
    /** Replaces a union by the value of its branch, and bytes by our form of them. */
    const bare = (said: unknown): unknown => {
      if (Buffer.isBuffer(said)) return Uint8Array.from(said);
      if (Array.isArray(said)) return said.map(bare);
      if (typeof said !== 'object' || said === null) return said;
      const entries = Object.entries(said);
      const [only] = entries;
      const isBranch =
        entries.length === 1 && /^(?:double|string|plant\.v1\..*)$/.test(only?.[0] ?? '');
      return isBranch
        ? bare(only?.[1])
        : Object.fromEntries(entries.map(([key, one]) => [key, bare(one)]));
    };
    fc.assert(
      fc.property(value, (said) => {
        const bytes = encode(said);
        const theirs: unknown = bare(TYPE.fromBuffer(Buffer.from(bytes)));
        const { said: ours, error } = read(bytes);
        expect(error).toBeUndefined();
        // A float of 32 bits is shown as its shortest decimal.
        const single = (one: unknown): unknown =>
          JSON.parse(
            JSON.stringify(one, (key, inner: unknown) =>
              key === 'ratio' && typeof inner === 'number' ? Math.fround(inner) : inner,
            ),
          );
        expect(single(ours)).toEqual(single(theirs));
      }),
      { numRuns: tries(300) },
    );
  });

  test('values lie within the payload in order for any bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 60 }), mutated(fc.constant(encode(ONE)))),
        (bytes) => {
          expectReadable(FORMAT, bytes);
        },
      ),
      { numRuns: tries(1000) },
    );
    expect(expectReadable(FORMAT, encode(ONE))).toBeUndefined();
  });
});

describe('the prefix of a value', () => {
  const word = bytesOf('d8 04');
  const schema = readAvro(FILES[1] ?? { name: '', text: '' }, FILES);
  const print = schema.ok ? fingerprint(schema.schema.type) : new Uint8Array();
  const single = Uint8Array.of(0xc3, 0x01, ...print, ...word);

  test('a fingerprint selects one of the known schemas', () => {
    const any = formatBy('avro');
    expect(read(single, any)).toMatchObject({ said: { x: 300 }, error: undefined });
    expect(read(single, any).tree?.tape.start(0)).toBe(10);
    expect(read(single, formatBy('avro(word.avsc)')).said).toEqual({ x: 300 });
    expect(read(single, formatBy('avro', [])).error).toEqual({ key: 'schema', offset: 2 });
    expect(read(word, any).error).toEqual({ key: 'head', offset: 0 });
  });

  test('a schema number is skipped if the rest is a value', () => {
    const format = formatBy('avro(word.avsc)');
    const numbered = Uint8Array.of(0, 0, 0, 0, 42, ...word);
    expect(read(numbered, format)).toMatchObject({ said: { x: 300 }, error: undefined });
    expect(read(word, format).said).toEqual({ x: 300 });
    expect(read(bytesOf('00 00 00'), format)).toMatchObject({
      said: { x: 0 },
      error: { key: 'rest', offset: 1 },
    });
  });

  test('fingerprints equal those of the specification and of avsc', () => {
    const hex = (type: string) => {
      const read = readAvro({ name: 'a.avsc', text: JSON.stringify(type) }, []);
      return read.ok ? Buffer.from(fingerprint(read.schema.type).reverse()).toString('hex') : '';
    };
    expect(hex('int')).toBe('7275d51a3f395c8f');
    expect(hex('string')).toBe('8f014872634503c7');
    const own = FILES[0] && readAvro(FILES[0], FILES);
    expect(own?.ok === true && JSON.parse(canonicalForm(own.schema.type))).toEqual(
      JSON.parse(JSON.stringify(TYPE.schema())),
    );
  });
});

describe('a schema file of Avro', () => {
  test.each([
    ['{"type": "record"', 'json', 1, 18],
    ['"nope"', 'type', 1, 1],
    ['{"type": "fixed", "name": "A", "size": -1}', 'expected', 1, 40],
    ['{"type": "enum", "name": "A"}', 'expected', 1, 1],
    ['{"type": "record", "name": "a b", "fields": []}', 'expected', 1, 28],
    [
      '{"type": "record", "name": "A", "fields": [\n  {"name": "x", "type": "Gone"}]}',
      'type',
      2,
      25,
    ],
    ['["int",\n "int"]', 'twice', 2, 2],
    [
      '{"type": "record", "name": "A", "fields": [{"name": "x", "type": "int"}, {"name": "x", "type": "int"}]}',
      'twice',
      1,
      74,
    ],
    [
      '[{"type": "fixed", "name": "A", "size": 1}, {"type": "fixed", "name": "A", "size": 1}]',
      'twice',
      1,
      71,
    ],
    ['{"type": "array", "items": '.repeat(70) + '"int"' + '}'.repeat(70), 'deep', 1, 1756],
    ['7', 'expected', 1, 1],
    ['{"type": "enum", "name": "E", "symbols": ["a", "b", "a"]}', 'twice', 1, 53],
    ['{"type": "record", "name": "A", "namespace": 5, "fields": []}', 'expected', 1, 46],
  ])('%s is reported at its place', (text, key, line, column) => {
    const file = { name: 'a.avsc', text };
    const said = readAvro(file, [file]);
    const told = said.ok ? undefined : said.error;
    expect([told?.why.key, told?.line, told?.column]).toEqual([key, line, column]);
    const made = makeChain('avro(a.avsc)', [file]);
    expect(!made.ok && [made.error.why.key, made.error.start]).toEqual(['schema', 5]);
  });

  test('uses types of other files', () => {
    const { said } = read(bytesOf('02 01 02 03'), formatBy('avro(uses.avsc)'));
    expect(said).toEqual({ w: { x: 1 }, r: Uint8Array.of(1, 2, 3) });
    expect(read(bytesOf('02'), formatBy('avro(uses.avsc, Word)')).said).toEqual({ x: 1 });
  });

  test('is offered in completion with its types', () => {
    expect(completeChain('avro(re', 7, FILES).texts).toEqual(['reading.avsc']);
    expect(completeChain('avro(reading.avsc, St', 21, FILES).texts).toEqual(['plant.v1.State']);
    const made = makeChain('avro(reading.avsc, Gone)', FILES);
    expect(!made.ok && [made.error.why.key, made.error.start]).toEqual(['no-type', 19]);
    const gone = makeChain('avro(gone.avsc)', FILES);
    expect(!gone.ok && gone.error.why.key).toBe('no-file');
  });

  test('has types or an error for any content', () => {
    const piece = fc.constantFrom(
      '{"type":',
      '"record"',
      '"enum"',
      ',"name":"A"',
      ',"fields":[',
      '{"name":"x","type":',
      '"int"',
      '"A"',
      ']',
      '}',
      ',"symbols":["a"]',
      '{"type":"array","items":',
      '[',
      ',',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 20 }).map((all) => all.join('')),
        (text) => {
          const file = { name: 'a.avsc', text };
          expect(readAvro(file, [file])).toHaveProperty('ok');
        },
      ),
      { numRuns: tries(1000) },
    );
  });
});
