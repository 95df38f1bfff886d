import { decode, encode } from 'cbor2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { encodeCbor } from './cbor/cborWriter.ts';
import { cbor } from './cbor.ts';
import { typedCbor } from './codecs.ts';
import {
  bytesOf,
  expectReadable,
  expectWrittenAsJson,
  mutated,
  readWhole,
} from './tree.testkit.ts';

const read = (hex: string) => cbor.decode?.(bytesOf(hex));
const notation = (hex: string) => read(hex)?.tree?.source(0);

describe('tags with a meaning', () => {
  it.each([
    ['c48221196ab3', '273.15', 273.15],
    ['c4820203', '300', 300],
    ['c4822102', '0.02', 0.02],
    ['c482213863', '-1', -1],
    ['c48221c249010000000000000000', '184467440737095516.16', undefined],
    ['c5822003', '1.5', 1.5],
    ['d81e820104', '0.25', 0.25],
    [
      'd82550f81d4fae7dec11d0a76500a0c91e6bf6',
      '"f81d4fae-7dec-11d0-a765-00a0c91e6bf6"',
      'f81d4fae-7dec-11d0-a765-00a0c91e6bf6',
    ],
    ['d9010444c0000201', '"192.0.2.1"', '192.0.2.1'],
    ['d90104460123456789ab', '"01:23:45:67:89:ab"', '01:23:45:67:89:ab'],
    ['d8365020010db8000000000000000000000001', '"2001:db8::1"', '2001:db8::1'],
    ['d8365000000000000000000000000000000000', '"::"', '::'],
  ])('%s is %s', (hex, text, value) => {
    const tree = read(hex)?.tree;
    expect(tree?.source(0)).toBe(text);
    expect(value === undefined || tree?.value(0) === value).toBe(true);
  });

  it.each([
    ['c48201', 'ends'],
    ['c482f401', undefined],
    ['c4821903e801', undefined],
    ['d81e820100', undefined],
  ])('%s stays a list', (hex, key) => {
    const { tree, error } = read(hex) ?? {};
    expect([tree?.tape.kind(0), error?.key]).toEqual(['array', key]);
  });
});

describe('CBOR', () => {
  // RFC 8949, appendix A. 32-bit floats are shown by the shortest decimal that is read as the same.
  it.each([
    ['00', '0'],
    ['17', '23'],
    ['1818', '24'],
    ['1903e8', '1000'],
    ['1a000f4240', '1000000'],
    ['1b000000e8d4a51000', '1000000000000'],
    ['1bffffffffffffffff', '18446744073709551615'],
    ['c249010000000000000000', '18446744073709551616'],
    ['3bffffffffffffffff', '-18446744073709551616'],
    ['c349010000000000000000', '-18446744073709551617'],
    ['20', '-1'],
    ['3863', '-100'],
    ['3903e7', '-1000'],
    ['f90000', '0.0'],
    ['f98000', '-0.0'],
    ['f93c00', '1.0'],
    ['fb3ff199999999999a', '1.1'],
    ['f93e00', '1.5'],
    ['f97bff', '65504.0'],
    ['fa47c35000', '100000.0'],
    ['fa428e999a', '71.3'],
    ['fa5a000000', '9007199254740992.0'],
    ['fa33d6bf95', '1e-7'],
    ['fb7e37e43c8800759c', '1e+300'],
    ['f90001', '5.960464477539063e-8'],
    ['f90400', '0.00006103515625'],
    ['f9c400', '-4.0'],
    ['fbc010666666666666', '-4.1'],
    ['f97c00', 'Infinity'],
    ['f97e00', 'NaN'],
    ['f9fc00', '-Infinity'],
    ['fa7f800000', 'Infinity'],
    ['fb7ff8000000000000', 'NaN'],
    ['f4', 'false'],
    ['f5', 'true'],
    ['f6', 'null'],
    ['f7', 'undefined'],
    ['f0', 'simple(16)'],
    ['f8ff', 'simple(255)'],
    ['c074323031332d30332d32315432303a30343a30305a', '0("2013-03-21T20:04:00Z")'],
    ['c11a514b67b0', '1(1363896240)'],
    ['c1fb41d452d9ec200000', '1(1363896240.5)'],
    ['d74401020304', "23(h'01020304')"],
    ['d818456449455446', "24(h'6449455446')"],
    ['40', "h''"],
    ['4401020304', "h'01020304'"],
    ['60', '""'],
    ['6449455446', '"IETF"'],
    ['62225c', '"\\"\\\\"'],
    ['63e6b0b4', '"水"'],
    ['64f0908591', '"\ud800\udd51"'],
    ['80', '[]'],
    ['8301820203820405', '[1, [2, 3], [4, 5]]'],
    ['a0', '{}'],
    ['a201020304', '{1: 2, 3: 4}'],
    ['a26161016162820203', '{"a": 1, "b": [2, 3]}'],
    ['826161a161626163', '["a", {"b": "c"}]'],
    ['5f42010243030405ff', "(_ h'0102', h'030405')"],
    ['7f657374726561646d696e67ff', '(_ "strea", "ming")'],
    ['9fff', '[_ ]'],
    ['9f018202039f0405ffff', '[_ 1, [2, 3], [_ 4, 5]]'],
    ['bf61610161629f0203ffff', '{_ "a": 1, "b": [_ 2, 3]}'],
    ['d9d9f7a1616101', '55799({"a": 1})'],
    ['a1820102f5', '{[1, 2]: true}'],
  ])('shows %s as %s', (hex, text) => {
    expect([notation(hex), read(hex)?.error]).toEqual([text, undefined]);
  });

  // RFC 8949, appendix F.
  it.each([
    ['18', 'ends', 0],
    ['1bffffff', 'ends', 0],
    ['44010203', 'ends', 0],
    ['5bffffffffffffffff010203', 'ends', 0],
    ['9affffffff00', 'ends', 6],
    ['82ff', 'break', 1],
    ['a1ff', 'break', 1],
    ['a100', 'ends', 2],
    ['bf00ff', 'break', 2],
    ['9f', 'ends', 1],
    ['5f01ff', 'chunk', 1],
    ['7f4100ff', 'chunk', 1],
    ['5f5f4100ffff', 'chunk', 1],
    ['5f4100', 'ends', 0],
    ['1c', 'reserved', 0],
    ['1f', 'reserved', 0],
    ['df00', 'reserved', 0],
    ['f81f', 'reserved', 0],
    ['c0', 'ends', 0],
    ['9fc0ff', 'break', 2],
    ['ff', 'break', 0],
    ['0000', 'rest', 1],
    ['8262c32861', 'utf8', 2],
    ['a26161016162', 'ends', 6],
  ])('reports the error in %s: %s at byte %i', (hex, key, offset) => {
    expect(read(hex)?.error).toEqual({ key, offset });
  });

  it('keeps the values before an error', () => {
    expect(notation('a2616101616283f51c')).toBe('{"a": 1, "b": [true]}');
  });

  it('locates each value, including key and tags', () => {
    const tree = cbor.decode?.(bytesOf('a26174c1182a6162820203'))?.tree;
    const rows = [0, 1, 2, 3, 4].map((row) => [
      tree?.key(row),
      tree?.memberStart(row),
      tree?.tape.start(row),
      tree?.tape.end(row),
    ]);
    expect(rows).toEqual([
      [undefined, 0, 0, 11],
      ['t', 1, 3, 6],
      ['b', 6, 8, 11],
      [undefined, 9, 9, 10],
      [undefined, 10, 10, 11],
    ]);
    expect(tree?.path(4)).toEqual(['b', 1]);
  });

  it('rejects deep nesting, and takes linear time', () => {
    const deep = new Uint8Array(1_000_000).fill(0x81);
    expect(cbor.decode?.(deep).error).toEqual({ key: 'depth', offset: 512, levels: 512 });
    const keys = new Uint8Array(1_000_000).fill(0xa1);
    expect(cbor.decode?.(keys).error?.key).toBe('depth');
    const tags = new Uint8Array(1_000_000).fill(0xc1);
    expect(cbor.decode?.(tags).error).toEqual({ key: 'ends', offset: 0 });
  });
});

/** Values that both libraries can express. */
const value: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.integer(),
    fc.double(),
    fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }),
    fc.string({ unit: 'grapheme' }),
    fc.boolean(),
    fc.constantFrom(null, undefined),
    fc.uint8Array({ maxLength: 12 }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc
      .uniqueArray(fc.tuple(fc.string(), tie('value')), { maxLength: 5, selector: ([key]) => key })
      .map((entries) => new Map(entries)),
  ),
})).value;

const MAPS = { preferMap: true } as const;

describe('CBOR compared with cbor2', () => {
  it('reads the output of cbor2 like cbor2', () => {
    fc.assert(
      fc.property(value, (said) => {
        const written = encode(said);
        expect(readWhole(cbor, written)).toEqual(asRead(decode(written, MAPS)));
      }),
      { numRuns: tries(1000) },
    );
  });

  it('never throws, and agrees with cbor2 on well-formedness', () => {
    fc.assert(
      fc.property(mutated(value.map((said) => encode(said))), (written) => {
        const error = expectReadable(cbor, written);
        expect(error?.offset ?? 0).toBeLessThanOrEqual(written.length);
        expect(error !== undefined || isReadByCbor2(written)).toBe(true);
      }),
      { numRuns: tries(1000) },
    );
  });

  it('writes JSON that cbor2 reads back', () => {
    expectWrittenAsJson(typedCbor, (bytes, said) => expect(decode(bytes)).toEqual(said));
  });
});

/** Well-formedness only: requirements of a tag for its content (RFC 8949, 5.3.2) are another question. */
function isReadByCbor2(written: Uint8Array): boolean {
  try {
    decode(written, { ...MAPS, ignoreGlobalTags: true });
    return true;
  } catch {
    return false;
  }
}

/** The form in which `plain` returns a value. */
function asRead(said: unknown): unknown {
  if (typeof said === 'bigint') {
    return Number.isSafeInteger(Number(said)) ? Number(said) : said.toString();
  }
  if (Array.isArray(said)) return said.map(asRead);
  if (said instanceof Map) {
    return [...said].map(([key, held]: readonly [unknown, unknown]) => [key, asRead(held)]);
  }
  return said;
}

describe('typed CBOR', () => {
  it.each([
    ['{"a": 1, "b": [2, 3]}', 'a26161016162820203'],
    [
      '[21.5, 1.1, 100000.0, 1.0, -0, 1e300]',
      '86f94d60fb3ff199999999999afa47c35000f93c00f98000fb7e37e43c8800759c',
    ],
    ['[18446744073709551615, 18446744073709551616]', '821bffffffffffffffffc249010000000000000000'],
    [
      '[-18446744073709551616, -18446744073709551617]',
      '823bffffffffffffffffc349010000000000000000',
    ],
    ['{"a": 1, "a": 2}', 'a2616101616102'],
    ['', ''],
  ])('writes %s', (text, hex) => {
    expect(typedCbor.parse(text)).toEqual({ ok: true, bytes: bytesOf(hex) });
  });

  it.each([
    ['{"a": 1', { kind: 'json', line: 1, column: 8 }],
    ['{"a":\n 1e400}', { kind: 'number', line: 1, column: 2 }],
    ['["\\ud800"]', { kind: 'text', line: 1, column: 2 }],
    ['"\ud800"', { kind: 'surrogate' }],
  ])('cannot write %j', (text, error) => {
    expect(typedCbor.parse(text)).toMatchObject({ ok: false, error });
  });

  it('is shown as JSON only if that encodes to the same bytes', () => {
    expect(typedCbor.print(bytesOf('a26161016162820203'))).toBe('{"a": 1, "b": [2, 3]}');
    // A head longer than necessary, bytes, a 32-bit float that does not fit 16 or 64 bits.
    for (const hex of ['a161611801', 'a1616141ff', 'fa428e999a', 'bf616101ff', 'a10102', '00ff']) {
      expect(typedCbor.print(bytesOf(hex))).toBeUndefined();
    }
  });

  it('encodes program values that cbor2 reads back', () => {
    const said = {
      key: Uint8Array.of(1, 2),
      list: [0, -1, 4_294_967_296, 0.5],
      no: null,
      on: true,
    };
    expect(decode(encodeCbor(said))).toEqual(said);
  });
});
