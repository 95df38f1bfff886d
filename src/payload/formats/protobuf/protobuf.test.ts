import fc from 'fast-check';
import protobufjs from 'protobufjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { tries } from '../../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { isMissing } from '../../tree/format.ts';
import { formatOf, formatsToShow, loadFormats, readingOf } from '../formats.ts';
import { payloadPreview, payloadTree } from '../reading.ts';
import { bytesOf, expectPlacesInOrder, expectReadable, mutated, plain } from '../tree.testkit.ts';
import { ANY_BYTES } from '../written.ts';
import { protobuf } from './protobuf.ts';
import { readFields, varint, varintEnd } from './protobufWire.ts';

beforeAll(loadFormats);

function reading() {
  const found = readingOf(protobuf);
  if (isMissing(found)) throw new Error('not loaded');
  return found;
}

function read(payload: Uint8Array) {
  const { tree, error } = reading().decode?.(payload) ?? {};
  if (tree !== undefined) expectPlacesInOrder(tree, payload.length);
  return { said: tree && plain(tree), error, tree };
}

/** field 1: 150, 2: "sensor", 3: { 1: -1, 2: 21.5f }, 4: 2^63-1, 5: 1.25, 6: bytes */
const MESSAGE = Uint8Array.from(
  protobufjs.Writer.create()
    .uint32((1 << 3) | 0)
    .uint32(150)
    .uint32((2 << 3) | 2)
    .string('sensor')
    .uint32((3 << 3) | 2)
    .fork()
    .uint32((1 << 3) | 0)
    .int64(-1)
    .uint32((2 << 3) | 5)
    .float(21.5)
    .ldelim()
    .uint32((4 << 3) | 0)
    .uint64('9223372036854775807')
    .uint32((5 << 3) | 1)
    .double(1.25)
    .uint32((6 << 3) | 2)
    .bytes(Uint8Array.of(0xff, 0xfe, 0x00))
    .finish(),
);

describe('Protobuf without a schema', () => {
  test('is a tree of field numbers with every digit', () => {
    expect(read(MESSAGE).said).toEqual([
      [1, 150],
      [2, 'sensor'],
      [
        3,
        [
          [1, -1],
          [2, 21.5],
        ],
      ],
      [4, '9223372036854775807'],
      [5, 1.25],
      [6, Uint8Array.of(0xff, 0xfe, 0x00)],
    ]);
  });

  test('locates each value, with the tag and length of its key', () => {
    const { tree } = read(bytesOf('08 96 01 12 02 61 62'));
    expect(
      [1, 2].map((row) => [tree?.memberStart(row), tree?.tape.start(row), tree?.tape.end(row)]),
    ).toEqual([
      [0, 1, 3],
      [3, 5, 7],
    ]);
  });

  test('reads groups', () => {
    expect(read(bytesOf('0b 10 05 0c 10 01')).said).toEqual([
      [1, [[2, 5]]],
      [2, 1],
    ]);
  });

  test.each([
    ['08', 'ends', 0],
    ['08 80 80', 'ends', 0],
    ['12 05 61', 'ends', 0],
    ['08 01 07', 'head', 2],
    ['00 01', 'head', 0],
    ['0b 10 05 14', 'head', 3],
    ['08 ff ff ff ff ff ff ff ff ff ff 01', 'head', 1],
  ])('of %s reports the error at its byte', (hex, key, offset) => {
    expect(read(bytesOf(hex)).error).toEqual({ key, offset });
  });

  test('requires a content type, is offered for unknown bytes, and is never detected', () => {
    const bytes = bytesOf('08 96 01');
    expect(formatOf(bytes)).toBe(ANY_BYTES);
    expect(formatsToShow(bytes, ANY_BYTES)).toContain(protobuf);
    expect(formatOf(bytes, { contentType: 'application/x-protobuf' })).toBe(protobuf);
    expect(payloadPreview(bytes, 80, { contentType: 'application/protobuf' }).text).toBe(
      'Protobuf {1: 150}',
    );
    // A text that could be Protobuf is Protobuf if the content type names it; JSON is not.
    const text = Uint8Array.of(0x0a, 0x09, ...encodeUtf8('temp=21.5'));
    expect(formatOf(text)?.id).toBe('text');
    expect(formatOf(text, { contentType: 'application/protobuf' })).toBe(protobuf);
    expect(formatOf(encodeUtf8('{"a":1}'), { contentType: 'application/protobuf' })?.id).toBe(
      'json',
    );
    expect(payloadTree(bytes)).toBeUndefined();
  });

  test('numbers equal those of another library', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        const bytes = protobufjs.Writer.create().uint64(value.toString()).finish();
        const end = varintEnd(bytes, 0, bytes.length);
        expect(end).toBe(bytes.length);
        expect(varint(bytes, 0, end)).toBe(value);
      }),
      { numRuns: tries(1000) },
    );
  });

  test('fields are contiguous for any bytes, and nothing throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 100 }), mutated(fc.constant(MESSAGE))),
        (bytes) => {
          const { fields } = readFields(bytes, 0, bytes.length);
          let at = 0;
          for (const { tag, next } of fields) {
            expect(tag).toBe(at);
            at = next;
          }
          expectReadable({ ...protobuf, ...reading() }, bytes);
        },
      ),
      { numRuns: tries(1000) },
    );
  });

  test('ends quickly for messages or groups nested 2,000 deep', () => {
    let inner = Uint8Array.of(0x08, 0x01);
    for (let depth = 0; depth < 2000; depth += 1) {
      inner = Uint8Array.from(protobufjs.Writer.create().uint32(0x0a).bytes(inner).finish());
    }
    expect(read(inner).error).toBeUndefined();
    expect(read(new Uint8Array(100_000).fill(0x0b)).error?.key).toBe('depth');
  });
});
