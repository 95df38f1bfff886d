/**
 * Tests payloads that nest 100,000 values or hundreds of layers: they are shown up to a limit, and nothing
 * throws.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { fieldMeanings } from '../alibaba/alink/fieldMeanings.ts';
import { deliveries } from '../alibaba/deliveries.ts';
import { Lazy } from '../base/lazy.ts';
import { isThorough } from '../base/runs.testkit.ts';
import { plainValue } from '../engine/schemas/plainValue.ts';
import { runTask, type TaskName } from '../ui/session/reading/tasks.ts';
import { ALL_STEPS } from './chains/allSteps.ts';
import { layersOf } from './chains/layers.ts';
import { FORMATS, formatsToShow, loadFormat, loadFormats, readingOf } from './formats/formats.ts';
import { diffPayloads } from './formats/payloadDiff.ts';
import { payloadPreview, payloadReader, payloadTree } from './formats/reading.ts';
import { prettyJson } from './json/jsonText.ts';
import { jsonOf, plainText } from './json/memberAt.ts';
import { isFlatStep, NESTED, NESTED_JSON } from './nested.testkit.ts';
import { Shape } from './shape/shape.ts';
import { type About, isMissing, type PayloadFormat } from './tree/format.ts';

const FILES = [
  {
    name: 'a.proto',
    text: 'syntax = "proto3"; message A { int32 n = 1; string s = 2; repeated A more = 3; }',
  },
  {
    name: 'a.avsc',
    text: '{"type": "record", "name": "A", "fields": [{"name": "s", "type": ["null", "A"]}]}',
  },
];

const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  protobuf: ['a.proto', 'A'],
  avro: ['a.avsc', 'A'],
};

const steps = ALL_STEPS.filter(({ name }) => !isFlatStep(name)).flatMap(({ name, make }) => {
  const format = make(ARGUMENTS[name] ?? [], FILES);
  return 'id' in format ? [[name, format] as const] : [];
});
const chosen = new Map<string, readonly PayloadFormat[]>();
for (const [name, format] of [...FORMATS.map((one) => [one.id, one] as const), ...steps]) {
  chosen.set(name, [...(chosen.get(name) ?? []), format]);
}

beforeAll(async () => {
  await loadFormats();
  await Promise.all([...chosen.values()].flat().map(loadFormat));
});

test('every format and step has an entry for nesting', () => {
  const known = [...FORMATS.map(({ id }) => id), ...ALL_STEPS.map(({ name }) => name)];
  expect(known.filter((id) => !isFlatStep(id) && NESTED[id] === undefined)).toEqual([]);
});

/** Tasks about a payload that the page sends to a worker. */
const TASKS: { readonly [K in TaskName]: Parameters<typeof runTask<K>>[0]['how'] } = {
  value: { wanted: undefined },
  cells: { paths: [['a', 0, 'a']] },
  'leaf-paths': null,
  'changing-paths': null,
  table: null,
  plottable: null,
  layers: null,
  shape: null,
  places: { paths: [['a']] },
  path: { offset: 50 },
  copied: null,
  extension: null,
};

const isTask = (name: string): name is TaskName => name in TASKS;

/** Every reader of payloads. Add a line for each new one. */
const READERS: Readonly<Record<string, (payload: Uint8Array, about: About) => unknown>> = {
  detect: (payload) => FORMATS.map(({ detect }) => detect?.(payload, true)),
  offer: (payload, { chosen: format }) => formatsToShow(payload, format),
  preview: (payload, about) => payloadPreview(payload, 100, about),
  'lines for the eye': (payload, { chosen: format }) => {
    const reading = format && readingOf(format);
    return isMissing(reading) ? undefined : reading?.layOut?.(payload);
  },
  layers: (payload, about) => layersOf(payload, about),
  'every value': (payload, about) => {
    const found = payloadTree(payload, about);
    const tree = isMissing(found) ? undefined : found?.tree;
    for (let row = 0; row < (tree?.tape.size ?? 0); row += 97) {
      tree?.value(row);
      tree?.source(row, 100);
    }
    // Computing all paths would take quadratic time.
    return tree && [tree.path(tree.tape.size - 1), tree.source(0).length, plainValue(tree)];
  },
  filter: (payload, about) =>
    [payloadReader(['a', 'a']), payloadReader([0, 0])].map((read) => read(payload, about.chosen)),
  diff: (payload, about) => diffPayloads(payload, payload, { previous: about, current: about }),
  shape: (payload, about) => {
    const found = payloadTree(payload, about);
    if (isMissing(found) || found?.tree === undefined) return;
    const shape = new Shape();
    shape.add(found.tree, { packet: 1, time: 0 });
    shape.report();
  },
  'members of JSON': (payload) => plainText(jsonOf(payload)),
  'pretty JSON': (payload) => prettyJson(payload),
  secrets: (payload) => deliveries.secretsIn('/ext/register', payload),
  'meaning of members': (payload) =>
    fieldMeanings('/sys/a/b/thing/event/property/post', payload, undefined),
  'page and worker': (payload, about) => {
    const message = { payload, ...about };
    for (const task of Object.keys(TASKS).filter(isTask)) {
      structuredClone(runTask({ task, of: [message, message], how: TASKS[task] }));
    }
  },
};

function thrownBy(read: () => unknown): unknown {
  try {
    read();
    return undefined;
  } catch (error) {
    return error;
  }
}

const cases = Object.entries(NESTED).flatMap(([id, payloads]) =>
  payloads.map((payload, at) => [`${id} ${at + 1}`, id, payload] as const),
);

describe.each(cases)('%s', (_name, id, payload) => {
  test('works with every reader, detected and selected', () => {
    // Chosen formats are read like detected ones. The thorough run tries both.
    const own = chosen.get(id) ?? [];
    const formats = isThorough ? new Set([undefined, ...own]) : own.slice(-1);
    for (const format of formats) {
      const about = { chosen: format };
      for (const [reader, read] of Object.entries(READERS)) {
        expect([reader, thrownBy(() => read(payload, about))]).toEqual([reader, undefined]);
      }
    }
  }, 300_000);

  test('an error of depth contains the limit', () => {
    const errors = (chosen.get(id) ?? []).flatMap((format) => {
      const layers = layersOf(payload, { chosen: format });
      return isMissing(layers) ? [] : layers.flatMap(({ error }) => error ?? []);
    });
    const ofDepth = errors.filter(({ key }) => key === 'depth' || key === 'layers');
    expect(ofDepth.filter(({ levels }) => levels === undefined)).toEqual([]);
  });
});

test.each(steps)('%s: accepts typed JSON with this nesting', async (_name, { typed }) => {
  if (typed instanceof Lazy) await typed.load();
  const codec = typed instanceof Lazy ? typed.found : typed;
  expect(() => NESTED_JSON.map((text) => codec?.parse(text))).not.toThrow();
});
