/** Tests messages with more than a convention reads of a message or keeps of a device. */
import { expect, test } from 'vitest';
import { cpuTime } from '../base/cpuTime.testkit.ts';
import { Lazy } from '../base/lazy.ts';
import { withUnconvertible } from '../base/unconvertible.testkit.ts';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import { publish, Session } from '../engine/capture/capture.testkit.ts';
import { parseJson } from '../payload/json/parseJson.ts';
import { alibaba } from './alibaba/alibaba.ts';
import { meaningOf } from './alibaba/topics.ts';
import { EXAMPLES, messagesOf } from './ecosystems/examples.testkit.ts';
import { payloadOf, Talk, wholeConvention } from './files/talk.testkit.ts';
import { homeAssistantBy } from './homeAssistant/convention.ts';
import { homeAssistant } from './homeAssistant/homeAssistant.ts';
import { EdgeNode } from './sparkplug/edgeNode.testkit.ts';
import { MEANING } from './sparkplug/meaning.ts';
import { sparkplug } from './sparkplug/sparkplug.ts';
import { topicOf } from './sparkplug/topics.ts';

const LARGEST = 1_048_576;
const MOST_VALUES = 100_000;
const times = (text: string, count: number) => text.repeat(count);

function membersOf<T>(count: number, value: (at: number) => T): Record<string, T> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`m${at}`, value(at)]));
}

const list = (count: number, one: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => one(at)).join(',');

/** Reports of limits, by packet. */
function leftOut(talk: Talk) {
  const problems = { rule: 'convention-limit', first: 0, count: 100 };
  const found = talk.capture.window({ problems }, talk.time).problems?.rows?.rows ?? [];
  return found.map(({ packet, finding }) => [packet, finding.args]);
}

const POST = '/sys/a1B2c3D4e5F/lamp/thing/event/property/post';
const TAGS = '/sys/a1B2c3D4e5F/lamp/thing/deviceinfo/update';
const platform = () => new Talk(alibaba(Lazy.of({ of: meaningOf })));

test('Alibaba Cloud IoT: all members of a message are read, up to a limit that is reported', () => {
  const talk = platform();
  const lamp = () => talk.device('alibaba', 'a1B2c3D4e5F/lamp');
  talk.say('out', POST, { params: membersOf(2_000, (at) => at) });
  expect(lamp()?.parts.total).toBe(2_000);
  expect(leftOut(talk)).toEqual([]);
  const name = { convention: 'Alibaba Cloud IoT' };
  const parts = talk.say('out', POST, { params: membersOf(6_000, (at) => at) });
  expect(lamp()?.parts.total).toBe(5_000);
  const facts = talk.say('out', TAGS, {
    params: Array.from({ length: 60 }, (_, at) => ({ attrKey: `k${at}`, attrValue: 'v' })),
  });
  const tooLong = talk.say('out', POST, { params: { text: times('x', LARGEST) } });
  const tooMany = talk.say(
    'out',
    POST,
    `{"params":{${list(120_000, (at) => `"${at.toString(36)}":1`)}}}`,
  );
  expect(leftOut(talk)).toEqual([
    [parts, { ...name, of: 'parts', most: 5_000 }],
    [facts, { ...name, of: 'facts', most: 50 }],
    [tooLong, { ...name, of: 'bytes', most: LARGEST }],
    [tooMany, { ...name, of: 'values', most: MOST_VALUES }],
  ]);
});

test('Alibaba Cloud IoT: a request of more than 256 KiB is paired by its id', () => {
  const request = payloadOf({ id: '7', params: { text: times('x', 300_000) } });
  expect(meaningOf(POST)?.read(request, () => undefined)?.id).toBe('7');
  const reply = payloadOf({ code: 500, message: times('x', 1_000) });
  expect(meaningOf(`${POST}_reply`)?.read(reply, () => undefined)?.message).toBe(
    `${times('x', 200)}…`,
  );
});

const CONFIG = 'homeassistant/device/hall/config';
const home = () => new Talk(homeAssistantBy(Lazy.of(homeAssistant)));

test('Home Assistant: all entities of a message are read, up to a limit that is reported', () => {
  const talk = home();
  const about = { dev: { ids: ['a'] }, o: { name: 'o' } };
  const entity = (at: number) => ({ p: 'sensor', uniq_id: `u${at}`, stat_t: `t/${at}` });
  talk.say('in', CONFIG, { ...about, cmps: membersOf(600, entity) }, true);
  expect(talk.device('home-assistant', 'a')?.parts.total).toBe(600);
  expect(leftOut(talk)).toEqual([]);
  const long = { ...about, x: times('x', LARGEST), cmps: membersOf(1, entity) };
  const tooLong = talk.say('in', CONFIG, long, true);
  expect(leftOut(talk)).toEqual([
    [tooLong, { convention: 'Home Assistant', of: 'bytes', most: LARGEST }],
  ]);
});

test('Home Assistant: options shared by very many entities cost no more than a limit', () => {
  const talk = home();
  const about = { dev: { ids: ['a'] }, o: { name: 'o' } };
  const shared = membersOf(20_000, () => 1);
  const begun = cpuTime();
  const message = { ...about, ...shared, cmps: membersOf(20_000, () => ({ p: 'sensor', u: 1 })) };
  const packet = talk.say('in', CONFIG, message, true);
  expect(leftOut(talk)).toContainEqual([
    packet,
    { convention: 'Home Assistant', of: 'values', most: MOST_VALUES },
  ]);
  expect(cpuTime() - begun).toBeLessThan(5_000);
});

test('a limit of a device is reported once, and long texts end with …', () => {
  const topics = [
    { topic: 'h/{device}', kind: 'values', parts: { at: '' }, facts: { long: '.m0' } },
  ];
  const talk = new Talk(wholeConvention({ convention: 'own', name: 'Own', topics }));
  const values = {
    m0: times('x', 600),
    ...membersOf(6_000, (at) => (at === 0 ? times('x', 600) : at)),
  };
  const first = talk.say('in', 'h/a', values);
  talk.say('in', 'h/a', values);
  const other = talk.say('in', 'h/b', values);
  const args = { convention: 'Own', of: 'parts', most: 5_000 };
  expect(leftOut(talk)).toEqual([
    [first, args],
    [other, args],
  ]);
  expect(talk.values('own', 'a')['m0']).toBe(`${times('x', 500)}…`);
  expect(talk.device('own', 'a')?.facts).toEqual([['long', `${times('x', 500)}…`]]);
});

test('excess levels of a query are shown together', () => {
  const topics = [{ topic: 'q/{rest?}', kind: 'query' }];
  const { capture } = new Talk(wholeConvention({ convention: 'own', name: 'Own', topics }));
  const query = Array.from({ length: 60 }, (_, at) => `k${at}=${at}`);
  const levels = capture.conventions.senseOf(`q/${query.join('&')}`)?.levels;
  expect(levels?.length).toBe(51);
  expect(levels?.at(-1)).toEqual({ name: '…', value: query.slice(50).join('&') });
});

test('members named like methods of objects throw nothing, in the messages of any ecosystem', () => {
  const examples = Object.values(EXAMPLES).flatMap(({ messages }) => messages);
  const alink = { id: '1', code: 200, message: 'a', sys: { ack: 0 }, params: { a: 1 } };
  const content = { errorcode: '500', errormessage: 'a' };
  const shadow = { method: 'reply', payload: { status: 'error', content }, version: 1 };
  const others = [
    ['out', POST, alink],
    ['in', `${POST}_reply`, alink],
    ['in', '/shadow/get/a1B2c3D4e5F/lamp', shadow],
  ] as const;
  const scene = new Session();
  let messages = 0;
  for (const [direction, topic, payload] of [...examples, ...others]) {
    const text = decodeUtf8(payloadOf(payload));
    const value = text === undefined ? undefined : parseJson(text);
    if (value === undefined) continue;
    for (const odd of withUnconvertible(value)) {
      const packet = publish(topic, { payload: encodeUtf8(JSON.stringify(odd)) });
      if (direction === 'in') scene.get(packet);
      else scene.send(packet);
      messages += 1;
    }
  }
  expect(messages).toBeGreaterThan(1000);
  const devices = { first: 0, count: 9, show: 'all', search: '', order: 'name' } as const;
  const pairs = { first: 0, count: 9, show: 'all', search: '' } as const;
  const { devices: seen } = scene.capture.window({ devices, pairs }, scene.time);
  expect(seen?.total).toBeGreaterThan(10);
});

test.each(['Value', 'Body', 'Messages', 'Payload', 'a'])(
  'members %s nested very deeply throw nothing in OPC UA’s data sets',
  (name) => {
    const begin = `{"${name}":`;
    const depth = Math.min(90_000, Math.floor(LARGEST / (begin.length + 2)));
    const nested = `${times(begin, depth)}1${times('}', depth)}`;
    const scene = new Session();
    const topics = new Set(messagesOf('opcua-pubsub').map(([, topic]) => topic));
    for (const topic of topics)
      for (const text of [nested, `{"f":${nested}}`])
        scene.get(publish(topic, { payload: encodeUtf8(text) }));
    expect(topics.size).toBeGreaterThan(2);
  },
);

test('ids and topics of requests are kept up to a total size, and dropped pairs are counted', () => {
  const request = { id: '.id', reply: 'r/{device}' };
  const topics = [{ topic: 'q/{device}', kind: 'values', request }];
  const talk = new Talk(wholeConvention({ convention: 'own', name: 'Own', topics }));
  const count = 1_000;
  for (let at = 0; at < count; at += 1) {
    talk.say('in', 'q/a', { id: `${at} ${times('x', 50_000)}` });
  }
  const pairs = { first: 0, count: 0, show: 'all', search: '' } as const;
  const reply = talk.capture.window({ pairs }, talk.time).pairs;
  // Each id takes 100 kB, and as much again in the key that pairs it.
  expect(reply?.total).toBeGreaterThan(50);
  expect(reply?.total).toBeLessThan(100);
  expect((reply?.forgotten ?? 0) + (reply?.total ?? 0)).toBe(count);
});

const LONG_NAME = times('x', 60_000);
const PRESS = { group: 'plant', node: 'press', device: undefined };

test.each([
  ['edge nodes', 600, (at: number) => topicOf({ ...PRESS, node: `${at}${LONG_NAME}` }, 'DATA')],
  ['devices', 1_200, (at: number) => topicOf({ ...PRESS, device: `${at}${LONG_NAME}` }, 'DEATH')],
])('Sparkplug B: names of %s are kept up to a size, which is reported', (_of, count, topicFor) => {
  const talk = new Talk(sparkplug(Lazy.of(MEANING)));
  const node = new EdgeNode();
  talk.say('in', topicOf(PRESS, 'BIRTH'), node.nbirth());
  for (let at = 0; at < count; at += 1) talk.say('in', topicFor(at), node.ddeath());
  const limits = leftOut(talk).map(([, args]) => args);
  expect(limits).toContainEqual({ convention: 'Sparkplug B', of: 'memory', most: 128 << 20 });
});
