import { expect, it } from 'vitest';
import { publish, Talk } from '../problems/talk.testkit.ts';
import { NAMING } from './naming.ts';
import { publishedInVain } from './pieces.testkit.ts';
import { describeRules } from './scenes.testkit.ts';

const RULE = 'filter-misses-topic';

describeRules(NAMING, {
  'filter-misses-topic': {
    breaks: (talk) => publishedInVain(talk, 'plant/status', 'plant/satus'),
    keeps: (talk) => publishedInVain(talk, 'plant/status', 'plant/alarm'),
  },
});

const slipsOf = (talk: Talk) =>
  talk.found.flatMap(({ finding }) =>
    finding.key === RULE ? [[finding.args.topic, finding.args.slip]] : [],
  );

it.each([
  ['case', 'Plant/Status', 'plant/status'],
  ['case', 'PLANT/#', 'plant/oven/status'],
  ['slash', '/plant/status', 'plant/status'],
  ['slash', 'plant/status', 'plant/status/'],
  ['slash', 'plant/+/status', 'plant//oven/status'],
  ['blank', 'plant/status', 'plant/status '],
  ['letter', 'plant/status', 'plant/statuss'],
  ['letter', 'plant/status', 'plant/sttaus'],
  ['letter', 'plant/+/status', 'plants/oven/status'],
  ['letter', '$share/group/plant/status', 'plant/statu'],
])('is told by %s: %s and %s', (slip, filter, topic) => {
  expect(slipsOf(publishedInVain(new Talk(5), filter, topic))).toEqual([[topic, slip]]);
});

it.each([
  ['a digit', 'plant/oven1', 'plant/oven2'],
  ['a missing digit', 'plant/oven12', 'plant/oven1'],
  ['another letter', 'plant/node', 'plant/mode'],
  ['a short level', 'plant/in', 'plant/inn'],
  ['an identifier', 'plant/a4cf12abcd', 'plant/a4cf12abdc'],
  ['two slips', 'plant/status', 'Plant/statu'],
])('is not claimed for %s: %s and %s', (_what, filter, topic) => {
  expect(slipsOf(publishedInVain(new Talk(5), filter, topic))).toEqual([]);
});

it('is not claimed where three such topics exist', () => {
  const topics = ['plants/a', 'plants/b', 'plants/c'];
  expect(slipsOf(publishedInVain(new Talk(5), 'plant/+', ...topics.slice(1)))).toHaveLength(1);
  expect(slipsOf(publishedInVain(new Talk(5), 'plant/+', ...topics))).toEqual([]);
});

it('is not claimed for a topic that a client got, or a filter that matched', () => {
  const got = new Talk(5);
  got.capture.capturedAnywhere();
  got.begin({ clientId: 'other' }).subscribed('plant/satus').get(publish('plant/satus')).open();
  expect(slipsOf(publishedInVain(got, 'plant/status', 'plant/satus'))).toEqual([]);
  const matched = ['plant/status', 'plant/satus'];
  expect(slipsOf(publishedInVain(new Talk(5), 'plant/status', ...matched))).toEqual([]);
});

it('needs a publication while the subscription exists, also after earlier ones', () => {
  const begun = () => {
    const talk = new Talk(5);
    talk.capture.capturedAnywhere();
    return talk.begin({ clientId: 'publisher' }).send(publish('plant/satus')).open();
  };
  expect(slipsOf(publishedInVain(begun(), 'plant/status'))).toEqual([]);
  const talk = begun().begin().subscribed('plant/status').on(1).send(publish('plant/satus'));
  talk.wait(2).capture.end(talk.time);
  expect(slipsOf(talk)).toEqual([['plant/satus', 'letter']]);
});

it('does not count subscriptions of the app itself', () => {
  const own = new Talk(5).begin().subscribed('plant/status').send(publish('plant/satus'));
  own.wait(2).capture.end(own.time);
  expect(slipsOf(own)).toEqual([]);
});

it('is found in a live capture when its problems are listed', () => {
  const talk = new Talk(5);
  talk.capture.capturedAnywhere();
  talk.begin().subscribed('plant/status').send(publish('plant/satus')).watch(3);
  expect(slipsOf(talk)).toEqual([]);
  talk.capture.window({ problems: { rule: undefined, first: 0, count: 9 } }, talk.time);
  expect(slipsOf(talk)).toHaveLength(1);
});
