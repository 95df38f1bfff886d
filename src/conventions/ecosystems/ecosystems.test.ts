/** Tests each file of this folder with its test data: devices, values and requests of example messages. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Lazy } from '../../base/lazy.ts';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { PartRow } from '../../engine/devices/deviceRows.ts';
import type { RequestPair } from '../../engine/requestResponse/pair.ts';
import { alibaba } from '../alibaba/alibaba.ts';
import { meaningOf } from '../alibaba/topics.ts';
import { Talk } from '../files/talk.testkit.ts';
import { homeAssistantBy } from '../homeAssistant/convention.ts';
import { homeAssistant } from '../homeAssistant/homeAssistant.ts';
import { SHIPPED } from '../shipped.ts';
import { MEANING } from '../sparkplug/meaning.ts';
import { sparkplug } from '../sparkplug/sparkplug.ts';
import { tasmotaBy } from '../tasmota/convention.ts';
import { TASMOTA } from '../tasmota/tasmota.ts';
import { ENTRIES, EXAMPLES, messagesOf } from './examples.testkit.ts';
import { headsOfFiles } from './heads.testkit.ts';
import { HEADS } from './heads.ts';
import { conventionOf, ECOSYSTEMS } from './loaded.testkit.ts';

const all = () => [
  alibaba(Lazy.of({ of: meaningOf })),
  sparkplug(Lazy.of(MEANING)),
  homeAssistantBy(Lazy.of(homeAssistant)),
  tasmotaBy(Lazy.of(TASMOTA)),
  ...SHIPPED.map(({ head }) => conventionOf(head.id)),
];

test('the list of heads is that of the files, each with its source and its test data', () => {
  expect(HEADS).toEqual(headsOfFiles());
  const ids = HEADS.map(({ id }) => id);
  expect(ids.toSorted()).toEqual([...ENTRIES.keys()].toSorted());
  expect(ids.filter((id) => !ECOSYSTEMS.get(id)?.file.source?.startsWith('https://'))).toEqual([]);
});

/** The value with its unit, and the topic that sets it. */
function shownPart({ value, unit, command }: PartRow) {
  const text = [value, unit].filter((one) => one !== undefined && one !== '').join(' ');
  return command === undefined ? text : [text, command];
}

/** undefined for an empty object, which test data omits. */
const unlessEmpty = <T>(record: Readonly<Record<string, T>>) =>
  Object.keys(record).length === 0 ? undefined : record;

function shownDevices(talk: Talk, convention: string) {
  return talk.devices().map(({ id, name, root, parent, state }) => {
    const { facts = [], parts, alarms = [] } = talk.device(convention, id) ?? {};
    const values = (parts?.rows ?? []).map((part) => [part.name, shownPart(part)] as const);
    const said = alarms.map(({ what }) => (typeof what === 'string' ? what : what.en));
    return {
      id,
      name,
      root,
      parent,
      state,
      facts: unlessEmpty(Object.fromEntries(facts)),
      parts: unlessEmpty(Object.fromEntries(values)),
      alarms: said.length === 0 ? undefined : said,
    };
  });
}

const shownPair = ({ isFailure, message, ...pair }: RequestPair) => {
  const { direction, kind, identifier, request, reply, state, code } = pair;
  const failed = isFailure ? (message ?? true) : undefined;
  return { direction, kind, identifier, request, reply, state, code, failed };
};

describe.each([...ENTRIES])('%s', (convention, { client, devices, pairs }) => {
  test('shows the devices and requests of its example', () => {
    const talk = new Talk(conventionOf(convention));
    talk.connect(client);
    talk.sayAll(messagesOf(convention));
    expect(shownDevices(talk, convention)).toEqual(devices);
    expect(talk.pairs(convention).map(shownPair)).toEqual(pairs);
  });

  test('has texts in both languages', () => {
    expect(textsIn(ECOSYSTEMS.get(convention)?.file)).toEqual([]);
  });

  test('has code only for kinds of its messages', () => {
    const { file, more = {} } = ECOSYSTEMS.get(convention) ?? {};
    const kinds = new Set(file?.topics.map(({ kind }) => kind));
    expect(Object.keys(more).filter((kind) => !kinds.has(kind))).toEqual([]);
  });
});

/** Texts for people in one language only. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) =>
    (name === 'about' || name === 'what') && typeof inner === 'string' ? [inner] : textsIn(inner),
  );
}

test.each(Object.entries(EXAMPLES))(
  'with all enabled, %s has only its own devices',
  (convention, example) => {
    const talk = new Talk(...all());
    talk.connect(example.client);
    talk.sayAll(example.messages);
    expect(talk.devices().map((row) => [row.convention, row.id])).toEqual(
      example.devices.map((id) => [convention, id]),
    );
  },
);

const TOPICS = Object.values(EXAMPLES).flatMap(({ messages }) =>
  messages.map(([, topic]) => topic),
);
const KEYS = ['id', 'src', 'dst', 'state', 'type', 'from', 'payload', '__proto__', 'Messages'];

test('accepts any payload on all topics of the examples', () => {
  const odd = fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.json({ maxDepth: 4 }).map(encodeUtf8),
    fc
      .dictionary(fc.constantFrom(...KEYS), fc.jsonValue({ maxDepth: 3 }))
      .map((value) => encodeUtf8(JSON.stringify(value))),
  );
  const said = fc.tuple(fc.constantFrom('in', 'out'), fc.constantFrom(...TOPICS), odd);
  fc.assert(
    fc.property(fc.array(said, { minLength: 20, maxLength: 40 }), (messages) => {
      const talk = new Talk(...all());
      talk.connect('me');
      talk.sayAll(messages);
      const details = talk.devices().map(({ convention, id }) => talk.device(convention, id));
      expect(details).not.toContain(undefined);
    }),
    { numRuns: tries(40, 6) },
  );
});
