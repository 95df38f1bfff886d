/** Tests the parsing of chains, their results, and their errors. */

import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { formatBase64 } from '../../base/base64.ts';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { loadFormats } from '../formats/formats.ts';
import { payloadPreview, payloadReader, payloadTree } from '../formats/reading.ts';
import { isMissing, type PayloadFormat } from '../tree/format.ts';
import { makeChain } from './chain.ts';
import { parseChain } from './chainSyntax.ts';
import { ChosenFormats } from './chosenFormats.ts';
import { completeChain } from './completeChain.ts';
import { layersOf, valuesIn } from './layers.ts';

beforeAll(loadFormats);

const WITHIN = '{"temp": 21.5}';
const PACKED = gzipSync(WITHIN);
const NESTED = encodeUtf8(`{"id": 7, "data": "${formatBase64(PACKED)}"}`);

async function chosenBy(chain: string, topic = 'a/b') {
  const chosen = new ChosenFormats({ chains: [{ filter: 'a/+', chain }], files: [] });
  await chosen.load();
  const format = chosen.of(topic);
  if (format === undefined) throw new Error('no format');
  return format;
}

async function layers(payload: Uint8Array, chain: string) {
  const made = layersOf(payload, { chosen: await chosenBy(chain) });
  if (isMissing(made)) throw new Error('not loaded');
  return made;
}

describe('a chain', () => {
  test('decodes the payload to its content, and each layer has its bytes', async () => {
    const found = await layers(NESTED, 'json.data | base64 | gzip | json');
    expect(found.map(({ format, isChosen }) => [format.name, isChosen])).toEqual([
      ['JSON.data', true],
      ['Base64', true],
      ['gzip', true],
      ['JSON', true],
    ]);
    const [outer, , packed, inner] = found;
    const { start = 0, end = 0 } = outer?.next ?? {};
    expect(new TextDecoder().decode(NESTED.subarray(start, end))).toBe(`"${formatBase64(PACKED)}"`);
    expect(packed?.bytes).toEqual(new Uint8Array(PACKED));
    expect(inner?.tree?.source(0)).toBe(WITHIN);
  });

  test('continues with the detected format of its result', async () => {
    const found = await layers(NESTED, 'json["data"] | base64');
    expect(found.map(({ format, isChosen }) => [format.name, isChosen])).toEqual([
      ['JSON.data', true],
      ['Base64', true],
      ['gzip', false],
      ['JSON', false],
    ]);
  });

  test('provides the values of filters, previews and trees', async () => {
    expect(payloadPreview(NESTED, 80, { chosen: await chosenBy('json.data | base64') }).text).toBe(
      `Base64 gzip ${WITHIN}`,
    );
    const chosen = await chosenBy('.data | base64 | gzip | json');
    expect(payloadReader(['temp'])(NESTED, chosen)).toBe(21.5);
    expect(payloadReader(['id'])(NESTED, chosen)).toBeUndefined();
    expect(payloadReader(['id'])(NESTED)).toBe(7);
    expect(payloadPreview(NESTED, 80, { chosen }).text).toBe(WITHIN);
    const tree = payloadTree(NESTED, { chosen });
    expect(tree !== undefined && !isMissing(tree) && tree.tree?.source(0)).toBe(WITHIN);
  });

  test.each([
    ['55.49', 'json.data | base64', 'path', 0],
    ['empty', 'json.data', 'json', 0],
    ['{"data": "YQ="}', 'json.data | base64', 'padding-missing', 3],
    ['{"data": null}', 'json.data | base64', 'kind', 9],
    ['{"data": "YWJj"}', 'json.data | base64 | gzip', 'unpacked', 0],
    ['{"data": "YWJjZGVm"}', 'json.data | base64 | zlib', 'unpacked', 0],
    ['{"data": "YWJjZGVm"}', 'json.data | base64 | zstd', 'unpacked', 0],
    ['{"data": "YWJjZGVm"}', 'json.data | base64 | lz4', 'unpacked', 0],
    ['{"data": 1}', 'json.other.data | gzip', 'path', 0],
  ])(
    'of %s by %s explains its failure, and shows the bytes before',
    async (text, chain, key, offset) => {
      const found = await layers(encodeUtf8(text), chain);
      const last = found.at(-1);
      expect(last?.error).toMatchObject({ key, offset });
      expect(last?.next).toBeUndefined();
      const chosen = await chosenBy(chain);
      expect(payloadReader(['data'])(encodeUtf8(text), chosen)).toBeUndefined();
      expect(valuesIn(found)).toBeUndefined();
      // A declined payload is shown as it is.
      expect(payloadPreview(encodeUtf8(text), 80, { chosen }).text).not.toBe('');
    },
  );

  test('decodes nothing if it is invalid', async () => {
    const found = await layers(NESTED, 'json.data | bsae64');
    expect(found).toHaveLength(1);
    expect(found[0]?.error?.key).toBe('chain');
    expect(found[0]?.format.id).toBe('json');
  });

  test('is selected by the first matching filter', async () => {
    const chains = [
      { filter: 'a/b', chain: 'hex' },
      { filter: 'a/#', chain: 'gzip' },
    ];
    const chosen = new ChosenFormats({ chains, files: [] });
    expect(chosen.of('a/b')?.name).toBe('hex');
    expect(chosen.of('a/c')?.name).toBe('gzip');
    expect(chosen.of('b')).toBeUndefined();
    expect(chosen.of('a/b')?.name).toBe('hex');
  });

  test('never throws on any bytes', async () => {
    const chosen = await Promise.all(
      [
        'json.a | base64 | gzip | cbor',
        'cbor["a"] | zlib',
        'hex | messagepack[0]',
        '.a | text | json',
      ].map((chain) => chosenBy(chain)),
    );
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...chosen),
        (bytes, format) => {
          expect(layersOf(bytes, { chosen: format })).not.toHaveProperty('missing');
          payloadTree(bytes, { chosen: format });
          payloadPreview(bytes, 80, { chosen: format });
        },
      ),
      { numRuns: tries(1000) },
    );
  });
});

describe('the text of a chain', () => {
  test('has steps with paths and brackets', () => {
    const parsed = parseChain(' json.a[0]["b c"] | .d.3|gzip | made( x.proto , "a,b" ).e ');
    expect(
      parsed.ok &&
        parsed.steps.map(({ name, args, path }) => [
          name?.text,
          args.map(({ text }) => text),
          path,
        ]),
    ).toEqual([
      ['json', [], ['a', 0, 'b c']],
      [undefined, [], ['d', 3]],
      ['gzip', [], []],
      ['made', ['x.proto', 'a,b'], ['e']],
    ]);
  });

  test.each([
    ['', 'no-step', 0, 0],
    ['json | ', 'no-step', 7, 7],
    ['json | bsae64', 'unknown-step', 7, 13],
    ['json..a', 'no-key', 5, 5],
    ['json[', 'no-key', 5, 5],
    ['int8[', 'no-key', 5, 5],
    ['json[1', 'unclosed', 4, 6],
    ['json["a', 'unclosed', 5, 7],
    ['made(a, b', 'unclosed', 4, 9],
    ['json + gzip', 'unexpected', 5, 6],
    ['gzip.a', 'no-values', 4, 6],
    ['gzip(1)', 'arguments', 0, 4],
    [Array.from({ length: 17 }, () => 'gzip').join('|'), 'too-many', 80, 80],
  ])('%s is reported at its place', (text, key, start, end) => {
    const made = makeChain(text, []);
    expect(!made.ok && [made.error.why.key, made.error.start, made.error.end]).toEqual([
      key,
      start,
      end,
    ]);
  });

  test('suggests the intended step', () => {
    const made = makeChain('bsae64', []);
    expect(!made.ok && made.error.why.args).toEqual({ name: 'bsae64', meant: 'base64' });
  });

  test('is completed with names of steps', () => {
    expect(completeChain('json.data | bas', 15, [])).toEqual({
      from: 12,
      to: 15,
      texts: ['base64'],
    });
    expect(completeChain('js', 2, []).texts).toEqual(['json', 'json-seq']);
    expect(completeChain('json.da', 7, []).texts).toEqual([]);
  });

  test('is a chain or has an error inside the text', () => {
    const piece = fc.constantFrom(
      'json',
      '.a',
      '[',
      ']',
      '"',
      '(',
      ')',
      '|',
      ',',
      ' ',
      '1',
      'ü',
      '\\',
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((pieces) => pieces.join('')),
        (text) => {
          const made = makeChain(text, []);
          if (made.ok) return;
          expect(made.error.start).toBeLessThanOrEqual(made.error.end);
          expect(made.error.end).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: tries(1000) },
    );
  });
});

test('CSV uses the divider of the step', async () => {
  const [layer] = await layers(encodeUtf8('a,b;c\n1,2;3\n'), 'csv(semicolon)');
  expect(layer?.tree?.source(0)).toBe('[{"a,b": "1,2", "c": 3}]');
  expect(makeChain('csv(pipe)', [])).toMatchObject({
    ok: false,
    error: { why: { key: 'no-choice' } },
  });
});

test('a final number in text has its value, and none if the step requires text', async () => {
  const payload = encodeUtf8('{"v": "55.49"}');
  const last = (await layers(payload, 'json.v')).at(-1);
  expect([last?.format.name, last?.tree?.source(0)]).toEqual(['Text', '55.49']);
  expect(payloadReader([])(payload, await chosenBy('json.v'))).toBe(55.49);
  expect(payloadReader([])(encodeUtf8('55.49'))).toBe(55.49);
  expect((await layers(payload, 'json.v | text')).at(-1)?.tree).toBeUndefined();
  expect(payloadReader([])(payload, await chosenBy('json.v | text'))).toBeUndefined();
});

describe('a broken payload', () => {
  const packed = (spoil: (bytes: Uint8Array) => Uint8Array) =>
    spoil(new Uint8Array(gzipSync('{"temp": 21.5}')));
  const wrongSum = packed((bytes) => bytes.with(-8, (bytes.at(-8) ?? 0) ^ 1));
  const trailed = packed((bytes) => Uint8Array.of(...bytes, 1));
  // {"temp": 21.5, "id": …
  const cutCbor = Uint8Array.of(0xa2, 0x64, 0x74, 0x65, 0x6d, 0x70, 0xf9, 0x4d, 0x60, 0x62);

  test.each([
    ['gzip | json', wrongSum, 'checksum', '{"temp": 21.5}'],
    ['gzip', wrongSum, 'checksum', '{"temp": 21.5}'],
    ['gzip | json', trailed, 'rest', '{"temp": 21.5}'],
    ['cbor', cutCbor, 'ends', '{"temp": 21.5}'],
    ['cbor.temp | text', cutCbor, 'ends', '21.5'],
  ])('by %s shows its readable part, and no value is found', async (chain, bytes, key, shown) => {
    const chosen = await chosenBy(chain);
    const found = await layers(bytes, chain);
    expect(found.map(({ error }) => error?.key).filter(Boolean)).toEqual([key]);
    expect(payloadPreview(bytes, 80, { chosen }).text).toContain(shown);
    expect(valuesIn(found)).toBeUndefined();
    expect(payloadReader(['temp'])(bytes, chosen)).toBeUndefined();
    const tree = payloadTree(bytes, { chosen });
    expect(tree && !isMissing(tree) && tree.tree).toBeUndefined();
  });

  test('without a selected format has no values either', () => {
    expect(payloadReader(['temp'])(packed((bytes) => bytes))).toBe(21.5);
    for (const bytes of [wrongSum, trailed]) {
      expect(payloadReader(['temp'])(bytes)).toBeUndefined();
      const tree = payloadTree(bytes);
      expect(tree && !isMissing(tree) && tree.tree).toBeUndefined();
    }
  });

  test.each([
    // Extra bytes follow the value.
    ['uint8', Uint8Array.of(7, 1, 2), 'rest', [], 7],
    // A text in Latin-1 before a number: its bytes are shown instead.
    ['protobuf(a.proto)', Uint8Array.of(0x0a, 1, 0xe4, 0x10, 7), 'utf8', ['n'], 7],
    ['csv', encodeUtf8(`n\n${'7\n'.repeat(300_000)}`), 'many', [0, 'n'], 7],
  ])('finds the valid values by %s', async (chain, bytes, key, path, value) => {
    const files = [
      { name: 'a.proto', text: 'message A { optional string s = 1; optional int32 n = 2; }' },
    ];
    const chosen = new ChosenFormats({ chains: [{ filter: 'a', chain }], files });
    await chosen.load();
    const format = chosen.of('a');
    const read = payloadTree(bytes, { chosen: format });
    expect(read && !isMissing(read) && read.error?.key).toBe(key);
    expect(payloadReader(path)(bytes, format)).toBe(value);
    const found = layersOf(bytes, { chosen: format });
    expect(!isMissing(found) && valuesIn(found)).toBeTruthy();
  });
});

test('opens nested wrappings up to a limit, and reports where it stopped', async () => {
  const wrapped = (times: number): Uint8Array => {
    let bytes = encodeUtf8('{"a": 1}');
    for (let time = 0; time < times; time += 1) bytes = new Uint8Array(gzipSync(bytes));
    return bytes;
  };
  const found = (times: number) => {
    const made = layersOf(wrapped(times));
    if (isMissing(made)) throw new Error('not loaded');
    return made;
  };
  const [few, many] = [found(23), found(40)];
  expect([few.length, few.at(-1)?.format.id, few.at(-1)?.error]).toEqual([24, 'json', undefined]);
  expect([many.length, many.at(-1)?.format.id]).toEqual([24, 'gzip']);
  expect(many.map(({ error }) => error?.key).filter(Boolean)).toEqual(['layers']);
  expect(many.at(-1)?.next).toBeUndefined();
});

test('readers, previews and layer lists open the same number of layers, including those of a chain', async () => {
  const wrapped = (times: number): Uint8Array => {
    let bytes = encodeUtf8('{"a": 1}');
    for (let time = 0; time < times; time += 1) bytes = new Uint8Array(gzipSync(bytes));
    return bytes;
  };
  const chosen = await chosenBy('gzip | gzip | gzip');
  const opened = (bytes: Uint8Array, about: { readonly chosen?: PayloadFormat } = {}) => {
    const layers = layersOf(bytes, about);
    const tree = payloadTree(bytes, about);
    return [
      !isMissing(layers) && layers.at(-1)?.format.id === 'json',
      tree !== undefined && !isMissing(tree),
      payloadReader(['a'])(bytes, about.chosen) === 1,
      payloadPreview(bytes, 1000, about).text.endsWith('{"a": 1}'),
    ];
  };
  expect(opened(wrapped(23))).toEqual([true, true, true, true]);
  expect(opened(wrapped(24))).toEqual([false, false, false, false]);
  expect(opened(wrapped(23), { chosen })).toEqual([true, true, true, true]);
  expect(opened(wrapped(24), { chosen })).toEqual([false, false, false, false]);
});

test('limits the unpacked bytes in the search for a value', () => {
  let bytes = encodeUtf8(`{"a": 1, "b": "${'x'.repeat(3 << 20)}"}`);
  const found: unknown[] = [];
  for (let time = 0; time < 7; time += 1) {
    found.push(payloadReader(['a'])(bytes));
    bytes = new Uint8Array(gzipSync(bytes, { level: 0 }));
  }
  expect(found).toEqual([1, 1, 1, 1, 1, 1, undefined]);
});

describe('a step without bytes', () => {
  const ISO = '2023-11-14T22:13:20.001Z';

  test.each([
    ['json.ts | time(ms)', '{"ts": 1700000000001}', ISO],
    ['json.ts | time(ms)', '{"ts": "1700000000001"}', ISO],
    ['json.ts | time(ms)', '{"ts": " 1700000000001 "}', ISO],
    ['json.ts | time(ms)', '{"ts": 1.700000000001e12}', ISO],
    ['json.ts | time(s)', '{"ts": 1700000000.001}', ISO],
    ['json.ts | time(s, uint32le)', '{"ts": 1700000000.001}', ISO],
    ['json.ts | time(ns)', '{"ts": 1700000000001000000}', ISO],
    ['json.ts | time(ms)', '{"ts": -1}', '1969-12-31T23:59:59.999Z'],
    // Eight digits must not be read as eight bytes.
    ['json.ts | time(s)', '{"ts": 17000000}', '1970-07-16T18:13:20Z'],
    ['text | time(ms)', '1700000000001', ISO],
    ['csv[0].t | time(ms)', 'n,t\n1,1700000000001\n', ISO],
    ['cbor[0] | time(s)', '\u0081\u001a\u0065\u0053\u00f1\u0000', '2023-11-14T22:13:20Z'],
    ['json.ts | time(ms) | text', '{"ts": 1700000000001}', ISO],
    // Outside the range of dates.
    ['json.ts | time(s)', '{"ts": 99999999999999999}', '99999999999999999'],
  ])('%s reads the number of %s', async (chain, payload, wanted) => {
    const bytes = Uint8Array.from(payload, (char) => char.charCodeAt(0));
    const last = (await layers(bytes, chain)).at(-1);
    expect(last?.error).toBeUndefined();
    const text = last?.tree?.value(0) ?? new TextDecoder().decode(last?.bytes);
    expect(String(text)).toBe(wanted);
    // The format's name leaves out bytes that it does not read.
    const name = last?.tree === undefined ? undefined : last.format.name;
    expect([undefined, `${/time\(\w+/.exec(chain)?.[0]})`]).toContain(name);
  });

  test.each([
    ['json.ts | float32le', '{"ts": 4711}', 'written'],
    ['json.ts | uint64be', '{"ts": 17000000}', 'written'],
    ['json.ts | bits(a:4, b:4)', '{"ts": 7}', 'written'],
    ['json.ts | cbor', '{"ts": 1}', 'written'],
    ['json.ts | uint8', '{"ts": true}', 'written'],
    ['json.ts | uint8[]', '{"ts": [1, 2]}', 'written'],
    ['cbor[0] | uint8', '\u0081\u0001', 'written'],
    ['json.ts | time(ms)', '{"ts": "noon"}', 'digits'],
    ['json.ts | time(ms)', '{"ts": [1]}', 'digits'],
    ['json.ts | time(ms)', '{"ts": true}', 'digits'],
  ])('%s declines %s, and says why', async (chain, payload, key) => {
    const bytes = Uint8Array.from(payload, (char) => char.charCodeAt(0));
    const last = (await layers(bytes, chain)).at(-1);
    expect(last?.error).toEqual({ key, offset: 0 });
    expect(last?.tree).toBeUndefined();
    const read = payloadReader([]);
    expect(read(bytes, await chosenBy(chain))).toBeUndefined();
  });

  test.each([
    ['json.n | hex', '{"n": 4142}', 'AB'],
    ['json.s | uint8[]', '{"s": "AB"}', '[65, 66]'],
    ['json.o | json.p', '{"o": {"p": "x"}}', 'x'],
    ['cbor[0] | cbor', '\u0081\u0081\u0001', '[1]'],
    ['json.b | base64 | uint8', '{"b": "Bw=="}', '7'],
  ])('%s of %s reads the same as before', async (chain, payload, wanted) => {
    const bytes = Uint8Array.from(payload, (char) => char.charCodeAt(0));
    const last = (await layers(bytes, chain)).at(-1);
    expect(last?.error).toBeUndefined();
    expect(last?.tree?.source(0) ?? new TextDecoder().decode(last?.bytes)).toBe(wanted);
  });
});
