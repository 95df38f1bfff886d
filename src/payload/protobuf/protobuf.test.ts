/** Checks Protobuf reading and writing by a schema against protobufjs, which runs in Node. */
import fc from 'fast-check';
import protobufjs from 'protobufjs';
import { describe, expect, test } from 'vitest';
import { Lazy } from '../../base/lazy.ts';
import { tries } from '../../base/runs.testkit.ts';
import { makeChain } from '../chains/chain.ts';
import { completeChain } from '../chains/completeChain.ts';
import {
  bytesOf,
  expectPlacesInOrder,
  expectReadable,
  mutated,
  plain,
} from '../formats/tree.testkit.ts';
import type { SchemaFile } from '../schemas/step.ts';
import type { PayloadFormat } from '../tree/format.ts';
import { linkTypes } from './protoTypes.ts';

const SENSORS = `
syntax = "proto3"; // of the plant
package plant.v1;
import "units.proto";
import public "google/protobuf/timestamp.proto";
option java_package = "x";
option (mine) = { a: 1 b { c: "}" } };

enum State { STATE_UNKNOWN = 0; ON = 1; OFF = 2; BELOW = -1; }
message Reading {
  reserved 90, 100 to max;
  double temp = 1;
  string id = 2 [json_name = "ID", (opt) = { x: [1] }];
  repeated int32 packed = 3;
  repeated sint64 loose = 4 [packed = false];
  map<string, Inner> inner = 5;
  map<int32, bool> flags = 6;
  State state = 7;
  oneof kind { uint64 big = 8; bytes raw = 9; }
  Inner one = 10;
  repeated Inner many = 11;
  .plant.v1.Unit unit = 12;
  google.protobuf.Timestamp at = 13;
  fixed32 f32 = 14; sfixed64 sf64 = 15; float f = 16; bool b = 17; sint32 s = 18; int64 i64 = 19;
  repeated State states = 20;
  repeated string names = 21;
  message Inner { int32 n = 1; Reading again = 2; }
}
service Ignored { rpc Get (Reading) returns (Reading) { option x = 1; } }
`;
const UNITS =
  'syntax = "proto3"; package plant.v1; import "sensors.proto"; message Unit { string name = 1; }';
const FILES: readonly SchemaFile[] = [
  { name: 'sensors.proto', text: SENSORS },
  { name: 'units.proto', text: UNITS },
];

const ROOT = (() => {
  const root = new protobufjs.Root();
  protobufjs.parse(SENSORS.replace(/import[^;]*;/g, ''), root, { keepCase: true });
  protobufjs.parse(UNITS.replace(/import[^;]*;/g, ''), root, { keepCase: true });
  root.addJSON(protobufjs.common.get('google/protobuf/timestamp.proto')?.nested ?? {});
  return root.resolveAll();
})();
const TYPE = ROOT.lookupType('plant.v1.Reading');

function formatBy(chain: string, files = FILES): PayloadFormat {
  const made = makeChain(chain, files);
  const [format] = made.ok ? made.formats : [];
  if (format === undefined) throw new Error(made.ok ? 'empty' : made.error.why.key);
  return format;
}

const READING = formatBy('protobuf(sensors.proto, Reading)');

function read(bytes: Uint8Array, format = READING) {
  const { tree, error } = format.decode?.(bytes) ?? {};
  return { said: tree && asObject(plain(tree)), error, tree };
}

/** Converts lists of pairs to objects. */
function asObject(said: unknown): unknown {
  if (!Array.isArray(said)) return said;
  const isPairs = said.length > 0 && said.every((one) => Array.isArray(one) && one.length === 2);
  return isPairs
    ? Object.fromEntries(said.map(([key, value]: readonly unknown[]) => [key, asObject(value)]))
    : said.map(asObject);
}

/** Converts numbers to text, because 64-bit numbers are text in either library. */
function inDigits(said: unknown): unknown {
  const text = JSON.stringify(said, (_key, value: unknown) => {
    // An empty list of pairs is a message without fields.
    if (Array.isArray(value) && value.length === 0) return {};
    return typeof value === 'number' ? String(value) : value;
  });
  return JSON.parse(text);
}

const encode = (said: Record<string, unknown>) =>
  Uint8Array.from(TYPE.encode(TYPE.fromObject(said)).finish());

describe('Protobuf with a schema', () => {
  test('reads every kind of field', () => {
    const said = {
      temp: 21.5,
      id: 'a',
      packed: [1, -2, 300],
      loose: [-1, 5],
      inner: { x: { n: 1 }, y: { n: -3 } },
      flags: { 7: true },
      state: 'ON',
      big: '18446744073709551615',
      one: { n: 5, again: { id: 'deep' } },
      many: [{ n: 1 }, { n: 2 }],
      unit: { name: 'C' },
      at: { seconds: 1700000000, nanos: 5 },
      f32: 4294967295,
      sf64: '-9223372036854775808',
      f: 71.3,
      b: true,
      s: -7,
      i64: '9223372036854775807',
      states: ['OFF', 'BELOW'],
      names: ['a', ''],
    };
    const { said: found, error, tree } = read(encode(said));
    expect(error).toBeUndefined();
    expect(found).toEqual({ ...said, at: '2023-11-14T22:13:20.000000005Z' });
    if (tree !== undefined) expectPlacesInOrder(tree, encode(said).length);
  });

  test('every value has its bytes, including packed ones', () => {
    const { tree } = read(bytesOf('1a 03 01 ac 02 12 02 61 62'));
    const places = [1, 2, 3, 4].map((row) => [tree?.tape.start(row), tree?.tape.end(row)]);
    expect(places).toEqual([
      [2, 5],
      [2, 3],
      [3, 5],
      [7, 9],
    ]);
  });

  test('shows unknown and mismatched fields by their number', () => {
    expect(read(bytesOf('f8 07 05 08 01')).said).toEqual({ 127: 5, 1: 1 });
  });

  test('of a oneof, only the last field is shown', () => {
    // `big`, then `raw`, and the other way round.
    expect(read(bytesOf('40 05 4a 01 ff')).said).toEqual({ raw: Uint8Array.of(0xff) });
    expect(read(bytesOf('4a 01 ff 40 05 40 06')).said).toEqual({ big: 6 });
    // A field that does not fit its type is none of them.
    expect(read(bytesOf('40 05 4d 01 00 00 00')).said).toEqual({ big: 5, 9: 1 });
  });

  test('enums keep numbers without a name', () => {
    expect(read(bytesOf('38 2a')).said).toEqual({ state: 42 });
  });

  test('reads groups, required fields and extensions of proto2', () => {
    const text = `message A { required int32 x = 1; repeated group Item = 2 { optional string n = 3; } extensions 100 to 199; }
      extend A { optional bool more = 100; }`;
    const format = formatBy('protobuf(a.proto, A)', [{ name: 'a.proto', text }]);
    expect(read(bytesOf('08 01 13 1a 01 61 14 13 14 a0 06 01'), format).said).toEqual({
      x: 1,
      item: [{ n: 'a' }, []],
      more: true,
    });
  });

  test('numbers equal those of protobufjs', () => {
    fc.assert(
      fc.property(
        fc.record({
          temp: fc.double({ noNaN: true }),
          s: fc.integer(),
          i64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
          loose: fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)),
          packed: fc.array(fc.integer()),
          many: fc.array(fc.record({ n: fc.integer() })),
        }),
        (said) => {
          const bytes = encode(said);
          const theirs: unknown = TYPE.toObject(TYPE.decode(bytes), {
            longs: String,
            enums: String,
          });
          expect(inDigits(read(bytes).said)).toEqual(inDigits(theirs));
        },
      ),
      { numRuns: tries(500) },
    );
  });

  test('values lie within the payload for any bytes', () => {
    const some = encode({
      id: 'a',
      packed: [1, 2],
      inner: { x: { n: 1 } },
      many: [{ n: 1 }],
      names: ['x'],
    });
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 60 }), mutated(fc.constant(some))),
        (bytes) => {
          const { tree } = read(bytes);
          tree?.source(0);
          expect(tree?.tape.end(0)).toBe(bytes.length);
        },
      ),
      { numRuns: tries(1000) },
    );
    expectReadable(READING, new Uint8Array());
  });

  test('deep nesting ends with an error', () => {
    let bytes = bytesOf('08 01');
    const length = (size: number) => protobufjs.Writer.create().uint32(size).finish();
    for (let depth = 0; depth < 300; depth += 1) {
      const field = depth % 2 === 0 ? 0x12 : 0x52;
      bytes = Uint8Array.of(field, ...length(bytes.length), ...bytes);
    }
    expect(read(bytes).error?.key).toBe('depth');
  });
});

describe('a schema file', () => {
  test.each([
    ['message A { int32 x = 0; }', 'number', 1, 23],
    ['message A { int32 x = 1 }', 'expected', 1, 25],
    ['message A { int32 x = 1; int32 y = 1; }', 'twice', 1, 26],
    ['message A {\n  Nope x = 1;\n}', 'type', 2, 3],
    ['import "gone.proto"; message A {}', 'import', 1, 8],
    ['message A {', 'expected', 1, 12],
    ['hello', 'expected', 1, 1],
    // A character counts as one, even with several UTF-16 units.
    ['/* \u{1f321} */ hello', 'expected', 1, 9],
    ['message A {}; message A {}', 'twice', 1, 23],
    ['message A { message A { '.repeat(40), 'deep', 1, 405],
    ['option a = "', 'expected', 1, 12],
  ])('%s is reported at its place', (text, key, line, column) => {
    const file = { name: 'a.proto', text };
    const linked = linkTypes(file, [file]);
    const told = linked.ok ? undefined : linked.error;
    expect([told?.why.key, told?.line, told?.column]).toEqual([key, line, column]);
    const made = makeChain('protobuf(a.proto, A)', [file]);
    expect(!made.ok && [made.error.why.key, made.error.start]).toEqual(['schema', 9]);
  });

  test('is selected by name, and so is the message', () => {
    const why = (chain: string) => {
      const made = makeChain(chain, FILES);
      return made.ok ? undefined : [made.error.why.key, made.error.start, made.error.end];
    };
    expect(why('protobuf(gone.proto, A)')).toEqual(['no-file', 9, 19]);
    expect(why('protobuf(sensors.proto, Gone)')).toEqual(['no-type', 24, 28]);
    expect(why('protobuf(sensors.proto)')).toEqual(['no-type', 9, 22]);
    expect(why('protobuf(units.proto)')).toBeUndefined();
    expect(why('protobuf(sensors.proto, plant.v1.Reading.Inner)')).toBeUndefined();
  });

  test('is offered in completion with its messages', () => {
    expect(completeChain('protobuf(se', 11, FILES).texts).toEqual(['sensors.proto']);
    expect(completeChain('protobuf(sensors.proto, Re', 26, FILES).texts).toEqual([
      'Reading',
      'Reading.Inner',
    ]);
  });

  test('has types or an error for any content', () => {
    const piece = fc.constantFrom(
      'message ',
      'A',
      ' { ',
      ' } ',
      'int32 ',
      'x',
      ' = ',
      '1',
      ';',
      'enum ',
      'map<',
      '>',
      '"',
      'import ',
      'oneof ',
      '[',
      ']',
      '\n',
      '/*',
      'group ',
      '.',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
        (text) => {
          const file = { name: 'a.proto', text };
          expect(linkTypes(file, [file])).toHaveProperty('ok');
        },
      ),
      { numRuns: tries(1000) },
    );
  });
});

describe('writing Protobuf with a schema', () => {
  const { typed } = READING;
  const written = (said: unknown) => {
    if (typed === undefined || typed instanceof Lazy) throw new Error('no codec');
    const result = typed.parse(typeof said === 'string' ? said : JSON.stringify(said));
    return result.ok ? result.bytes : result.error;
  };

  test('is understood by protobufjs for any values', () => {
    const big = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
    fc.assert(
      fc.property(
        fc.record(
          {
            // JSON has no negative zero.
            temp: fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
            id: fc.string({ unit: 'grapheme' }),
            packed: fc.array(fc.integer(), { minLength: 1 }),
            loose: fc.array(big, { minLength: 1 }),
            inner: fc.dictionary(fc.string(), fc.record({ n: fc.integer() }), {
              noNullPrototype: true,
              minKeys: 1,
            }),
            flags: fc.dictionary(fc.integer().map(String), fc.boolean(), {
              noNullPrototype: true,
              minKeys: 1,
            }),
            state: fc.constantFrom('ON', 'OFF', 'BELOW'),
            big: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
            many: fc.array(fc.record({ n: fc.integer() }), { minLength: 1 }),
            at: fc.record({ seconds: big, nanos: fc.integer() }),
            f32: fc.nat(),
            sf64: big,
            f: fc.float({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
            b: fc.boolean(),
            s: fc.integer(),
            i64: big,
            states: fc.array(fc.constantFrom('OFF', 'BELOW'), { minLength: 1 }),
            names: fc.array(fc.string(), { minLength: 1 }),
          },
          { requiredKeys: [] },
        ),
        (said) => {
          // `__proto__` cannot be a plain member of every object.
          fc.pre(!JSON.stringify(said).includes('__proto__'));
          const bytes = written(said);
          if (!(bytes instanceof Uint8Array)) throw new Error(JSON.stringify(bytes));
          const asRead = (given: Uint8Array): unknown =>
            TYPE.toObject(TYPE.decode(given), { longs: String, enums: String });
          expect(asRead(bytes)).toEqual(asRead(encode(said)));
        },
      ),
      { numRuns: tries(500) },
    );
  });

  test('reproduces received bytes', () => {
    const bytes = encode({
      id: 'a',
      packed: [1, -2],
      inner: { x: { n: 1 } },
      raw: Buffer.from([1, 255]),
    });
    if (typed === undefined || typed instanceof Lazy) throw new Error('no codec');
    const text = typed.print(bytes);
    expect(text === undefined ? undefined : written(text)).toEqual(bytes);
    // A field that is not in the schema.
    expect(typed.print(bytesOf('f8 07 05'))).toBeUndefined();
  });

  test('packs numbers according to proto2 and options, and ends groups', () => {
    const text = `message A { repeated int32 x = 1; repeated int32 y = 2 [deprecated = true, packed = true]; optional group G = 3 { optional int32 n = 1; } }`;
    const format = formatBy('protobuf(a.proto, A)', [{ name: 'a.proto', text }]);
    if (format.typed === undefined || format.typed instanceof Lazy) throw new Error('no codec');
    const result = format.typed.parse('{"x": [1, 2], "y": [1, 2], "g": {"n": 5}}');
    expect(result).toEqual({ ok: true, bytes: bytesOf('08 01 08 02 12 02 01 02 1b 08 05 1c') });
  });

  test.each([
    ['{"nope": 1}', 'field', 1, 2],
    ['{"id": 1}', 'wanted', 1, 2],
    ['{"s": 2147483648}', 'whole', 1, 2],
    ['{"big": -1}', 'whole', 1, 2],
    ['{"packed": [1,\n 1.5]}', 'whole', 2, 2],
    ['{"state": "NEVER"}', 'word', 1, 2],
    ['{"flags": {"x": true}}', 'whole', 1, 12],
    ['{"one": {"n": true}}', 'whole', 1, 10],
    ['{"raw": "*"}', 'wanted', 1, 2],
    ['7', 'wanted', 1, 1],
  ])('%s is reported at its place', (text, key, line, column) => {
    const error = written(text);
    expect(error).toMatchObject({ kind: 'misfit', line, column, why: { key } });
  });
});
