import { encode as encodeMessagePack } from '@msgpack/msgpack';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { leastCpuTime } from '../../base/cpuTime.testkit.ts';
import { Lazy } from '../../base/lazy.ts';
import { runs, tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { isMissing, type PayloadFormat, type Typed } from '../tree/format.ts';
import { encodeCbor } from './cbor/cborWriter.ts';
import { cbor } from './cbor.ts';
import { typedCbor, typedMessagePack } from './codecs.ts';
import { FORMATS, formatOf, formatsToShow } from './formats.ts';
import { messagePack } from './messagePack.ts';
import { payloadTree } from './reading.ts';
import { bytesOf, plain } from './tree.testkit.ts';
import { WRITTEN } from './written.ts';

beforeAll(async () => {
  for (const { typed } of FORMATS) if (typed instanceof Lazy) await typed.load();
});

const typedOf = ({ typed }: PayloadFormat): Typed | undefined =>
  typed instanceof Lazy ? typed.found : typed;

const SAID = { t: 21.5, id: 'press-07', on: true };

describe('the list of payload formats', () => {
  it('has unique names, and an extension for each', () => {
    const ids = FORMATS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { extension } of FORMATS) expect(extension).toMatch(/^\.[a-z\d]+$/);
  });

  it('names writable formats before their codecs are loaded', () => {
    const written = FORMATS.filter(({ typed }) => typed !== undefined);
    const isListed = ({ id }: { readonly id: string }) => FORMATS.some((one) => one.id === id);
    expect(WRITTEN.filter(isListed).map(({ id, name, typed }) => [id, name, typed])).toEqual(
      written.map(({ id, name, typed }) => [id, name, typed]),
    );
    // Sparkplug cannot be detected from a payload.
    expect(WRITTEN.filter((one) => !isListed(one)).map(({ id }) => id)).toEqual(['sparkplug']);
    expect(written.map(typedOf)).not.toContain(undefined);
    expect([typedOf(cbor), typedOf(messagePack)]).toEqual([typedCbor, typedMessagePack]);
  });
});

describe('detection of formats', () => {
  const CBOR = encodeCbor(SAID);
  const MESSAGE_PACK = new Uint8Array(encodeMessagePack(SAID));

  it.each([
    ['CBOR', CBOR, undefined, 'cbor'],
    ['CBOR in a tag', Uint8Array.of(0xd9, 0xd9, 0xf7, ...CBOR), undefined, 'cbor'],
    ['MessagePack', MESSAGE_PACK, undefined, 'messagepack'],
    ['CBOR with the content type of MessagePack', CBOR, 'application/msgpack', 'cbor'],
    ['JSON with the content type of CBOR', encodeUtf8('{"a":1}'), 'application/cbor', 'json'],
    ['text with the content type of CBOR', encodeUtf8('offline'), 'application/cbor', 'text'],
    ['a number of CBOR, unsaid', bytesOf('182a'), undefined, 'hex'],
    ['a number of CBOR, with its content type', bytesOf('182a'), 'application/cbor', 'cbor'],
    [
      'a number of CBOR, in a type of its own',
      bytesOf('182a'),
      'application/vnd.plant+cbor',
      'cbor',
    ],
    [
      'a text of CBOR that reads as text, with its content type',
      bytesOf('6568656c6c6f'),
      'application/cbor',
      'cbor',
    ],
    ['half of CBOR, unsaid', CBOR.subarray(0, -1), undefined, 'hex'],
    ['half of CBOR, with its content type', CBOR.subarray(0, -1), 'application/cbor', 'cbor'],
    [
      'a number of MessagePack, with its content type',
      bytesOf('cd1000'),
      'application/vnd.msgpack',
      'messagepack',
    ],
    ['small numbers in an array', bytesOf('83010203'), undefined, 'hex'],
    ['floats in an array', bytesOf('82fa428e999afa41a80000'), undefined, 'cbor'],
    ['text that starts with tags', encodeUtf8('Öl: 5'), undefined, 'text'],
    ['a float of 64 bits', bytesOf('4019000000000000'), undefined, 'hex'],
    ['a picture', bytesOf('89504e470d0a1a0a0000000d49484452'), undefined, 'png'],
    ['text that starts like a picture', encodeUtf8('GIF89a is a format'), undefined, 'text'],
  ])('%s', (_name, payload, contentType, id) => {
    expect(formatOf(payload, { contentType })?.id).toBe(id);
  });

  it('keeps text as text, and JSON as JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(!/\p{Cc}/u.test(text));
        expect(formatOf(encodeUtf8(text))?.isText).toBe(true);
      }),
      { numRuns: tries(2000) },
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const payload = encodeUtf8(JSON.stringify(value));
        // A single number or word does not identify JSON, but still has a value.
        const isTelling =
          typeof value === 'string' || (typeof value === 'object' && value !== null);
        expect(formatOf(payload)?.id).toBe(isTelling ? 'json' : 'text');
        expect(formatOf(payload, { contentType: 'application/json' })?.id).toBe('json');
        const read = payloadTree(payload);
        expect(read && !isMissing(read) && read.tree?.source(0)).toBe(JSON.stringify(value));
      }),
      { numRuns: tries(500) },
    );
  });

  it('keeps random bytes as bytes, except one in thousands', () => {
    let seed = 7;
    const random = () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return seed >>> 24;
    };
    let taken = 0;
    for (let n = 0; n < runs(20_000); n += 1) {
      const payload = Uint8Array.from({ length: 1 + (n % 24) }, random);
      const id = formatOf(payload)?.id;
      if (id !== 'hex' && id !== 'text' && id !== 'json') taken += 1;
    }
    expect(taken).toBeLessThan(5);
  });

  it('finds non-empty objects written in any language', () => {
    const members = fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(fc.double(), fc.string()), {
      minKeys: 1,
      noNullPrototype: true,
    });
    let ambiguous = 0;
    fc.assert(
      fc.property(members, (value) => {
        const cbor = encodeCbor(value);
        const packed = new Uint8Array(encodeMessagePack(value));
        fc.pre(cbor.length >= 4 && packed.length >= 4);
        expect(formatOf(cbor)?.id).toBe('cbor');
        expect(messagePack.detect?.(packed, false)).toBe('sure');
        // By chance, about 5 in 100,000 MessagePack maps are also complete CBOR.
        if (formatOf(packed) !== messagePack) ambiguous += 1;
      }),
      { numRuns: tries(500) },
    );
    expect(ambiguous).toBeLessThan(5);
  });

  it('offers likely formats for bytes of no format', () => {
    const shown = (payload: Uint8Array) =>
      formatsToShow(payload, formatOf(payload)).map(({ id }) => id);
    expect(shown(encodeUtf8('on'))).toEqual(['json', 'text', 'hex']);
    expect(shown(CBOR)).toEqual(['json', 'text', 'cbor', 'hex']);
    expect(shown(CBOR.subarray(0, -1))).toEqual(['json', 'text', 'cbor', 'hex']);
    expect(shown(Uint8Array.of(0xff, 0, 1))).toEqual(['json', 'text', 'hex']);
    const embedded = Uint8Array.of(0xa1, 0x61, 0x76, 0xd8, 24, 0x42, 0x81, 1);
    expect(shown(embedded)).toEqual(['json', 'text', 'cbor-embedded', 'cbor', 'hex']);
  });
});

describe('time', () => {
  // Payloads that claim to be large, deep or of many parts, and a real payload of the same length.
  it.each([
    ['arrays in arrays', 0x81],
    ['tags', 0xc1],
    ['maps', 0xa1],
    ['small maps of MessagePack', 0x8f],
    ['arrays of 2^32', 0xdd],
  ])('is short for a million bytes of %s', (_name, byte) => {
    const payload = new Uint8Array(1_000_000).fill(byte);
    expect(leastCpuTime(() => formatOf(payload), 2, 6000)).toBeLessThan(6000);
  });

  const BEGINNINGS = [
    '',
    '<',
    '<a',
    '<a>',
    '{',
    '{"',
    '[',
    '"',
    '1',
    '-',
    '---\n',
    'a: ',
    '%',
    'MIME',
  ];
  const UNITS = [
    'a',
    ' ',
    '\n',
    '0',
    '.',
    ',',
    '"',
    "'",
    '\\',
    '{',
    '[',
    '(',
    '<',
    '</a',
    '/>',
    '&',
    '%41',
  ];
  const MORE_UNITS = [
    'a:',
    'a=',
    'a,',
    'a;',
    '- ',
    '# ',
    '\t',
    ': ',
    '=',
    'A=',
    '1,',
    '1e',
    '/+',
    '_',
    '$A,',
  ];
  const endless = BEGINNINGS.flatMap((begun) =>
    [...UNITS, ...MORE_UNITS].flatMap((unit) =>
      ['', ' !'].map((end) => [begun, unit, end] as const),
    ),
  );

  it('is short for texts that start like a format and never end', () => {
    const slow = endless.filter(([begun, unit, end]) => {
      const text = begun + unit.repeat(Math.floor(50_000 / unit.length)) + end;
      const payload = new TextEncoder().encode(text);
      return leastCpuTime(() => formatOf(payload), 2, 500) > 500;
    });
    expect(slow).toEqual([]);
  });

  it('is linear in the length', () => {
    const list = (length: number) => encodeCbor(Array.from({ length }, (_, n) => [n, String(n)]));
    const [small, large] = [list(2_000), list(32_000)];
    const read = (payload: Uint8Array) => () => plain1(payload);
    const once = leastCpuTime(read(small));
    const most = 16 * once * 4 + 500;
    expect(leastCpuTime(read(large), 2, most)).toBeLessThan(most);
  });
});

function plain1(payload: Uint8Array): unknown {
  const tree = formatOf(payload)?.decode?.(payload).tree;
  return tree && [plain(tree), tree.source(0)];
}
