/** Auto-replies with too expensive a filter or template: no reply is sent, and both are counted. */
import { expect, test } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { Capture } from '../../engine/capture/capture.ts';
import { Conventions } from '../../engine/conventions/conventions.ts';
import { compileFilter } from '../../engine/filter/compile.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import type { AnswerRule } from '../../profiles/settings/answerRule.ts';
import { connected, scene } from '../scene.testkit.ts';
import { Filling } from '../templates/filling.ts';
import { RuleRun } from './ruleRun.ts';

const WORDS = Array.from({ length: 1000 }, (_, at) => `w${at}`)
  .concat('last')
  .join(' or ');
const RULE: AnswerRule = {
  id: 'r',
  name: '',
  isOn: true,
  when: { kind: 'filter', text: WORDS },
  alsoRetained: false,
  topic: 'answer',
  payload: '{{payload}}'.repeat(400),
  format: 'text',
  qos: 0,
  retain: false,
  properties: [],
  correlates: false,
  perSecond: 10,
};

test('sends no auto-reply if its filter or template exceeds the budget', () => {
  const capture = new Capture({ conventions: new Conventions([]), originWallClock: 0 });
  const stream = capture.openStream(4);
  const filling = new Filling(
    { wallClock: () => 0, random: () => 0 },
    { lastMessage: () => undefined, chosen: new ChosenFormats() },
  );
  const run = new RuleRun(RULE, filling.maker(RULE), compileFilter(WORDS));
  const cursor = capture.cursor();
  const matches = (text: string) => {
    const message = { topic: 't', payload: encodeUtf8(text), qos: 0, retain: false } as const;
    const bytes = encode({ type: 'publish', dup: false, ...message, properties: [] }, 4);
    const packet = capture.packet(stream, 'in', 0, bytes);
    cursor.refresh();
    return cursor.moveTo(packet) && run.matches(cursor);
  };
  expect(matches('w7')).toBe(true);
  expect(run.status).not.toHaveProperty('givenUp');
  expect(matches(`${'x'.repeat(500_000)}last`)).toBe(false);
  expect(run.status.givenUp).toBe(1);

  const message = { topic: 't', responseTopic: undefined, correlationData: undefined };
  const made = run.make(1, { ...message, payload: encodeUtf8('x'.repeat(100_000)) });
  expect(made).toMatchObject({ ok: false, of: 'payload', error: { why: { key: 'too-large' } } });
  expect(run.make(2, { ...message, payload: encodeUtf8('x') })).toMatchObject({ ok: true });
});

/** Processor time in ms. */
const MOST_TIME = 4000;

/** A filling whose topics all have a large last message. */
function fillingWith(last: Uint8Array): Filling {
  return new Filling(
    { wallClock: () => 0, random: () => 0 },
    { lastMessage: () => ({ payload: last, packet: 1 }), chosen: new ChosenFormats() },
  );
}

const LARGE = encodeUtf8(
  JSON.stringify({ a: 1, b: Array.from({ length: 100_000 }, (_, x) => ({ x })) }),
);
const ANSWERED = {
  topic: 'a/'.repeat(30_000),
  responseTopic: undefined,
  correlationData: undefined,
};

test('a template reads a large payload once, however often it is named', async () => {
  const filling = fillingWith(LARGE);
  const rule = { ...RULE, payload: '{{payload a}}'.repeat(2000) };
  await filling.ready(rule);
  const begun = cpuTime();
  const made = filling.maker(rule)(1, { ...ANSWERED, payload: LARGE });
  expect(made).toMatchObject({ ok: true, text: '1'.repeat(2000) });
  expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
});

test.each([
  ['last messages of many topics', (at: number) => `{{last t${at} a}}`],
  ['values at the end of a long list', (at: number) => `{{payload b.${99_999 - at}.x}}`],
  ['levels of a long topic', (at: number) => `{{topic ${1 + (at % 9)}}}`],
])('all templates for one message share a budget: %s', async (_name, each) => {
  const filling = fillingWith(LARGE);
  const makers = Array.from({ length: 50 }, (_, rule) => {
    const payload = Array.from({ length: 3000 }, (_, at) => each(3000 * rule + at)).join('');
    return {
      ...RULE,
      topic: 'answer',
      payload: payload.slice(0, payload.lastIndexOf('{{', 65_000)),
    };
  }).map((rule) => ({ rule, make: filling.maker(rule) }));
  await Promise.all(makers.map(({ rule }) => filling.ready(rule)));
  const message = { ...ANSWERED, payload: LARGE };
  const begun = cpuTime();
  const made = makers.map(({ make }) => make(1, message));
  expect(cpuTime() - begun).toBeLessThan(MOST_TIME);
  expect(made.at(-1)).toMatchObject({ ok: false, error: { why: { key: 'too-expensive' } } });
  const next = filling.maker({ ...RULE, payload: '{{payload a}}' });
  expect(next(1, { ...ANSWERED, payload: LARGE })).toMatchObject({ ok: true, text: '1' });
});

test('the filters of all rules share a budget for a message', async () => {
  const words = Array.from({ length: 56 }, (_, at) => `w${at}`).join(' or ');
  const one = await scene(5);
  const answers = [words, words, 'last', words].map((text, at) => {
    return { ...RULE, id: `r${at}`, when: { kind: 'filter', text }, payload: 'yes' } as const;
  });
  const far = await connected(one, 5, { settings: { answers } });
  await one.client.event('answering');
  const publish = (text: string) => {
    const payload = encodeUtf8(text);
    const flags = { dup: false, qos: 0, retain: false } as const;
    far.send({ type: 'publish', ...flags, topic: 't', payload, properties: [] });
  };
  publish(`${'x'.repeat(500_000)}last`);
  publish('last');
  expect(await far.next('publish')).toMatchObject({ topic: 'answer' });
  const from = one.client.events.length;
  one.clock.advance(200);
  const { status } = await one.client.event('answering', from);
  expect(status.rules.map(({ answered, givenUp = 0 }) => [answered, givenUp])).toEqual([
    [0, 0],
    [0, 1],
    [1, 1],
    [0, 1],
  ]);
});
