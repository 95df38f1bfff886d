/** Tests the most expensive convention files that a file can describe. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import { isThorough, tries } from '../../base/runs.testkit.ts';
import type { ConventionFile } from './conventionFile.ts';
import { readConventionFile } from './readFile.ts';
import { Talk, wholeConvention } from './talk.testkit.ts';
import { filled, topicPattern } from './topicGrammar.ts';

const times = (text: string, count: number) => text.repeat(count);
const list = (count: number, each: (at: number) => string, joint: string) =>
  Array.from({ length: count }, (_, at) => each(at)).join(joint);
/** Limit of processor time in ms. */
const MOST_TIME = 2500;

describe('hostile forms of topics', () => {
  it.each([
    ['choices', `{r...}/{a:${list(400, (at) => `b${at}`, '|')}}/z`],
    ['levels', `{r...}${list(200, (at) => `/{x${at}}`, '')}/z`],
    ['a rest', '{r...}/b'],
    ['a query', 'b/{q?}'],
    ['texts around a name', `${times('b', 500)}{a}${times('b', 500)}/{r...}`],
  ])('%s: match in linear time', (_name, form) => {
    const parsed = topicPattern(form);
    if (!parsed.ok) throw new Error(parsed.error);
    const begun = cpuTime();
    for (const topic of [times('b/', 30_000), times('b', 60_000), `${times('b/', 30_000)}c`]) {
      for (let at = 0; at < tries(20); at += 1) parsed.pattern.match(topic.split('/'));
    }
    expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
  });

  it.each([
    ['many choices', `{a:${list(50_000, (at) => `b${at}`, '|')}}`, 'long'],
    ['many names', list(30_000, (at) => `{x${at}}`, '/'), 'long'],
    ['open braces', times('{a:', 600), 'brace'],
    ['a choice of several levels', 'a/{b:c/d}', 'brace'],
    ['a rest and a query', '{r...}/b/{q?}', 'rest-twice'],
  ])('%s: rejected', (_name, form, error) => {
    expect(topicPattern(form)).toEqual({ ok: false, error });
  });

  it('fills in nothing longer than a topic', () => {
    const level = () => times('x', 60_000);
    expect(filled(times('{a}', 300_000), level)).toBe('');
    expect(filled('{a}/b', level)).toHaveLength(60_002);
  });
});

/** Values left out of messages, by packet. */
function leftOut(talk: Talk) {
  const problems = { rule: 'convention-limit', first: 0, count: 10 };
  const found = talk.capture.window({ problems }, talk.time).problems?.rows?.rows ?? [];
  return found.map(({ packet, finding }) => [packet, finding.args]);
}

test('a message about very many devices is read up to a limit, and the next one completely', () => {
  const devices = Array.from({ length: 200 }, () => ({
    at: '.all',
    device: '{key}',
    facts: Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`f${at}`, '.v'])),
  }));
  const file: ConventionFile = {
    convention: 'hostile',
    name: 'Hostile',
    topics: [{ topic: 'h/{what}', kind: 'list', devices }],
  };
  const talk = new Talk(wholeConvention(file));
  const begun = cpuTime();
  const all = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`d${at}`, { v: at }]));
  const first = talk.say('in', 'h/a', { all });
  talk.say('in', 'h/b', { all: { last: { v: 1 } } });
  expect(talk.devices().map(({ id }) => id)).toContain('last');
  // Reported once for the message, whatever was left out.
  expect(leftOut(talk).map(([packet]) => packet)).toEqual([first]);
  expect(cpuTime() - begun).toBeLessThan(4 * MOST_TIME);
});

test('reads every member of a message, and reports if the message is too large', () => {
  const topics = [
    { topic: 'h/{device}', kind: 'values', parts: { at: '' } },
    { topic: 'r/{device}', kind: 'reply', reply: { id: '.id' } },
    { topic: 'alive/{device}', kind: 'alive', isAlive: true },
  ];
  const talk = new Talk(wholeConvention({ convention: 'hostile', name: 'Hostile', topics }));
  const values = Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`v${at}`, at]));
  talk.say('in', 'h/a', { ...values, text: times('x', 300_000) });
  expect(talk.device('hostile', 'a')?.parts.total).toBe(2001);
  expect(leftOut(talk)).toEqual([]);
  const large = { text: times('x', 1_100_000) };
  const packets = ['h/a', 'r/a'].map((topic) => talk.say('in', topic, large));
  talk.say('in', 'alive/a', large);
  const args = { convention: 'Hostile', of: 'bytes', most: 1_048_576 };
  expect(leftOut(talk)).toEqual(packets.map((packet) => [packet, args]));
});

test('very many forms for one large message cost no more than its budget', () => {
  const parts = Array.from({ length: 2000 }, () => ({ at: '.all' }));
  const topics = [{ topic: 'h/{device}', kind: 'values', parts }];
  const talk = new Talk(wholeConvention({ convention: 'hostile', name: 'Hostile', topics }));
  const all = Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`v${at}`, {}]));
  const begun = cpuTime();
  const packet = talk.say('in', 'h/a', { all });
  const args = { convention: 'Hostile', of: 'values', most: 100_000 };
  expect(leftOut(talk)).toContainEqual([packet, args]);
  expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
});

test('a request that is too expensive to read is no request, with a report', () => {
  const fields = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`f${at}`, '.all']));
  const request = { reply: '{f0}', id: '.id', with: fields };
  const topics = [{ topic: 'h/{device}', kind: 'ask', request }];
  const talk = new Talk(wholeConvention({ convention: 'hostile', name: 'Hostile', topics }));
  const all = Array.from({ length: 100_000 }, () => 0);
  const packet = talk.say('out', 'h/a', { id: '1', all });
  const args = { convention: 'Hostile', of: 'values', most: 100_000 };
  expect(leftOut(talk)).toEqual([[packet, args]]);
  expect(talk.pairs('hostile')).toEqual([]);
  talk.say('out', 'h/a', { id: '2', all: ['reply'] });
  expect(talk.pairs('hostile')).toMatchObject([{ id: '2' }]);
});

test('all devices together have limited memory, which is reported once and free again after Clear', () => {
  const topics = [{ topic: 'h/{device}', kind: 'values', parts: { at: '' } }];
  const talk = new Talk(wholeConvention({ convention: 'hostile', name: 'Hostile', topics }));
  const long = times('x', 480);
  const some = (device: number) => {
    const part = (at: number) => [`${long} ${device} ${at}`, long] as const;
    return Object.fromEntries(Array.from({ length: 1000 }, (_, at) => part(at)));
  };
  const shown = () => talk.devices().reduce((sum, { parts }) => sum + parts, 0);
  for (let device = 0; device < 20; device += 1) talk.say('in', `h/${device}`, some(device));
  expect(leftOut(talk)).toEqual([]);
  expect(shown()).toBe(20_000);
  for (let device = 20; device < 200; device += 1) talk.say('in', `h/${device}`, some(device));
  expect(leftOut(talk).map(([, args]) => args)).toEqual([
    { convention: 'Hostile', of: 'memory', most: 268_435_456 },
  ]);
  expect(shown()).toBeLessThan(100_000);
  talk.capture.clear();
  talk.say('in', 'h/new', some(0));
  expect(talk.device('hostile', 'new')?.parts.total).toBe(1000);
});

const many = <T>(count: number, form: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => form(at));
const path = (depth: number) => times('.a', depth);
const nested = (depth: number, value: unknown): unknown =>
  depth === 0 ? value : { a: nested(depth - 1, value) };

/** Large messages, each with a form that does as much work with it as a file can request. */
const EXPENSIVE: Readonly<Record<string, readonly [form: object, message: unknown]>> = {
  'conditions that no entry fulfils': [
    {
      devices: many(500, () => ({
        at: '',
        device: '.x',
        when: { at: '.x', is: many(200, Number) },
      })),
    },
    Array.from({ length: 90_000 }, () => ({ x: -1 })),
  ],
  'items by time': [
    { parts: many(200, () => ({ at: '', each: '.v', time: '.t', name: 'v' })) },
    Array.from({ length: 50_000 }, (_, at) => ({ t: -at, v: 1 })),
  ],
  'members of members': [
    { parts: many(200, () => ({ at: '' })) },
    Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`v${at}`, {}])),
  ],
  'the whole message as text': [
    {
      facts: Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`f${at}`, ''])),
      alarms: many(200, () => ({ what: 'a', when: { at: '', not: [''] } })),
      devices: many(500, (at) => ({
        at: '',
        isOne: true,
        device: `d${at}`,
        facts: Object.fromEntries(Array.from({ length: 50 }, (__, fact) => [`f${fact}`, ''])),
      })),
    },
    Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`v${at}`, at])),
  ],
  'a long text again and again': [
    {
      devices: many(500, (at) => ({
        at: '',
        isOne: true,
        device: `d${at}`,
        facts: Object.fromEntries(Array.from({ length: 50 }, (__, fact) => [`f${fact}`, ''])),
      })),
    },
    [times('\u0001', 150_000)],
  ],
  'long paths for each entry': [
    {
      devices: [
        { at: '.l', device: '{key}', parts: many(200, () => ({ at: [path(900), path(901)] })) },
      ],
    },
    { l: Array.from({ length: 180 }, () => nested(900, {})) },
  ],
  'long templates for each entry': [
    { parts: many(100, () => ({ at: '', each: '.v', name: times('{client}', 700) })) },
    Array.from({ length: 50_000 }, () => ({ v: 1 })),
  ],
  'texts of a request': [
    {
      request: {
        reply: '{f0}',
        with: Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`f${at}`, ''])),
      },
    },
    Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`v${at}`, at])),
  ],
};

test.each(Object.entries(EXPENSIVE))(
  '%s: a message costs no more than its budget',
  (_name, [form, message]) => {
    const topics = [{ topic: 'h/{device}', kind: 'values', ...form }];
    const read = readConventionFile(JSON.stringify({ convention: 'h', name: 'H', topics }));
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    const talk = new Talk(wholeConvention(read.file));
    const text = JSON.stringify(message);
    expect(text.length).toBeLessThan(1_048_576);
    const begun = cpuTime();
    talk.say('out', 'h/a', text);
    expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
  },
);

test('500 forms match a new long topic in little more time than one', () => {
  const topics = many(500, (at) => ({ topic: `{r...}/{x:a${at}|b}/z`, kind: 'k', isAlive: true }));
  const read = readConventionFile(JSON.stringify({ convention: 'h', name: 'H', topics }));
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const talk = new Talk(wholeConvention(read.file));
  const begun = cpuTime();
  for (let at = 0; at < 10; at += 1) talk.say('in', `${times('b/', 30_000)}c${at}/z`, '1');
  expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
});

test('mutated convention files are read and used without an exception', () => {
  const word = fc.constantFrom(
    '',
    '.a',
    '{device}',
    '{key}',
    '["a"]',
    '{a',
    'online',
    'x',
    times('{device}', 99),
  );
  const form = fc.dictionary(
    fc.constantFrom(
      'kind',
      'device',
      'root',
      'name',
      'parent',
      'isAlive',
      'parts',
      'alarms',
      'state',
      'devices',
      'request',
      'reply',
      'chain',
      'facts',
    ),
    fc.oneof(
      word,
      fc.jsonValue(),
      fc.record({ at: word, each: word, device: word, reply: word, id: word, is: fc.jsonValue() }),
    ),
  );
  const topic = fc.constantFrom(
    'a/{device}',
    '{r...}/b',
    'a/{q?}',
    'a/{device:x|y}',
    '{',
    'a/{b}/{b}',
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(topic, form), { maxLength: 3 }), (forms) => {
      const topics = forms.map(([name, of]) => ({ kind: 'k', ...of, topic: name }));
      const read = readConventionFile(JSON.stringify({ convention: 'c', name: 'C', topics }));
      if (!read.ok) return;
      const talk = new Talk(wholeConvention(read.file));
      for (const said of ['{"a":[1,{"a":2}],"id":"x"}', '[]', 'text', new Uint8Array([255])]) {
        talk.say('in', 'a/x', said);
        talk.say('out', 'a/b', said);
      }
      expect(talk.devices().length).toBeLessThan(1001);
    }),
    { numRuns: tries(300), ...(!isThorough && { seed: 1 }) },
  );
});
