import { gzipSync } from 'node:zlib';
import { encode as encodeMessagePack } from '@msgpack/msgpack';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { oldSource } from '../tree/diff/valueDiff.ts';
import { CONTAINER, isMissing, type Missing } from '../tree/format.ts';
import { pathText } from '../tree/valueTree.ts';
import { encodeCbor } from './cbor/cborWriter.ts';
import { formatNamed } from './formats.ts';
import { diffPayloads } from './payloadDiff.ts';
import { copiedText, payloadPreview, payloadReader, payloadTree } from './reading.ts';
import { bytesOf } from './tree.testkit.ts';

function loaded<T>(read: T | Missing): T {
  if (isMissing(read)) throw new Error(`${read.missing.id} is not loaded.`);
  return read;
}

const SAID = { t: 21.5, id: 'press-07', on: true, list: [1, { deep: null }], '1': 'one' };
const zipped = (payload: Uint8Array) => new Uint8Array(gzipSync(payload));
const CBOR = encodeCbor(SAID);
const PACKED = new Uint8Array(encodeMessagePack(SAID));
const JSON_TEXT = encodeUtf8(JSON.stringify(SAID));

describe.each([
  ['JSON', JSON_TEXT],
  ['CBOR', CBOR],
  ['MessagePack', PACKED],
  ['CBOR in gzip', zipped(CBOR)],
  ['JSON in gzip in gzip', zipped(zipped(JSON_TEXT))],
])('a value of %s', (_name, payload) => {
  it.each([
    [['t'], 21.5],
    [['id'], 'press-07'],
    [['on'], true],
    [['list', 0], 1],
    [['list', '0'], 1],
    [['list', 1, 'deep'], null],
    [['list'], CONTAINER],
    [['list', 2], undefined],
    [['1'], 'one'],
    [['no'], undefined],
    [['t', 'no'], undefined],
    [['constructor'], undefined],
  ])('at %j', (steps, value) => {
    expect(payloadReader(steps)(payload)).toBe(value);
  });
});

describe('a value', () => {
  it('is found by a numeric key, and the last of repeated keys counts', () => {
    const payload = bytesOf('a3 01 6161 01 6162 18 2a 6163');
    expect(payloadReader([1])(payload)).toBe('b');
    expect(payloadReader(['1'])(payload)).toBe('b');
    expect(payloadReader(['42'])(payload)).toBe('c');
  });

  it('is found by a key in several chunks', () => {
    expect(payloadReader(['abcd'])(bytesOf('a1 7f 626162 626364 ff 19 0100'))).toBe(256);
  });

  it('keeps every digit', () => {
    const payload = bytesOf('a1 62 6964 1b 0020000000000001');
    expect(String(payloadReader(['id'])(payload))).toBe('9007199254740993');
  });

  it('is not found in a broken payload, or in one that could be anything', () => {
    expect(payloadReader(['t'])(CBOR.subarray(0, -1))).toBeUndefined();
    expect(payloadReader([0])(bytesOf('83010203'))).toBeUndefined();
  });
});

describe('a preview of a payload', () => {
  const line = (payload: Uint8Array, limit = 80, size?: number) => {
    const { text, complete } = payloadPreview(payload, limit, size === undefined ? {} : { size });
    return [text, complete];
  };

  it('names formats that are not text', () => {
    const short = { t: 21.5, id: 'é' };
    expect(line(encodeCbor(short))).toEqual(['CBOR {"t": 21.5, "id": "é"}', true]);
    expect(line(zipped(encodeCbor(short)))).toEqual(['gzip CBOR {"t": 21.5, "id": "é"}', true]);
    expect(line(zipped(encodeUtf8('on\n')))).toEqual(['gzip on␊', true]);
    expect(line(encodeUtf8('{"t":1}'))).toEqual(['{"t":1}', true]);
    expect(line(bytesOf('ff00'))).toEqual(['ff 00', true]);
  });

  it('is truncated at its limit, and marked as such', () => {
    const payload = encodeCbor(Array.from({ length: 100_000 }, () => 'text'));
    expect(line(payload, 20)).toEqual(['CBOR ["text", "text"', false]);
  });

  it('works with only the beginning', () => {
    expect(line(CBOR.subarray(0, 12), 80, CBOR.length)[0]).toMatch(/^CBOR \{"/);
    expect(line(CBOR.subarray(0, 12), 80, CBOR.length)[1]).toBe(false);
    expect(line(CBOR.subarray(0, 12))[0]).not.toContain('CBOR');
  });

  it('makes invisible characters visible', () => {
    expect(line(encodeCbor({ a: 'x\u202ey' }))).toEqual(['CBOR {"a": "x⟨U+202E⟩y"}', true]);
  });
});

describe('changes', () => {
  const changed = (previous: Uint8Array, current: Uint8Array) =>
    loaded(diffPayloads(previous, current, {}));

  it('are listed value by value in any format with values, also inside another one', () => {
    for (const written of [encodeCbor, (said: object) => zipped(encodeCbor({ ...said }))]) {
      const diff = changed(written({ t: 21.5, gone: 1 }), written({ t: 22, new: 'x' }));
      const changes = diff?.changes.map((change) => [
        change.kind,
        pathText(change.path),
        diff && oldSource(diff, change),
      ]);
      expect(changes).toEqual([
        ['changed', 'payload.t', '21.5'],
        ['added', 'payload.new', undefined],
        ['removed', 'payload.gone', '1'],
      ]);
    }
  });

  it('are none for the same number in another size', () => {
    const total = (a: string, b: string) => changed(bytesOf(a), bytesOf(b))?.total;
    expect(total('a1 63 616263 01', 'a1 63 616263 1801')).toBe(0);
    expect(total('a1 63 616263 01', 'a1 63 616263 02')).toBe(1);
  });

  it('are undefined between formats', () => {
    expect(diffPayloads(CBOR, PACKED, {})).toBeUndefined();
    expect(diffPayloads(CBOR, encodeUtf8('on'), {})).toBeUndefined();
  });
});

describe('a tree', () => {
  it('has the content of wrapped payloads, and nothing of broken ones', () => {
    const cut = loaded(payloadTree(CBOR.subarray(0, -1), { contentType: 'application/cbor' }));
    expect(cut?.error?.key).toBe('ends');
    expect(cut?.tree).toBeUndefined();
    expect(loaded(payloadTree(zipped(CBOR)))?.formats.map(({ id }) => id)).toEqual([
      'gzip',
      'cbor',
    ]);
  });
});

it('copying uses the displayed text', () => {
  const [text, cbor, hex, gzip] = ['text', 'cbor', 'hex', 'gzip'].map(formatNamed);
  if (!text || !cbor || !hex || !gzip) throw new Error('formats are missing');
  const payload = encodeCbor({ abc: [1] });
  expect(copiedText(encodeUtf8('on'), text)).toBe('on');
  expect(copiedText(payload, cbor)).toBe('{\n  "abc": [\n    1\n  ]\n}');
  expect(copiedText(payload, hex)).toBe('a1 63 61 62 63 81 01');
  expect(copiedText(zipped(payload), gzip)).toBe('{\n  "abc": [\n    1\n  ]\n}');
});
