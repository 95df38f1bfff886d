import { Binary, BSON, Code, Decimal128, type Document, Long, ObjectId } from 'bson';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { tries } from '../../base/runs.testkit.ts';
import type { ValueTree } from '../tree/valueTree.ts';
import { bson } from './bson.ts';
import { FORMATS, formatOf } from './formats.ts';
import { payloadReader } from './reading.ts';
import { bytesOf, expectReadable, mutated, readWhole } from './tree.testkit.ts';

const write = (said: Document) => Uint8Array.from(BSON.serialize(said, { ignoreUndefined: false }));
const notation = (said: Document) => bson.decode?.(write(said)).tree?.source(0);

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
        expect(readWhole(bson, written)).toEqual(asRead(BSON.deserialize(written, options)));
        const { tree } = bson.decode?.(written) ?? {};
        if (tree !== undefined) expectFilled(tree, 0);
        expect(formatOf(written)?.id).toBe('bson');
      }),
      { numRuns: tries(400) },
    );
  });

  it('never throws on damaged bytes', () => {
    fc.assert(
      fc.property(mutated(said.map(write)), (written) => {
        const error = expectReadable(bson, written);
        expect(error?.offset ?? 0).toBeLessThanOrEqual(written.length);
      }),
      { numRuns: tries(400) },
    );
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
      list: [1, 'two', null],
    };
    expect(notation(document)).toBe(
      '{"id": ObjectId("507f1f77bcf86cd799439011"), "at": ISODate("2026-11-22T06:07:08.09Z"), ' +
        '"t": 127.5, "n": 9223372036854775807, "key": h\'01ff\', ' +
        '"uuid": UUID("00112233-4455-6677-8899-aabbccddeeff"), "list": [1, "two", null]}',
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
    const { error } = bson.decode?.(bytesOf(hex)) ?? {};
    expect(error).toEqual(key === undefined ? undefined : { key, offset });
  });

  it('rejects deep nesting', () => {
    let document: Document = {};
    for (let depth = 0; depth < 600; depth += 1) document = { a: document };
    const { error, tree } = bson.decode?.(write(document)) ?? {};
    expect(error?.key).toBe('depth');
    expect(tree?.source(0).length).toBeGreaterThan(512);
  });

  it('takes linear time', () => {
    const list = Array.from({ length: 60_000 }, (_, n) => n);
    const payload = write({ list });
    expect(leastCpuTime(() => bson.decode?.(payload), 2, 1500)).toBeLessThan(1500);
  });

  it('is in the list of formats', () => {
    expect(FORMATS).toContain(bson);
  });
});

describe('BSON documents seldom seen', () => {
  it('ends at a type that only MongoDB has, with the values before it', () => {
    const { error, tree } = bson.decode?.(write({ a: 1, run: new Code('x', {}) })) ?? {};
    expect([error, tree?.source(0)]).toEqual([{ key: 'reserved', offset: 11 }, '{"a": 1}']);
  });

  it('shows a decimal of 128 bits as its bytes', () => {
    expect(notation({ d: Decimal128.fromString('1.5') })).toMatch(/^\{"d": h'[\da-f]{32}'\}$/);
  });

  it('recognizes an empty document only if the content type names it', () => {
    const empty = bytesOf('0500000000');
    expect(bson.detect?.(empty, true)).toBe('sure');
    expect(bson.detect?.(empty, false)).toBeUndefined();
    expect(readWhole(bson, empty)).toEqual([]);
  });
});
