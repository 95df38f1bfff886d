import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import type { ConventionFile } from './conventionFile.ts';
import { headOf } from './fileMeaning.ts';
import { Talk, wholeConvention } from './talk.testkit.ts';
import { topicPattern } from './topicGrammar.ts';

const BOILERS: ConventionFile = {
  convention: 'boilers',
  name: 'Boilers',
  patience: 2,
  topics: [
    {
      topic: 'plant/{hall}/{device}/here',
      kind: 'availability',
      about: 'Whether it is there.',
      root: 'plant/{hall}/{device}',
      device: '{hall}/{device}',
      state: { at: '', is: { yes: 'online', no: 'offline' } },
    },
    {
      topic: 'plant/{hall}/{device}/data',
      kind: 'telemetry',
      root: 'plant/{hall}/{device}',
      device: '{hall}/{device}',
      chain: 'json.values',
      isAlive: true,
      name: '.label',
      facts: { model: '.about.model', hall: '{hall}' },
      parts: { at: '.values', units: { 'water.temp': '°C' } },
      alarms: [{ what: 'It is hot', when: { at: '.values.water.temp', above: 90 } }],
    },
    {
      topic: 'plant/{hall}/{device}/ask/{what}',
      kind: 'request',
      device: '{hall}/{device}',
      identifier: '{what}',
      toDevice: true,
      request: { reply: 'plant/{to}/answer', with: { to: '.from' }, id: '.id' },
    },
    {
      topic: 'plant/{who}/answer',
      kind: 'reply',
      reply: { id: '.id', code: '.code', failed: { at: '.code', not: [0] }, message: '.text' },
    },
    { topic: 'plant/list', kind: 'list', devices: { at: '.all', device: '.id', name: '.label' } },
    { topic: 'plant/{hall:north|south}/{rest...}', kind: 'other' },
  ],
};

test('a sender becomes a device with state, facts, values and temporary alarms', () => {
  const talk = new Talk(wholeConvention(BOILERS));
  const here = talk.say('in', 'plant/a/b1/here', 'yes', true);
  const [retained] = talk.devices();
  expect(retained).toMatchObject({
    convention: 'boilers',
    conventionName: 'Boilers',
    id: 'a/b1',
    root: 'plant/a/b1',
    state: 'online',
    said: 'yes',
    statePacket: here,
    lastSeen: undefined,
    messages: 1,
  });
  const values = { water: { temp: 91.5 }, on: true, list: [1, 2] };
  talk.say('in', 'plant/a/b1/data', { label: 'Big one', about: { model: 'X' }, values });
  const { row, facts, alarms, parts } = talk.device('boilers', 'a/b1') ?? {};
  expect(row).toMatchObject({ name: 'Big one', lastSeen: talk.time, messages: 2, parts: 3 });
  expect(facts).toEqual([
    ['model', 'X'],
    ['hall', 'a'],
  ]);
  expect(alarms).toMatchObject([{ what: 'It is hot', packet: 2 }]);
  expect(parts?.rows[0]).toMatchObject({
    name: 'water.temp',
    value: '91.5',
    unit: '°C',
    packet: 2,
  });
  expect(talk.values('boilers', 'a/b1')).toEqual({
    'water.temp': '91.5',
    on: 'true',
    list: '[1,2]',
  });
  // The message has no temperature, so it may still be hot.
  talk.say('in', 'plant/a/b1/data', { values: { on: false } });
  expect(talk.device('boilers', 'a/b1')?.alarms).toHaveLength(1);
  talk.say('in', 'plant/a/b1/data', { values: { water: { temp: 90 } } });
  expect(talk.device('boilers', 'a/b1')?.alarms).toEqual([]);
});

test('a member with the name of a built-in property is an ordinary value', () => {
  const talk = new Talk(wholeConvention(BOILERS));
  const values: unknown = JSON.parse('{"constructor": 1, "toString": {"valueOf": 2}}');
  talk.say('in', 'plant/a/b1/data', { values });
  const rows = talk.device('boilers', 'a/b1')?.parts?.rows ?? [];
  expect(rows.map(({ name, unit }) => [name, unit])).toEqual([
    ['constructor', undefined],
    ['toString.valueOf', undefined],
  ]);
});

test('a kind with the name of a built-in property is an ordinary kind', () => {
  const odd = {
    ...BOILERS,
    topics: BOILERS.topics.map((one) => ({ ...one, kind: 'hasOwnProperty' })),
  };
  const talk = new Talk(wholeConvention(odd));
  talk.say('in', 'plant/a/b1/here', 'yes');
  expect(talk.devices()).toMatchObject([{ id: 'a/b1', state: 'online' }]);
});

test('an unknown state is ignored, and live messages mean online', () => {
  const talk = new Talk(wholeConvention(BOILERS));
  talk.say('in', 'plant/a/b1/here', 'maybe');
  expect(talk.devices()[0]).toMatchObject({ state: undefined, said: 'maybe' });
  const state = () => talk.device('boilers', 'a/b1')?.row.state;
  talk.say('in', 'plant/a/b1/here', 'no');
  talk.say('in', 'plant/a/b1/data', {}, true);
  expect(state()).toBe('offline');
  talk.say('in', 'plant/a/b1/data', 'x');
  expect(state()).toBe('online');
});

test('requests find their replies, also if the message names the topic', () => {
  const talk = new Talk(wholeConvention(BOILERS));
  const first = talk.say('out', 'plant/a/b1/ask/level', { id: 1, from: 'me' });
  talk.say('out', 'plant/a/b1/ask/level', { id: 1, from: 'you' });
  const reply = talk.say('in', 'plant/me/answer', { id: 1, code: 7, text: 'dry' });
  const [asked, other] = talk.pairs('boilers');
  expect(asked).toMatchObject({
    kind: 'request',
    identifier: 'level',
    request: first,
    reply,
    latency: 2_000,
    code: 7,
    isFailure: true,
    message: 'dry',
  });
  expect(other).toMatchObject({ state: 'waiting' });
  // A request does not mean that the device was heard.
  expect(talk.devices()).toEqual([]);
  talk.time += 2_000_000;
  expect(talk.pairs('boilers')[1]?.state).toBe('unanswered');
});

test('a list names devices that did not send anything', () => {
  const talk = new Talk(wholeConvention(BOILERS));
  talk.say('in', 'plant/list', { all: [{ id: 'x', label: 'X' }, { id: 7 }, {}, 'y', null] });
  expect(talk.devices().map(({ id, name, messages }) => [id, name, messages])).toEqual([
    ['7', undefined, 0],
    ['x', 'X', 0],
  ]);
});

test('shows the meaning of a topic, and reads payloads by its chain', async () => {
  const talk = new Talk(wholeConvention(BOILERS));
  talk.say('in', 'plant/a/b1/data', { values: { t: 1 }, more: 2 });
  const topic = { name: 'plant/a/b1/data', history: { first: 0, count: 1 } };
  expect(talk.capture.window({ topic }, 0).topic?.sense).toEqual({
    convention: 'boilers',
    conventionName: 'Boilers',
    kind: 'telemetry',
    about: undefined,
    levels: [
      { name: 'hall', value: 'a' },
      { name: 'device', value: 'b1' },
    ],
    chain: 'json.values',
    device: 'a/b1',
  });
  expect(talk.capture.chosen.of('plant/a/b1/data')?.name).toBe('json.values');
  expect(talk.capture.chosen.of('plant/a/b1/here')).toBeUndefined();
  // The user's rule has precedence and is kept apart from the convention's chain.
  expect(talk.capture.chosen.ruleOf('plant/a/b1/data')).toBeUndefined();
  talk.capture.chosen.set({ chains: [{ filter: 'plant/#', chain: 'text' }], files: [] });
  expect(talk.capture.chosen.of('plant/a/b1/data')?.name).toBe('text');
});

test('Clear forgets devices, and its undo restores them', () => {
  const talk = new Talk(wholeConvention(BOILERS));
  talk.say('in', 'plant/a/b1/here', 'yes');
  talk.capture.clear();
  expect(talk.devices()).toEqual([]);
  talk.say('in', 'plant/a/b2/here', 'yes');
  talk.capture.restore();
  expect(talk.devices().map(({ id }) => id)).toEqual(['a/b1', 'a/b2']);
});

test('accepts any payload', () => {
  const talk = new Talk(wholeConvention(BOILERS));
  const odd = ['', 'null', '[]', '{"values":3}', '{"values":null}', '{"all":{"a":1}}', '"x"'];
  const topics = ['here', 'data', 'ask/x'].map((last) => `plant/a/b/${last}`);
  for (const topic of [...topics, 'plant/x/answer', 'plant/list']) {
    for (const payload of odd) talk.say('in', topic, payload);
    talk.say('in', topic, Uint8Array.of(0xff, 0, 1));
    talk.say('in', topic, encodeUtf8('{"__proto__":{"x":1},"values":{"__proto__":1}}'));
  }
  expect(talk.devices().map(({ id }) => id)).toEqual(['a/b']);
});

test('shows deep nesting up to a limit, and continues with the next message', () => {
  const talk = new Talk(wholeConvention(BOILERS));
  const deep = `${'['.repeat(40_000)}${']'.repeat(40_000)}`;
  talk.say('in', 'plant/a/b1/data', `{"values":{"t":${deep}},"label":${deep}}`);
  talk.say('in', 'plant/a/b1/answer', `{"id":${deep},"code":${deep},"text":${deep}}`);
  talk.say('out', 'plant/a/b1/ask/level', `{"id":${deep},"from":${deep}}`);
  talk.say('in', 'plant/a/b2/data', { values: { t: 1 } });
  expect(talk.values('boilers', 'a/b1')['t']).toMatch(/^\[+…\]+$/);
  expect(talk.values('boilers', 'a/b2')).toEqual({ t: '1' });
});

test('values keep their digits, and alarms compare them', () => {
  const talk = new Talk(wholeConvention(BOILERS));
  const numbers =
    '{"big":9223372036854775807,"whole":127.0,"list":[1.50,-0],"water":{"temp":90.50}}';
  talk.say('in', 'plant/a/b1/data', `{"values":${numbers}}`);
  expect(talk.values('boilers', 'a/b1')).toEqual({
    big: '9223372036854775807',
    whole: '127.0',
    list: '[1.50,-0]',
    'water.temp': '90.50',
  });
  expect(talk.device('boilers', 'a/b1')?.alarms).toHaveLength(1);
  talk.say('out', 'plant/a/b1/ask/level', '{"id":9007199254740993,"from":"me"}');
  talk.say('in', 'plant/me/answer', '{"id":9007199254740992,"code":0.0}');
  talk.say('in', 'plant/me/answer', '{"id":9007199254740993,"code":0.0}');
  expect(talk.pairs('boilers')).toMatchObject([
    { state: 'answered', isFailure: false, reply: 4 },
    { state: 'reply-alone' },
  ]);
});

test('matches named levels, choices and the rest of a topic', () => {
  const matched = (form: string, topic: string) => {
    const parsed = topicPattern(form);
    if (!parsed.ok) return parsed.error;
    const levels = parsed.pattern.match(topic.split('/'));
    // The expression that recognizes topics before the file is loaded.
    expect(new RegExp(parsed.pattern.source).test(topic)).toBe(levels !== undefined);
    return levels?.map(({ name, value }) => `${name}=${value}`);
  };
  expect(matched('a/{b}/c', 'a/x/c')).toEqual(['b=x']);
  expect(matched('a/{b}/c', 'a/x/y/c')).toBeUndefined();
  expect(matched('a/{b}/c', 'a//c')).toBeUndefined();
  expect(matched('a/{b:on|o.f}', 'a/o.f')).toEqual(['b=o.f']);
  expect(matched('a/{b:on|o.f}', 'a/off')).toBeUndefined();
  expect(matched('{a...}/{b:x|in:*}', 'p/q/in:0')).toEqual(['a=p/q', 'b=in:0']);
  expect(matched('{a...}/{b:x|in:*}', 'p/q/x:0')).toBeUndefined();
  expect(matched('a/{b...}', 'a/x/y')).toEqual(['b=x/y']);
  expect(matched('$iot/?$rid={id}', '$iot/?$rid=7')).toEqual(['id=7']);
  expect(matched('a.b/{c}', 'axb/1')).toBeUndefined();
  expect(matched('a/{b...}/c', 'a/x/y/c')).toEqual(['b=x/y']);
  expect(matched('a/{b...}/{c...}', 'a')).toBe('rest-twice');
  expect(matched('a/{b?}', 'a/x=1&%24.y=a%2Fb&z&q=%zz=')).toEqual([
    'x=1',
    '$.y=a/b',
    'z=',
    'q=%zz=',
  ]);
  expect(matched('a/{b?}', 'a/')).toEqual([]);
  expect(matched('a/{b?}/c', 'a')).toBe('query-not-last');
  expect(matched('a/{b}x{c}', 'a')).toBe('two-in-a-level');
  expect(matched('{a}/{a}', 'a')).toBe('name-twice');
  expect(matched('a/{b', 'a')).toBe('brace');
  expect(matched('a/+/{b}', 'a')).toBe('wildcard');
  expect(matched('', 'a')).toBe('empty');
});

test('reads only topics with one of its prefixes', () => {
  expect(headOf(BOILERS)).toMatchObject({ id: 'boilers', beginnings: ['plant/'] });
});

test('topics with the same meaning share a form; the root ends with the device', () => {
  const talk = new Talk(
    wholeConvention({
      convention: 'meters',
      name: 'Meters',
      units: { all: { t: '°C' } },
      topics: [
        {
          topic: ['{site}/meter/{device}/now', 'meter/{device}/now/{part:a*}'],
          kind: 'telemetry',
          parts: { at: '', units: 'all' },
        },
      ],
    }),
  );
  talk.say('in', 'north/meter/m1/now', { t: 21 });
  talk.say('in', 'meter/m2/now/a1', { t: 22 });
  talk.say('in', 'meter/m3/now/b1', { t: 23 });
  const shown = talk.devices().map(({ id, root }) => {
    const [part] = talk.device('meters', id)?.parts.rows ?? [];
    return [id, root, part?.value, part?.unit];
  });
  expect(shown).toEqual([
    ['m1', 'north/meter/m1', '21', '°C'],
    ['m2', 'meter/m2', '22', '°C'],
  ]);
});
