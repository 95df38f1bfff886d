import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBase64, parseBase64 } from '../base/base64.ts';
import { byteFinder, compareBytes, findBytes } from '../base/byteSearch.ts';
import { formatHex, hexLines, parseHex } from '../base/hex.ts';
import { tries } from '../base/runs.testkit.ts';
import { asText, previewText, textError } from '../base/text.ts';
import { formatOf } from './formats/formats.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('searching bytes', () => {
  const few = fc.uint8Array({ min: 0x40, max: 0x63, maxLength: 40 });
  const part = fc.oneof(fc.uint8Array({ min: 0x61, max: 0x63, maxLength: 4 }), few);
  const place = fc.tuple(fc.nat(40), fc.nat(40));
  const lower = (all: Uint8Array) => all.map((b) => (b >= 65 && b <= 90 ? b + 32 : b));

  it('finds all occurrences, optionally ignoring case', () => {
    fc.assert(
      fc.property(few, part, place, (whole, wanted, [a, b]) => {
        const from = Math.min(a, b, whole.length);
        const to = Math.min(Math.max(a, b), whole.length);
        const within = whole.subarray(from, to);
        expect(byteFinder(wanted)(whole, from, to)).toBe(findBytes(within, wanted));
        const found = byteFinder(lower(wanted), true)(whole, from, to);
        expect(found).toBe(findBytes(lower(within), lower(wanted)));
        const order = Math.sign(compareBytes(whole, wanted, from, to));
        expect(order).toBe(Buffer.compare(within, wanted));
      }),
      { numRuns: tries(3000) },
    );
  });

  it('finds long patterns', () => {
    const wanted = Uint8Array.from({ length: 700 }, (_, at) => at % 251);
    const whole = Uint8Array.from({ length: 5000 }, (_, at) => (at + 3) % 251);
    expect(byteFinder(wanted)(whole, 0, whole.length)).toBe(true);
    expect(byteFinder(wanted)(whole, 4700, whole.length)).toBe(false);
  });
});

describe('hexadecimal', () => {
  it('round-trips for any line width', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 100 }),
        fc.integer({ min: 1, max: 40 }),
        (b, width) => {
          expect(parseHex(formatHex(b, width))).toEqual({ ok: true, bytes: b });
          expect(parseHex(formatHex(b, width).toUpperCase())).toEqual({ ok: true, bytes: b });
        },
      ),
    );
  });

  it.each(['', '0A 0b', '0x0A, 0x0b', '0a:0b', '0A-0B', ' 0a\n\t0B\n', '0a0b'])(
    'reads %j',
    (text) => {
      const expected = text === '' ? [] : [10, 11];
      expect(parseHex(text)).toEqual({ ok: true, bytes: Uint8Array.from(expected) });
    },
  );

  it.each([
    ['0a 0', 1, 4, 'half-a-byte', '0'],
    ['0a\n0b x1', 2, 4, 'not-a-digit', 'x'],
    ['0 a', 1, 1, 'half-a-byte', '0'],
    ['é', 1, 1, 'not-a-digit', 'é'],
    ['00 😀', 1, 4, 'not-a-digit', '😀'],
    ['0x', 1, 1, 'half-a-byte', '0'],
  ])('reports the position of the error in %j', (text, line, column, key, found) => {
    expect(parseHex(text)).toMatchObject({
      ok: false,
      line,
      column,
      why: { key, args: { found } },
    });
  });

  it('dumps the requested lines', () => {
    const payload = Uint8Array.from({ length: 40 }, (_, i) => i + 0x30);
    const digits = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => (from + i).toString(16));
    expect(hexLines(payload, 1, 5)).toEqual([
      { offset: 16, digits: digits(0x40, 0x50), ascii: '@ABCDEFGHIJKLMNO' },
      { offset: 32, digits: digits(0x50, 0x58), ascii: 'PQRSTUVW' },
    ]);
    expect(hexLines(Uint8Array.of(0, 0x7f, 0xff), 0, 1)[0]?.ascii).toBe('...');
  });
});

describe('Base64', () => {
  it('round-trips: padded, bare, URL-safe or broken into lines', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (b) => {
        const text = formatBase64(b);
        const bare = text.replaceAll('=', '');
        const safe = bare.replaceAll('+', '-').replaceAll('/', '_');
        const lines = text.replaceAll(/(.{5})/g, '$1\r\n');
        for (const given of [text, bare, safe, lines]) {
          expect(parseBase64(given)).toEqual({ ok: true, bytes: b });
        }
      }),
    );
  });

  it.each([
    ['AAA*', 1, 4, 'not-base64', '*'],
    ['AAAA\nA', 2, 2, 'length', ''],
    ['AA=A', 1, 4, 'padding', 'A'],
    ['AAAA=', 1, 5, 'padding', '='],
    ['AA=', 1, 4, 'padding-missing', ''],
    ['A===', 1, 2, 'length', '='],
    ['AB==', 1, 2, 'leftover-bits', 'B'],
    ['AAB', 1, 3, 'leftover-bits', 'B'],
  ])('reports the position of the error in %j', (text, line, column, key, found) => {
    expect(parseBase64(text)).toMatchObject({
      ok: false,
      line,
      column,
      why: { key, args: { found } },
    });
  });
});

describe('asText', () => {
  it('returns a text unchanged', () => {
    expect(asText(bytes('{"é": "😀"}\n\tx\ufeff'))).toBe('{"é": "😀"}\n\tx\ufeff');
    expect(asText(new Uint8Array())).toBe('');
  });

  it.each([
    [[0x61, 0x0d, 0x0a], 'carriage-return', 1],
    [[0x00], 'control', 0],
    [[0x61, 0x1b], 'control', 1],
    [[0x7f], 'control', 0],
    [[0xc2, 0x85], 'control', 0],
    [[0x61, 0xff], 'utf8', 1],
    [[0x61, 0xe2, 0x82], 'utf8', 1],
    [[0xed, 0xa0, 0x80], 'utf8', 0],
    [[0xc0, 0x80], 'utf8', 0],
    [[0x61, 0x80, 0x80, 0x80, 0x80, 0x80], 'utf8', 1],
  ])('has none for %j: %s at byte %i', (payload, kind, offset) => {
    expect(textError(Uint8Array.from(payload))).toEqual({ kind, offset });
    expect(asText(Uint8Array.from(payload))).toBeUndefined();
  });

  it('round-trips for all bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (b) => {
        const text = asText(b);
        fc.pre(text !== undefined);
        expect(bytes(text)).toEqual(b);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds the first error of UTF-8 in a long payload', () => {
    const payload = new Uint8Array(1_000_000).fill(0x61);
    payload.set([0xe2, 0x28], 700_001);
    expect(textError(payload)).toEqual({ kind: 'utf8', offset: 700_001 });
  });
});

describe('previewText', () => {
  it('shows a short payload completely', () => {
    expect(previewText(bytes('on'), 10)).toEqual({
      text: 'on',
      complete: true,
      size: 2,
      binary: false,
    });
  });

  it('marks truncation, with the exact size', () => {
    const preview = previewText(bytes('😀'.repeat(500_000)), 3);
    expect(preview).toEqual({ text: '😀😀😀', complete: false, size: 2_000_000, binary: false });
    expect(previewText(bytes('abcd'), 3)).toMatchObject({ text: 'abc', complete: false });
    expect(previewText(bytes('abc'), 3)).toMatchObject({ text: 'abc', complete: true });
  });

  it('shows binary data as hexadecimal', () => {
    expect(previewText(Uint8Array.of(0xff, 0x00, 0x10), 2)).toEqual({
      text: 'ff 00',
      complete: false,
      size: 3,
      binary: true,
    });
  });

  it('respects its limit for all bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat({ max: 20 }), (b, limit) => {
        const { size, complete, binary, text } = previewText(b, limit);
        expect(size).toBe(b.length);
        const shown = binary ? text.split(' ').filter((d) => d !== '').length : limit;
        expect(shown).toBeLessThanOrEqual(Math.max(limit, 0));
        expect(complete).toBe(binary ? b.length <= limit : isWithin(b, limit));
      }),
      { numRuns: 1000 },
    );
  });
});

function isWithin(payload: Uint8Array, limit: number): boolean {
  return Array.from(new TextDecoder().decode(payload)).length <= limit;
}

describe('formatOf', () => {
  it.each([
    ['', undefined, undefined],
    ['', 'application/json', undefined],
    ['{"a":1}', undefined, 'json'],
    [' \n [1]', undefined, 'json'],
    ['23.5', undefined, 'text'],
    ['-1e3\n', undefined, 'text'],
    ['true', undefined, 'text'],
    ['null', undefined, 'text'],
    ['23.5', 'text/plain', 'text'],
    ['23.5', 'application/json', 'json'],
    ['\ufeff [1]', undefined, 'json'],
    ['"é"', undefined, 'json'],
    ['{"a":1', undefined, 'json'],
    ['{"a":1', 'application/json; charset=utf-8', 'json'],
    ['on', undefined, 'text'],
    ['one\r\ntwo', undefined, 'text'],
    ['a\u0000b', undefined, 'hex'],
    ['a\u0000b', 'application/vnd.x+json', 'text'],
  ])('treats %j with content type %s as %s', (text, contentType, id) => {
    expect(formatOf(bytes(text), { contentType })?.id).toBe(id);
  });

  it('treats ill-formed UTF-8 as binary, inside JSON too', () => {
    expect(formatOf(Uint8Array.of(0x22, 0xff, 0x22))?.id).toBe('hex');
    expect(formatOf(Uint8Array.of(0xff), { contentType: 'application/json' })?.id).toBe('hex');
  });
});

it('hexadecimal digits and Base64 agree with Node', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (b) => {
      const buffer = Buffer.from(b);
      expect(formatBase64(b)).toBe(buffer.toString('base64'));
      expect(formatHex(b).replaceAll(/\s/g, '')).toBe(buffer.toString('hex'));
      expect(parseBase64(buffer.toString('base64url'))).toEqual({ ok: true, bytes: b });
      expect(parseHex(buffer.toString('hex'))).toEqual({ ok: true, bytes: b });
    }),
  );
});
