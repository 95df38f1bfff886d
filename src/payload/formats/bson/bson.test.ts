import {
  Binary,
  BSON,
  BSONRegExp,
  Code,
  Decimal128,
  type Document,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastCpuTime } from '../../../base/cpuTime.testkit.ts';
import { tries } from '../../../base/runs.testkit.ts';
import type { ValueTree } from '../../tree/valueTree.ts';
import { FORMATS, formatOf } from '../formats.ts';
import { payloadReader } from '../reading.ts';
import { bytesOf, expectReadable, mutated, readWhole } from '../tree.testkit.ts';
import { bson } from './bson.ts';
import { bsonReading } from './bsonReading.ts';

await bson.readBy?.load();

const READ = { id: 'bson', name: 'BSON', extension: '.bson', ...bsonReading };
const write = (said: Document) => Uint8Array.from(BSON.serialize(said, { ignoreUndefined: false }));
const notation = (said: Document) => bsonReading.decode?.(write(said)).tree?.source(0);

/** Values that both libraries can express. */
const value: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.integer(),
    fc.double(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((said) => Long.fromBigInt(said)),
    fc.string({ unit: 'grapheme' }),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array({ maxLength: 12 }).map((bytes) => new Binary(bytes)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.string().map((key) => `k${key.replaceAll('\0', '')}`),
      tie('value'),
      {
        maxKeys: 4,
        noNullPrototype: true,
      },
    ),
  ),
})).value;
const said = fc.dictionary(
  fc.string().map((key) => `k${key.replaceAll('\0', '')}`),
  value,
  { maxKeys: 4, minKeys: 1, noNullPrototype: true },
);

/** The form in which `plain` returns a value. */
function asRead(held: unknown): unknown {
  if (held instanceof Long) {
    const exact = held.toBigInt();
    return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact.toString();
  }
  if (held instanceof Binary) return Uint8Array.from(held.value());
  if (held instanceof Date) return held.toISOString().replace(/\.?0*Z$/, 'Z');
  if (Array.isArray(held)) return held.map(asRead);
  if (typeof held === 'object' && held !== null) {
    return Object.entries(held).map(([key, inner]) => [key, asRead(inner)]);
  }
  return held;
}

/** Every byte of a document belongs to its length, its members or its end. */
function expectFilled(tree: ValueTree, row: number): void {
  const { tape } = tree;
  let reached = tape.start(row) + 4;
  for (const child of tree.childRows(row)) {
    expect(tree.memberStart(child)).toBe(reached);
    reached = tape.end(child);
    if (tape.kind(child) === 'object' || tape.kind(child) === 'array') expectFilled(tree, child);
  }
  expect(tape.end(row)).toBe(reached + 1);
}

describe('BSON compared with bson', () => {
  it('reads the output of bson like bson, and every byte belongs to a value', () => {
    fc.assert(
      fc.property(said, (document) => {
        const written = write(document);
        const options = { promoteLongs: false, promoteValues: true } as const;
        expect(readWhole(READ, written)).toEqual(asRead(BSON.deserialize(written, options)));
        const { tree } = bsonReading.decode?.(written) ?? {};
        if (tree !== undefined) expectFilled(tree, 0);
        expect(formatOf(written)?.id).toBe('bson');
      }),
      { numRuns: tries(400) },
    );
  });

  it('never throws on damaged bytes', () => {
    fc.assert(
      fc.property(mutated(said.map(write)), (written) => {
        const error = expectReadable(READ, written);
        expect(error?.offset ?? 0).toBeLessThanOrEqual(written.length);
      }),
      { numRuns: tries(400) },
    );
  });

  it.each([
    '0',
    '-0',
    '1',
    '-1.50',
    '127.0',
    '0.001234',
    '1E+3',
    '1.2E-7',
    '0E+6000',
    '-1E-6176',
    '9999999999999999999999999999999999',
    '1.234567890123456789012345678901234E+40',
    'NaN',
    'Infinity',
    '-Infinity',
  ])('has every digit of the decimal %s', (text) => {
    const decimal = Decimal128.fromString(text);
    expect(notation({ d: decimal })).toBe(`{"d": ${decimal.toString()}}`);
  });
});

describe('BSON', () => {
  it('shows each type in its notation', () => {
    const document = {
      id: new ObjectId('507f1f77bcf86cd799439011'),
      at: new Date('2026-11-22T06:07:08.090Z'),
      t: 127.5,
      n: Long.fromString('9223372036854775807'),
      key: new Binary(Uint8Array.of(1, 255)),
      uuid: new Binary(bytesOf('00112233445566778899aabbccddeeff'), 4),
      re: new BSONRegExp('^a', 'i'),
      ts: new Timestamp({ t: 5, i: 6 }),
      least: new MinKey(),
      most: new MaxKey(),
      list: [1, 'two', null],
    };
    expect(notation(document)).toBe(
      '{"id": ObjectId("507f1f77bcf86cd799439011"), "at": ISODate("2026-11-22T06:07:08.09Z"), ' +
        '"t": 127.5, "n": 9223372036854775807, "key": h\'01ff\', ' +
        '"uuid": UUID("00112233-4455-6677-8899-aabbccddeeff"), "re": /^a/i, ' +
        '"ts": Timestamp(5, 6), "least": MinKey, "most": MaxKey, "list": [1, "two", null]}',
    );
    const read = (...steps: (string | number)[]) => payloadReader(steps)(write(document));
    expect(String(read('n'))).toBe('9223372036854775807');
    expect([read('list', 1), read('id'), read('at')]).toEqual([
      'two',
      '507f1f77bcf86cd799439011',
      '2026-11-22T06:07:08.09Z',
    ]);
  });

  // Made by hand from bsonspec.org.
  it.each([
    ['16000000 02 68656c6c6f00 06000000 776f726c6400 00', undefined, 0],
    ['17000000 02 68656c6c6f00 06000000 776f726c6400 00', 'ends', 0],
    ['16000000 02 68656c6c6f00 06000000 776f726c6400 00 00', 'rest', 22],
    ['16000000 02 68656c6c6f00 06000000 776f726c6464 00', 'break', 11],
    ['16000000 02 68656c6c6f00 06000000 77ff726c6400 00', 'utf8', 16],
    ['16000000 14 68656c6c6f00 06000000 776f726c6400 00', 'reserved', 4],
    ['16000000 02 68656c6c6f00 16000000 776f726c6400 00', 'ends', 4],
    ['0400000000', 'reserved', 0],
    ['0c000000 03 6100 05000000 00', 'ends', 7],
  ])('of %s reports the error: %s', (hex, key, offset) => {
    const { error } = bsonReading.decode?.(bytesOf(hex)) ?? {};
    expect(error).toEqual(key === undefined ? undefined : { key, offset });
  });

  it('rejects deep nesting', () => {
    let document: Document = {};
    for (let depth = 0; depth < 600; depth += 1) document = { a: document };
    const { error, tree } = bsonReading.decode?.(write(document)) ?? {};
    expect(error?.key).toBe('depth');
    expect(tree?.source(0).length).toBeGreaterThan(512);
  });

  it('takes linear time', () => {
    const list = Array.from({ length: 60_000 }, (_, n) => n);
    const payload = write({ list });
    expect(leastCpuTime(() => bsonReading.decode?.(payload), 2, 1500)).toBeLessThan(1500);
  });

  it('is in the list of formats', () => {
    expect(FORMATS).toContain(bson);
  });
});

describe('BSON documents seldom seen', () => {
  it('shows code with its scope as two members', () => {
    const document = { run: new Code('x = a', { a: 1, b: { c: [2] } }), after: 3 };
    expect(readWhole(READ, write(document))).toEqual([
      [
        'run',
        [
          ['code', 'x = a'],
          [
            'scope',
            [
              ['a', 1],
              ['b', [['c', [2]]]],
            ],
          ],
        ],
      ],
      ['after', 3],
    ]);
    const cut = write(document).slice();
    cut[13] = (cut[13] ?? 0) + 1;
    expect(bsonReading.decode?.(cut).error?.key).toBe('break');
  });

  it('recognizes an empty document only if the content type names it', () => {
    const empty = bytesOf('0500000000');
    expect(bson.detect?.(empty, true)).toBe('sure');
    expect(bson.detect?.(empty, false)).toBeUndefined();
    expect(readWhole(READ, empty)).toEqual([]);
  });
});
