/** Tests that apply to every format and step in the lists, including future ones. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { Lazy } from '../base/lazy.ts';
import { isSample, isThorough, tries } from '../base/runs.testkit.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { ALL_STEPS } from './chains/allSteps.ts';
import { layersOf } from './chains/layers.ts';
import { typedCbor, typedMessagePack } from './formats/codecs.ts';
import {
  FORMATS,
  formatOf,
  formatsToShow,
  loadFormat,
  loadFormats,
  readingOf,
} from './formats/formats.ts';
import { payloadPreview, payloadTree, within } from './formats/reading.ts';
import { bytesOf, expectPlacesInOrder, mutated } from './formats/tree.testkit.ts';
import type { SchemaFile, Step } from './schemas/step.ts';
import { isMissing, type PayloadFormat } from './tree/format.ts';

const FILES: readonly SchemaFile[] = [
  {
    name: 'a.proto',
    text: 'syntax = "proto3"; message A { int32 n = 1; string s = 2; repeated A more = 3; map<string, double> m = 4; }',
  },
  {
    name: 'a.avsc',
    text: '{"type": "record", "name": "A", "fields": [{"name": "n", "type": "long"}, {"name": "s", "type": ["null", "string", "A"]}, {"name": "m", "type": {"type": "map", "values": "double"}}]}',
  },
];

/** An argument that the step takes. */
function argumentOf(takes: NonNullable<Step['takes']>[number], step: string): string {
  switch (takes.kind) {
    case 'file':
      return FILES.find(({ name }) => takes.endings.some((end) => name.endsWith(end)))?.name ?? '';
    case 'type':
      return 'A';
    case 'choice':
      return takes.of[0] ?? '';
    case 'text':
      return step === 'skip' ? '3' : 'a:3';
  }
}

/** With all arguments, and with only the required ones. */
function made({ name, takes = [], make }: Step): readonly PayloadFormat[] {
  const needed = takes.filter(({ isOptional }) => isOptional !== true);
  const formats = [takes, needed].flatMap((some) => {
    const format = make(
      some.map((one) => argumentOf(one, name)),
      FILES,
    );
    return 'key' in format ? [] : format;
  });
  if (formats.length === 0) throw new Error(`nothing made of the step ${name}`);
  return formats;
}

const ALL = [...new Set([...FORMATS, ...ALL_STEPS.flatMap(made)])];
const byName = ALL.map((format) => [format.name, format] as const);

beforeAll(async () => {
  await loadFormats();
  for (const format of ALL) {
    await loadFormat(format);
    if (format.typed instanceof Lazy) await format.typed.load();
  }
});

/** A well-formed payload of each format, made by our writers or by other libraries. */
const WELL_FORMED: readonly Uint8Array[] = [
  encodeUtf8('{"a": [1, "b", null], "n": 71.5}'),
  encodeUtf8('<r a="1"><b>2</b></r>'),
  encodeUtf8('a,b\n1,"2"\n'),
  encodeUtf8('a=1&b=%20'),
  encodeUtf8('aGVsbG8gd29ybGQ='),
  encodeUtf8('00 01 02 ff'),
  new Uint8Array(gzipSync('{"a": 1}')),
  // CBOR, MessagePack, BSON
  bytesOf('a2 61 61 01 61 62 82 f5 f9 3e 00'),
  bytesOf('82 a1 61 01 a1 62 92 c3 ca 3f c0 00 00'),
  bytesOf('0c 00 00 00 10 61 00 01 00 00 00 00'),
  // Protobuf, Sparkplug B, Avro
  bytesOf('08 96 01 12 01 61 1a 02 08 01 22 0c 0a 01 78 11 00 00 00 00 00 00 f0 3f'),
  bytesOf('08 01 12 0c 0a 01 61 10 01 20 09 65 00 00 8f 42 18 00'),
  bytesOf('ac 02 02 02 61 02 02 78 00 00 00 00 00 00 f0 3f 00'),
];

/** The repeated field 3 of A once as a number, which is wrong, then as a message. */
const MISFIT_FIRST = bytesOf('18 96 01 12 01 61 1a 02 08 01');

const someBytes = fc.oneof(
  fc.uint8Array({ maxLength: 80 }),
  fc.constantFrom(...WELL_FORMED).chain((bytes) => mutated(fc.constant(bytes))),
);

const someValue = fc
  .jsonValue()
  .map((value) => encodeUtf8(JSON.stringify(value)))
  .chain((bytes) => {
    const others = [typedCbor, typedMessagePack].map((one) => one.parse(decodeUtf8(bytes) ?? ''));
    return fc.constantFrom(bytes, ...others.flatMap((one) => (one.ok ? [one.bytes] : [])));
  });

function reading(format: PayloadFormat) {
  const found = readingOf(format);
  if (isMissing(found)) throw new Error(`${format.name} is not loaded`);
  return found;
}

describe.each(byName)('%s', (_name, format) => {
  test('never throws, and locates values within the payload for any bytes', () => {
    fc.assert(
      fc.property(someBytes, fc.boolean(), (bytes, isNamed) => {
        const { decode, layOut, reader } = reading(format);
        format.detect?.(bytes, isNamed);
        const { tree, error } = decode?.(bytes) ?? {};
        expect(error?.offset ?? 0).toBeLessThanOrEqual(bytes.length);
        if (tree !== undefined) expectPlacesInOrder(tree, bytes.length);
        for (let row = 0; row < (tree?.tape.size ?? 0); row += 1) {
          tree?.value(row);
          tree?.path(row);
        }
        tree?.source(0);
        layOut?.(bytes);
        reader?.(['a'])(bytes);
        const inner = within(bytes, format, 1 << 16);
        if (isMissing(inner)) throw new Error(`${format.name} is not loaded`);
        expect(inner?.bytes.length ?? 0).toBeLessThanOrEqual(1 << 16);
        expect(inner?.error?.offset ?? 0).toBeLessThanOrEqual(bytes.length);
        layersOf(bytes, { chosen: format });
        payloadPreview(bytes, 100, { chosen: format });
      }),
      { numRuns: tries(100), examples: [[MISFIT_FIRST, false]] },
    );
  });
});

const written = ALL.flatMap(({ name, typed }) =>
  typed === undefined ? [] : [[name, typed] as const],
);

test.each(written)('the editable form of %s is written as the same bytes', (_name, typed) => {
  const codec = typed instanceof Lazy ? typed.found : typed;
  if (codec === undefined) throw new Error('no codec');
  let shown = 0;
  fc.assert(
    fc.property(fc.oneof(someBytes, someValue), (bytes) => {
      const text = codec.print(bytes);
      if (text === undefined) return;
      shown += 1;
      expect(codec.parse(text)).toEqual({ ok: true, bytes });
    }),
    { numRuns: tries(300, 60), examples: WELL_FORMED.map((bytes) => [bytes]) },
  );
  // The few tries of a sample may contain none by chance.
  expect(shown > 0 || isSample).toBe(true);
});

/** Bytes that no leaf, no key and no head of a container has. */
function gapsIn(format: PayloadFormat, bytes: Uint8Array): number {
  const { tree, error } = reading(format).decode?.(bytes) ?? {};
  expect(error).toBeUndefined();
  if (tree === undefined) throw new Error('nothing read');
  expect([tree.tape.start(0), tree.tape.end(0)]).toEqual([0, bytes.length]);
  let gaps = 0;
  for (let row = 0; row < tree.tape.size; row += 1) {
    let from: number | undefined;
    for (const child of tree.childRows(row)) {
      gaps += from === undefined ? 0 : tree.memberStart(child) - from;
      from = tree.tape.end(child);
    }
  }
  return gaps;
}

test.each([
  ['cbor', 7],
  ['messagepack', 8],
  ['bson', 9],
  ['protobuf', 10],
  ['sparkplug', 11],
] as const)('the values of %s fill its bytes without gaps', (id, which) => {
  const format = ALL.find((one) => one.id === id);
  const bytes = WELL_FORMED[which];
  if (format === undefined || bytes === undefined) throw new Error(`no ${id}`);
  expect(gapsIn(format, bytes)).toBe(0);
});

test.each([
  ['protobuf-message', 10],
  ['avro-value', 12],
] as const)('the values of %s fill its bytes without gaps', (id, which) => {
  const format = ALL.find((one) => one.id === id && one.decode !== undefined);
  const bytes = WELL_FORMED[which];
  if (format === undefined || bytes === undefined) throw new Error(`no ${id}`);
  expect(gapsIn(format, bytes)).toBe(0);
});

/** Large enough to hold more numbers, arrays and fields than a Map or a Set may have entries. */
const LARGE = 36 << 20;

/** Only one of the steps for numbers, because all of them read the bytes in the same way. */
const OF_ANY_SIZE = ALL.filter(
  ({ name }) => name === 'int32be[]' || !/^u?(?:int|float)\d|^bits|^time/.test(name),
);

/** `npm test` takes every twelfth of them. */
const TRIED = OF_ANY_SIZE.filter((_, at) => isThorough || at % 12 === 0);

/** Timeout in ms for one payload. On an idle machine a payload takes a thirtieth of it. */
const TIMEOUT = 300_000;

const MANY_VALUES: readonly [what: string, first: string, more: string][] = [
  ['numbers with commas', '[1', ',1'],
  ['open arrays', '', '\u0081'],
];
/** Takes as long as the others together, and fills the memory. */
const PROTOBUF: typeof MANY_VALUES = [['fields of Protobuf', '', '\u0008\u0001']];

test.each([...MANY_VALUES, ...(isThorough ? PROTOBUF : [])])(
  '36 MiB of %s end with visible content',
  (_what, first, more) => {
    const bytes = new Uint8Array(Buffer.alloc(LARGE, more, 'latin1').buffer);
    bytes.set(encodeUtf8(first));
    // Detection takes most of the time and is the same for all of these, so it runs once.
    const about = { chosen: formatOf(bytes) };
    expect(payloadPreview(bytes, 100, about).size).toBe(LARGE);
    formatsToShow(bytes, about.chosen);
    expect(isMissing(payloadTree(bytes, about))).toBe(false);
    for (const format of TRIED) {
      const { decode } = reading(format);
      const { error } = decode?.(bytes) ?? {};
      expect(error?.offset ?? 0).toBeLessThanOrEqual(LARGE);
      const inner = within(bytes, format);
      const length = isMissing(inner) ? undefined : (inner?.bytes.length ?? 0);
      expect(length).toBeLessThanOrEqual(4 << 20);
    }
  },
  TIMEOUT,
);
