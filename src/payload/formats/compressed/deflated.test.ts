import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastCpuTime } from '../../../base/cpuTime.testkit.ts';
import { tries } from '../../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../../base/utf8.ts';
import type { PayloadFormat } from '../../tree/format.ts';
import { formatOf } from '../formats.ts';
import { gzip, zlib } from './deflated.ts';

const MOST = 1 << 20;
const packed = {
  gzip: (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes)),
  zlib: (bytes: Uint8Array) => new Uint8Array(deflateSync(bytes)),
};
const both: readonly [PayloadFormat, (bytes: Uint8Array) => Uint8Array][] = [
  [gzip, packed.gzip],
  [zlib, packed.zlib],
];

it('reports a missing dictionary', () => {
  const bytes = encodeUtf8('temperature pressure humidity');
  const options = { dictionary: Buffer.from('temperature pressure') };
  const payload = new Uint8Array(deflateSync(bytes, options));
  expect(zlib.unwrap?.found?.(payload, MOST)).toEqual({
    bytes: new Uint8Array(),
    error: { key: 'dictionary', offset: 6 },
  });
  expect(zlib.detect?.(payload, true)).toBe('begun');
  expect(zlib.detect?.(payload, false)).toBeUndefined();
});

describe.each(both)('$name', (format, pack) => {
  it('unpacks the output of zlib, and is detected', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (bytes) => {
        const payload = pack(bytes);
        expect(format.unwrap?.found?.(payload, MOST)).toEqual({ bytes });
        expect(formatOf(payload)?.id).toBe(format.id);
      }),
      { numRuns: tries(200) },
    );
  });

  it('keeps the content before an error, and locates the error', () => {
    const text = encodeUtf8(Array.from({ length: 600 }, (_, n) => `line ${n * n}`).join('\n'));
    const payload = pack(text);
    const cut = format.unwrap?.found?.(payload.subarray(0, payload.length >> 1), MOST);
    expect(cut?.error).toEqual({ key: 'ends', offset: 0 });
    expect(text.subarray(0, cut?.bytes.length)).toEqual(cut?.bytes);
    expect(cut?.bytes.length).toBeGreaterThan(1000);

    const damaged = payload.slice();
    damaged[payload.length - 2] = (payload.at(-2) ?? 0) ^ 1;
    const { error, bytes } = format.unwrap?.found?.(damaged, MOST) ?? {};
    expect([error?.key, bytes]).toEqual(['checksum', text]);

    const longer = format.unwrap?.found?.(Uint8Array.of(...payload, 7), MOST);
    expect(longer).toEqual({ bytes: text, error: { key: 'rest', offset: payload.length } });
  });

  it('unpacks no more than the limit', () => {
    const bomb = pack(new Uint8Array(16 << 20));
    expect(bomb.length).toBeLessThan(100_000);
    const unpack = () => format.unwrap?.found?.(bomb, MOST);
    expect(unpack()?.bytes.length).toBe(MOST);
    expect(unpack()?.error?.key).toBe('large');
    expect(leastCpuTime(unpack, 3, 300)).toBeLessThan(300);
  });

  it('never throws on damaged bytes', () => {
    const payload = pack(encodeUtf8('{"a":1,"b":"some text, some text"}'));
    for (let at = 0; at < payload.length; at += 1) {
      for (const bit of [1, 8, 128]) {
        const damaged = payload.slice();
        damaged[at] = (payload[at] ?? 0) ^ bit;
        const { error } = format.unwrap?.found?.(damaged, MOST) ?? {};
        expect(error?.offset ?? 0).toBeLessThanOrEqual(payload.length);
      }
    }
  });
});

describe('gzip', () => {
  it('accepts zeros at the end, and no other bytes', () => {
    const one = packed.gzip(encodeUtf8('one'));
    const unpack = (...end: number[]) => gzip.unwrap?.found?.(Uint8Array.of(...one, ...end), MOST);
    expect(unpack(0, 0, 0)).toEqual({ bytes: encodeUtf8('one') });
    expect(unpack(0, 1)).toMatchObject({ error: { key: 'rest', offset: one.length } });
  });

  it('joins several members', () => {
    const payload = Uint8Array.of(
      ...packed.gzip(encodeUtf8('one ')),
      ...packed.gzip(encodeUtf8('two')),
    );
    expect(gzip.unwrap?.found?.(payload, MOST)).toEqual({ bytes: encodeUtf8('one two') });
  });

  it('needs little more than their bytes for very many members', () => {
    const member = packed.gzip(new Uint8Array());
    const payload = new Uint8Array(20_000 * member.length);
    for (let n = 0; n < 20_000; n += 1) payload.set(member, n * member.length);
    expect(leastCpuTime(() => gzip.unwrap?.found?.(payload, MOST), 2, 2000)).toBeLessThan(2000);
  });
});

describe('zlib', () => {
  it('is not detected by its header only', () => {
    expect(formatOf(Uint8Array.of(0x78, 0x9c, 1, 2, 3, 4, 5, 6, 7, 8))?.id).toBe('hex');
  });
});
