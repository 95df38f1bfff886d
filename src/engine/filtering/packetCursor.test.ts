import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { corpus } from '../../mqtt/dissect/corpus.testkit.ts';
import { Capture } from '../capture/capture.ts';
import { compileFilter } from '../filter/compile.ts';
import { arbitraryExpression } from '../filter/filter.testkit.ts';
import { FIELD_NAMES, findField } from '../filter/syntax/fields.ts';
import { printFilter } from '../filter/syntax/print.ts';
import { FilteredRows } from './filteredRows.ts';
import { plainFacts } from './filtering.testkit.ts';
import { PacketCursor } from './packetCursor.ts';

const LONGEST = 300;
const recorded = corpus.filter(({ bytes }) => bytes.length < LONGEST);

/** Packets of every kind, valid and broken. */
const packet = fc
  .tuple(
    fc.constantFrom(...recorded),
    fc.array(fc.tuple(fc.nat(40), fc.nat(255)), { maxLength: 2 }),
    fc.boolean(),
  )
  .map(([{ bytes, version, sender }, changes, isCut]) => {
    const changed = isCut && bytes.length > 3 ? bytes.slice(0, -1) : bytes.slice();
    for (const [at, value] of changes) if (at < changed.length) changed[at] = value;
    return { bytes: changed, version, direction: sender === 'client' ? 'out' : 'in' } as const;
  });

const TEXTS = [
  'type in {publish, connect}',
  'qos == 1',
  'dup or retain',
  'mqtt.retain and not dup',
  'id > 0',
  'id == 0',
  'topic',
  'topic == ""',
  'topic contains "a"',
  'topic ~ "#" or version == 5',
  'payload',
  'payload == ""',
  'payload contains "{" or size > 40',
  'dir == in and mqtt.hdrflags > 50',
  'client',
  'mqtt.prop.user',
  'not (type == publish or size > 30)',
  'stream == 1 or id > 3 or dir == in',
  'no != 2 and time >= 0 and not fault.withheld',
  'no in {2..3, 5} and (version == 4 or qos > 0)',
  'not topic or topic != "a"',
  'payload matches "[a-z]+[{ ]"',
  'payload < "b" or payload == "a"',
  'payload.a or payload.t > 30',
  'temp or "a"',
];
/** Every field of the dissection, without an operator and compared with a value. */
const DISSECTED_TEXTS = FIELD_NAMES.filter((name) => !name.startsWith('mqttsn')).flatMap((name) => {
  const found = findField(name);
  if (found?.field.place.in !== 'fields') return [];
  const asks = { number: ['> 1', '== 0', '<= 7'], text: ['contains "a"', '== ""', '>= "m"'] };
  const other = { bytes: ['contains "a"', '== ""'], boolean: ['== true'] };
  const ofType: Readonly<Record<string, readonly string[]>> = { ...asks, ...other };
  return ['', ...(ofType[found.field.type] ?? [])].map((ask) => `${name} ${ask}`);
});
const USER_TEXTS = ['user', 'user["a"]', 'user != "b"', 'user["k"] contains ""', 'user["\\u0000"]'];

/** Fields that the dissection lacks. */
const BESIDE_BYTES = [
  'problem or id == 1',
  'not problem and (retain or not size > 20)',
  'exchange.state == open or exchange.latency >= 0',
  'reply.state == alone or reply.to > 0 or dup',
  'time > 00:00 and not time in {01:00..02:00}',
];

type Recorded = typeof packet extends fc.Arbitrary<infer T> ? T : never;

/** A PUBLISH with too long properties, after a SUBSCRIBE where framing is lost. */
const BEHIND_DOUBT = [
  [130, 17, 0, 1, 0, 0, 11, 36, 115, 104, 97, 114, 101, 47, 103, 43, 47, 97],
  [48, 6, 0, 1, 97, 3, 0, 120],
].map((bytes) => ({ bytes: Uint8Array.from(bytes), version: 5, direction: 'out' }) as const);

/** Unreadable properties: a too long one and an unknown one. */
const UNREADABLE = [
  [48, 10, 0, 1, 97, 5, 38, 1, 2, 97, 98, 120],
  [48, 7, 0, 1, 97, 2, 99, 97, 120],
].map((bytes) => ({ bytes: Uint8Array.from(bytes), version: 5, direction: 'in' }) as const);

function captureOf(packets: readonly Recorded[]): Capture {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const streams = new Map<number, number>();
  for (const { bytes, version, direction } of packets) {
    const stream = streams.get(version) ?? capture.openStream(version);
    streams.set(version, stream);
    capture.packet(stream, direction, 1, bytes);
  }
  return capture;
}

test('columns agree with the dissection for any packet', () => {
  const some = fc.subarray([...DISSECTED_TEXTS, ...USER_TEXTS], { minLength: 10, maxLength: 20 });
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 6 }), some, (packets, dissected) => {
      const capture = captureOf(packets);
      const plain = [...capture.packetsFrom(1)].map((held) => plainFacts({ ...held, time: 0 }));
      for (const text of [...TEXTS, ...dissected]) {
        const filter = compileFilter(text);
        const expected = plain.filter((facts) => filter.ok && filter.test(facts));
        expect([text, capture.filter.set(filter, FilteredRows)]).toEqual([text, undefined]);
        capture.filter.advance(() => true);
        const shown = capture.filter.list.numbers(0, packets.length);
        expect([text, ...shown]).toEqual([text, ...expected.map(({ no }) => no)]);
      }
    }),
    {
      numRuns: tries(900),
      examples: [
        [BEHIND_DOUBT, USER_TEXTS],
        [UNREADABLE, DISSECTED_TEXTS],
      ],
    },
  );
});

const JSON_PAYLOADS = [
  '{"temp": 31.5, "name": "press", "on": true, "list": [{"a": 1}, {"a": 2}]}',
  ' {"temp": 9007199254740993, "name": "温度", "on": null, "list": []}',
  '{"temp": "31", "name": "a\\nb", "list": {"0": 7}, "on": {}}',
  '{"temp": -0.5e1, "temp": 1e400, "list": [1], "list": [{"a": 3}]}',
  '{"temp": 31.5, "name": ',
  '[{"temp": 12}, "press"]',
  'temp',
  '31.5',
];
const JSON_FIELDS = [
  ...['temp', 'name', 'on', 'list', 'list[0].a', 'list.0', '0', '0.temp'].map(
    (path) => `payload.${path}`,
  ),
  'payload[1]',
];
const JSON_ASKS = [
  '',
  '> 30',
  '<= 31.5',
  '!= 31.5',
  '== 9007199254740993',
  '== NaN',
  'in {1..32}',
  '== "press"',
  '>= "press"',
  'contains "res"',
  'matches "^[p温]"',
  '~ "+"',
  '!= "press"',
  '== true',
  '!= null',
];
const JSON_TEXTS = JSON_FIELDS.flatMap((field) => JSON_ASKS.map((asks) => `${field} ${asks}`));

test('values in payloads are equal without known positions', () => {
  const packets = JSON_PAYLOADS.map((text) => {
    const payload = encodeUtf8(text);
    const bytes = Uint8Array.of(0x30, payload.length + 3, 0, 1, 0x61, ...payload);
    return { bytes, version: 4, direction: 'in' } as const;
  });
  const capture = captureOf(packets);
  const plain = [...capture.packetsFrom(1)].map((held) => plainFacts({ ...held, time: 0 }));
  let shown = 0;
  for (const text of JSON_TEXTS) {
    const filter = compileFilter(text);
    const expected = plain.filter((facts) => filter.ok && filter.test(facts));
    expect([text, capture.filter.set(filter, FilteredRows)]).toEqual([text, undefined]);
    capture.filter.advance(() => true);
    const numbers = capture.filter.list.numbers(0, packets.length);
    expect([text, ...numbers]).toEqual([text, ...expected.map(({ no }) => no)]);
    shown += numbers.length;
  }
  expect(shown).toBeGreaterThan(JSON_TEXTS.length / 2);
});

test('a filter gives the same result for a block as for each packet', () => {
  const packets = fc.array(packet, { minLength: 1, maxLength: 20 });
  const asked = fc.array(fc.constantFrom(0, 1), { minLength: 20, maxLength: 20 });
  const texts = fc.oneof(
    arbitraryExpression.map(printFilter),
    fc.constantFrom(...TEXTS, ...BESIDE_BYTES),
  );
  fc.assert(
    fc.property(packets, texts, asked, (all, text, places) => {
      const { facts } = captureOf(all).filter;
      const filter = compileFilter(text);
      if (!filter.ok) throw new Error(filter.error.fact.key);
      const cursor = new PacketCursor(facts);
      expect(cursor.blockFrom(1, all.length)).toBe(true);
      const mask = Uint8Array.from(places);
      filter.narrow(cursor, mask);
      const { count } = cursor;
      const each = places.map((is, place) =>
        place < count && !(is === 1 && filter.test(cursor.at(place))) ? 0 : is,
      );
      expect([...mask.subarray(0, count)]).toEqual(each.slice(0, count));
    }),
    { numRuns: tries(1500) },
  );
});
