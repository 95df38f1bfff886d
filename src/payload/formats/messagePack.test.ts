import { decode, Encoder, ExtData, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { typedMessagePack } from './codecs.ts';
import { messagePackReading } from './messagePack/messagePackReading.ts';
import { messagePack } from './messagePack.ts';
import {
  bytesOf,
  expectReadable,
  expectWrittenAsJson,
  mutated,
  readWhole,
} from './tree.testkit.ts';

const READ = { ...messagePack, ...messagePackReading };

const read = (hex: string) => messagePackReading.decode?.(bytesOf(hex));

describe('MessagePack', () => {
  it.each([
    ['7f', '127'],
    ['e0', '-32'],
    ['ccff', '255'],
    ['cdffff', '65535'],
    ['ceffffffff', '4294967295'],
    ['cfffffffffffffffff', '18446744073709551615'],
    ['d080', '-128'],
    ['d18000', '-32768'],
    ['d280000000', '-2147483648'],
    ['d38000000000000000', '-9223372036854775808'],
    ['c0', 'null'],
    ['c2', 'false'],
    ['c3', 'true'],
    ['ca428e999a', '71.3'],
    ['cb3ff199999999999a', '1.1'],
    ['a3e6b0b4', '"水"'],
    ['d90161', '"a"'],
    ['da000161', '"a"'],
    ['db0000000161', '"a"'],
    // A text may consist of any bytes.
    ['a2c328', "h'c328'"],
    ['c4020102', "h'0102'"],
    ['c500020102', "h'0102'"],
    ['c6000000020102', "h'0102'"],
    ['9301c202', '[1, false, 2]'],
    ['dc000101', '[1]'],
    ['dd0000000101', '[1]'],
    ['82a16101a162920203', '{"a": 1, "b": [2, 3]}'],
    ['de00010102', '{1: 2}'],
    ['df000000010102', '{1: 2}'],
    ['8192010203', '{[1, 2]: 3}'],
    ['d405ff', "ext(5, h'ff')"],
    ['c70305010203', "ext(5, h'010203')"],
    ['c8000105ff', "ext(5, h'ff')"],
    ['c90000000105ff', "ext(5, h'ff')"],
    ['d6ff514b67b0', 'timestamp("2013-03-21T20:04:00Z")'],
    ['d7ff77359400514b67b0', 'timestamp("2013-03-21T20:04:00.5Z")'],
    ['c70cff00000001ffffffffffffffff', 'timestamp("1969-12-31T23:59:59.000000001Z")'],
    // More nanoseconds than a second has.
    ['c70cffffffffff0000000000000000', "ext(-1, h'ffffffff0000000000000000')"],
  ])('shows %s as %s', (hex, text) => {
    expect([read(hex)?.tree?.source(0), read(hex)?.error]).toEqual([text, undefined]);
  });

  it.each([
    ['c1', 'reserved', 0],
    ['82a161c1', 'reserved', 3],
    ['a3', 'ends', 0],
    ['d9', 'ends', 0],
    ['cd00', 'ends', 0],
    ['d4', 'ends', 0],
    ['d405', 'ends', 0],
    ['ddffffffff', 'ends', 5],
    ['81a161', 'ends', 3],
    ['0101', 'rest', 1],
  ])('reports the error in %s: %s at byte %i', (hex, key, offset) => {
    expect(read(hex)?.error).toEqual({ key, offset });
  });
});

// The library rejects this name because of JavaScript's objects.
const name = fc.string().filter((said) => said !== '__proto__');

const value: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.integer(),
    fc.double(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 12 }),
    fc.date({ noInvalidDate: true }),
    fc
      .tuple(fc.integer({ min: 0, max: 127 }), fc.uint8Array({ maxLength: 20 }))
      .map(([type, data]) => new ExtData(type, data)),
    fc.array(tie('value'), { maxLength: 18 }),
    fc.dictionary(name, tie('value'), { maxKeys: 18 }),
  ),
})).value;

const encoder = new Encoder({ useBigInt64: true });
const written = value.map((said) => encoder.encode(said));

/** The form in which `plain` returns a value. */
function asRead(said: unknown): unknown {
  if (typeof said === 'bigint') {
    return Number.isSafeInteger(Number(said)) ? Number(said) : said.toString();
  }
  if (Array.isArray(said)) return said.map(asRead);
  if (said instanceof ExtData) return said.data;
  if (said instanceof Date) return said.toISOString().replace(/\.?0*Z$/, 'Z');
  if (said instanceof Uint8Array || typeof said !== 'object' || said === null) return said;
  return Object.entries(said).map(([key, held]) => [key, asRead(held)]);
}

describe('MessagePack compared with @msgpack/msgpack', () => {
  it('reads the output of the library like the library', () => {
    fc.assert(
      fc.property(written, (bytes) => {
        expect(readWhole(READ, bytes)).toEqual(asRead(decode(bytes, { useBigInt64: true })));
      }),
      { numRuns: tries(1000) },
    );
  });

  it('never throws, and finds every error that the library finds', () => {
    fc.assert(
      fc.property(mutated(written), (bytes) => {
        const error = expectReadable(READ, bytes);
        expect(error === undefined || !isReadByOther(bytes)).toBe(true);
      }),
      { numRuns: tries(1000) },
    );
  });

  it('writes JSON as the same bytes as the library, which reads it back', () => {
    expectWrittenAsJson(typedMessagePack, (bytes, said) => {
      expect(decode(bytes)).toEqual(said);
      expect(typedMessagePack.print(bytes) === undefined).toBe(false);
    });
  });

  it.each([0, 127, 128, 255, 256, 65_535, 65_536, 2 ** 32, -1, -32, -33, -128, -129, -32_768])(
    'writes %i like the library',
    (number) => {
      expect(typedMessagePack.parse(String(number))).toEqual({ ok: true, bytes: encode(number) });
    },
  );
});

/** Accepts any kind of keys. */
function isReadByOther(bytes: Uint8Array): boolean {
  try {
    decode(bytes, { useBigInt64: true, mapKeyConverter: (key) => String(key) });
    return true;
  } catch {
    return false;
  }
}

describe('typed MessagePack', () => {
  it('rejects whole numbers beyond 64 bits', () => {
    expect(typedMessagePack.parse('[18446744073709551615]').ok).toBe(true);
    expect(typedMessagePack.parse('[1,\n-9223372036854775809]')).toEqual({
      ok: false,
      error: { kind: 'number', line: 2, column: 1 },
    });
  });

  it('is shown as JSON only if that encodes to the same bytes', () => {
    expect(typedMessagePack.print(bytesOf('82a16101a162920203'))).toBe('{"a": 1, "b": [2, 3]}');
    for (const hex of ['cc01', 'ca428e999a', 'd6ff514b67b0', '810102', 'a2c328', '0101']) {
      expect(typedMessagePack.print(bytesOf(hex))).toBeUndefined();
    }
  });
});
