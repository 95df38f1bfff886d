/** Tests the most expensive chains and schema files that a profile can hold. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import { isThorough, tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { readAvro } from '../avro/avroTypes.ts';
import { loadFormats } from '../formats/formats.ts';
import { payloadTree } from '../formats/reading.ts';
import { linkTypes } from '../protobuf/protoTypes.ts';
import { isMissing } from '../tree/format.ts';
import { makeChain } from './chain.ts';
import { ChosenFormats } from './chosenFormats.ts';
import { completeChain } from './completeChain.ts';
import { writableTypes, writtenBy } from './writtenBy.ts';

/** Limit of processor time in ms. Quadratic time would take many times as long. */
const MOST_TIME = 7000;

function within<T>(run: () => T): T {
  const begun = cpuTime();
  const made = run();
  expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
  return made;
}

const times = (text: string, count: number) => text.repeat(count);
const list = (count: number, each: (at: number) => string, joint: string) =>
  Array.from({ length: count }, (_, at) => each(at)).join(joint);
const typed = (step: string, name: string, text: string, json: string) =>
  writtenBy(step, [{ name, text }])?.parse(json);

describe('hostile chains', () => {
  it.each([
    ['steps', times('json|', 100_000)],
    ['a path', times('.a', 100_000)],
    ['elements', times('[0]', 100_000)],
    ['arguments', `bits(${times('a:1,', 100_000)}b:1)`],
    ['an open argument', `json(${times(' ', 100_000)}x`],
    ['escaped quotes', `["${times('\\"', 100_000)}`],
    ['a long name', times('x', 100_000)],
  ])('%s: rejected in linear time', (_name, text) => {
    within(() => {
      expect(makeChain(text, []).ok).toBe(false);
      expect(completeChain(text, text.length, []).texts).toEqual([]);
    });
  });

  it('unpacks nested bombs up to a limit, and reads no values', async () => {
    await loadFormats();
    let bomb: Uint8Array = new Uint8Array(6 << 20);
    for (let layer = 0; layer < 3; layer += 1) bomb = new Uint8Array(gzipSync(bomb));
    const chosen = new ChosenFormats({
      chains: [{ filter: '#', chain: list(16, () => 'gzip', ' | ') }],
      files: [],
    });
    await chosen.load();
    const read = within(() => payloadTree(bomb, { chosen: chosen.of('a') }));
    expect(read === undefined || isMissing(read) ? undefined : read.tree).toBeUndefined();
  });
});

const PROTO = {
  'open comments': [`option ${times('/*', 200_000)}`, 'expected'],
  'open strings': [`option ${times('\\"', 200_000)}`, 'expected'],
  'messages in messages': [times('message A {', 50_000), 'deep'],
  groups: [`message A { ${times('optional group B = 1 {', 40_000)}`, 'deep'],
  braces: [`option ${times('{', 400_000)}`, 'expected'],
  'a package of many parts': [`package ${times('a.', 200_000)}a;`, 'long'],
  'long names in long names': [
    `${list(30, (at) => `message ${times('a', 900)}${at} {`, '')}${list(9000, (at) => `message b${at}{}`, '')}`,
    'long',
  ],
} as const;

describe('hostile schema files', () => {
  it.each(Object.entries(PROTO))('%s: rejected in linear time', (_name, [text, key]) => {
    const file = { name: 'a.proto', text };
    expect(within(() => linkTypes(file, [file]))).toMatchObject({
      ok: false,
      error: { why: { key } },
    });
  });

  it('links mutually recursive messages once', () => {
    const text = list(
      8000,
      (at) => `message M${at} { M${(at + 1) % 8000} a = 1; M${at} b = 2; }`,
      '',
    );
    const file = { name: 'a.proto', text };
    expect(within(() => linkTypes(file, [file]))).toMatchObject({ ok: true });
  });

  it('reads recursive file imports within its budget', () => {
    const each = (at: number) => ({
      name: `${at}.avsc`,
      text: JSON.stringify({
        type: 'record',
        name: `R${at}`,
        fields: [{ name: 'a', type: 'Nowhere', doc: times('x', 900_000) }],
      }),
    });
    const files = Array.from({ length: 20 }, (_, at) => each(at));
    const keys = within(() => files.map((file) => readAvro(file, files))).map((read) =>
      read.ok ? '' : read.error.why.key,
    );
    expect(new Set(keys)).toEqual(new Set(['type', 'large']));
  });

  it('writes messages with many members and enums in linear time', () => {
    const count = 8000;
    const fields = `message A {${list(count, (at) => `int32 f${at}=${at + 1};`, '')}}`;
    const members = `{${list(count, (at) => `"f${count - 1 - at}":1`, ',')}}`;
    expect(within(() => typed('protobuf(a.proto)', 'a.proto', fields, members))).toMatchObject({
      ok: true,
    });
    const values = `enum E {${list(count, (at) => `V${at}=${at};`, '')}} message A { repeated E e = 1; }`;
    const names = `{"e":[${list(count, () => `"V${count - 1}"`, ',')}]}`;
    expect(within(() => typed('protobuf(a.proto)', 'a.proto', values, names))).toMatchObject({
      ok: true,
    });
  });
});

test('mutated chains and schema files never throw', async () => {
  await loadFormats();
  const piece = fc.oneof(
    fc.constantFrom(
      'json',
      'gzip',
      'base64',
      'protobuf(a.proto)',
      'avro(a.avsc, R)',
      'csv(',
      'bits(a:3',
      'cbor',
    ),
    fc.constantFrom(' | ', '.a', '[0]', '["x"]', '(', ')', ',', '"'),
    fc.string({ maxLength: 3 }),
  );
  const proto = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'message A {',
          '}',
          'int32 a = 1;',
          'A b = 2;',
          'enum E { X = 0; }',
          'oneof o {',
          'map<string, A> m = 3;',
        ),
        fc.constantFrom(
          'import "a.proto";',
          'extend A {',
          'package p;',
          '/*',
          '"',
          'group G = 4 {',
          'repeated ',
          '[packed=true]',
        ),
        fc.string({ maxLength: 3 }),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(' '));
  const avro = fc.oneof(
    fc.json(),
    fc
      .jsonValue()
      .map((value) =>
        JSON.stringify({ type: 'record', name: 'R', fields: [{ name: 'a', type: value }] }),
      ),
  );
  const payloads = [
    encodeUtf8('{"a":"eyJhIjoxfQ=="}'),
    new Uint8Array([10, 2, 8, 1, 0x1f, 0x8b]),
    new Uint8Array(),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 6 }),
      proto,
      avro,
      async (pieces, ofProto, ofAvro) => {
        const files = [
          { name: 'a.proto', text: ofProto },
          { name: 'a.avsc', text: ofAvro },
        ];
        const chosen = new ChosenFormats({
          chains: [{ filter: '#', chain: pieces.join('') }],
          files,
        });
        await chosen.load();
        for (const payload of payloads) {
          expect(payloadTree(payload, { chosen: chosen.of('a') })).not.toBeNull();
        }
        writableTypes('protobuf', files);
      },
    ),
    { numRuns: tries(600), ...(!isThorough && { seed: 1 }) },
  );
});
