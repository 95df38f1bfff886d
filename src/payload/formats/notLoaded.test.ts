/** Tests the answers for payloads whose format is not loaded yet. */
import { deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { type Absent, absent } from './absent.testkit.ts';
import { hex } from './binary.ts';
import { encodeCbor } from './cbor/cborWriter.ts';
import { cbor } from './cbor.ts';
import { gzip, zlib } from './compressed/deflated.ts';
import { certainFormatOf, formatOf, formatsToShow, loadFormats } from './formats.ts';
import { messagePack } from './messagePack.ts';
import { diffPayloads } from './payloadDiff.ts';
import { copiedText, payloadPreview, payloadReader, payloadTree, within } from './reading.ts';
import { bytesOf } from './tree.testkit.ts';

const zipped = (payload: Uint8Array) => new Uint8Array(gzipSync(payload));
const PACKED = zipped(encodeCbor({ t: 21.5 }));
const DEFLATED = new Uint8Array(deflateSync(encodeUtf8('{"t":21.5}')));
/** Begins like zlib. */
const CHANCE = Uint8Array.of(0x78, 0x9c, 1, 2, 3, 4, 5, 6, 7, 8);

let ofGzip: Absent;
let ofZlib: Absent;
beforeEach(() => {
  ofGzip = absent(gzip);
  ofZlib = absent(zlib);
});
afterEach(() => vi.restoreAllMocks());

test('detection loads nothing', () => {
  expect(formatOf(PACKED)).toBe(gzip);
  expect(certainFormatOf(PACKED)).toBe(gzip);
  expect(formatOf(DEFLATED)).toBe(zlib);
  expect(formatOf(encodeCbor({ t: 21.5 }))).toBe(cbor);
  expect(formatsToShow(CHANCE, formatOf(CHANCE))).toContain(zlib);
  expect([ofGzip.asked(), ofZlib.asked()]).toEqual([0, 0]);
});

test('a format recognised only by its code is uncertain before that is loaded', async () => {
  expect(formatOf(CHANCE)).toBe(zlib);
  expect(certainFormatOf(CHANCE)).toEqual({ missing: zlib });
  await ofZlib.arrive();
  expect(formatOf(CHANCE)).toBe(hex);
  expect(certainFormatOf(CHANCE)).toBe(hex);
  expect(certainFormatOf(DEFLATED)).toBe(zlib);
});

test('reading reports the missing format, and works once it is loaded', async () => {
  const other = zipped(encodeCbor({ t: 22 }));
  const plain = encodeCbor({ t: 1 });
  const read = () => [
    within(PACKED, gzip),
    payloadTree(PACKED),
    diffPayloads(other, PACKED, {}),
    diffPayloads(other, plain, {}),
    diffPayloads(plain, other, {}),
    copiedText(PACKED, gzip),
  ];
  expect(read()).toEqual(Array.from({ length: 6 }, () => ({ missing: gzip })));
  await ofGzip.arrive();
  expect(read()).toEqual([
    expect.objectContaining({ format: cbor, error: undefined }),
    expect.objectContaining({ formats: [gzip, cbor] }),
    expect.objectContaining({ total: 1 }),
    expect.objectContaining({ total: 1 }),
    expect.objectContaining({ total: 1 }),
    '{\n  "t": 21.5\n}',
  ]);
});

test('a preview names the formats up to the missing one', async () => {
  const nested = zipped(DEFLATED);
  const line = () => {
    const { text, complete, missing } = payloadPreview(nested, 80);
    return [text, complete, missing];
  };
  expect(line()).toEqual(['gzip', false, gzip]);
  await ofGzip.arrive();
  expect(line()).toEqual(['gzip zlib', false, zlib]);
  await ofZlib.arrive();
  expect(line()).toEqual(['gzip zlib {"t":21.5}', true, undefined]);
});

test('MessagePack is recognized once its code is loaded', async () => {
  const said = bytesOf('82 a174 cb4035800000000000 a26964 a161');
  const named = bytesOf('cd1000');
  const ofMessagePack = absent(messagePack);
  const asked = () => [
    certainFormatOf(said),
    certainFormatOf(named, { contentType: 'application/msgpack' }),
    payloadTree(said),
  ];
  expect(asked()).toEqual([
    { missing: messagePack },
    { missing: messagePack },
    { missing: messagePack },
  ]);
  expect(payloadPreview(said, 80)).toMatchObject({ text: 'MessagePack', missing: messagePack });
  // Begins like a format without being valid.
  const chance = bytesOf('81 01 02 03 04 05 06 07');
  expect(certainFormatOf(chance)).toEqual({ missing: messagePack });
  await ofMessagePack.arrive();
  expect(asked()).toEqual([
    messagePack,
    messagePack,
    expect.objectContaining({ formats: [messagePack] }),
  ]);
  expect(certainFormatOf(chance)).toBe(hex);
});

test('all formats can be loaded at once', async () => {
  const read = () => payloadReader(['t'])(zipped(DEFLATED));
  const loaded = loadFormats();
  expect(read()).toBeUndefined();
  await Promise.all([ofGzip.arrive(), ofZlib.arrive(), loaded]);
  expect(read()).toBe(21.5);
});
