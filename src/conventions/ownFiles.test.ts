import { expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8 } from '../base/utf8.ts';
import type { ConventionFile } from './files/conventionFile.ts';
import { Talk, wholeConvention } from './files/talk.testkit.ts';

const PUMPS: ConventionFile = {
  convention: 'pumps',
  name: 'Pumps',
  topics: [
    {
      topic: 'plant/{device}/data',
      kind: 'telemetry',
      chain: 'json.values',
      isAlive: true,
      parts: { at: '.values' },
    },
    {
      topic: 'plant/{device}/ask',
      kind: 'request',
      toDevice: true,
      request: { reply: 'plant/{device}/told' },
    },
    { topic: 'plant/{device}/told', kind: 'reply', reply: {} },
  ],
};
const fileOf = (file: object, name = 'pumps.convention.json') => ({
  name,
  text: JSON.stringify(file),
});

const told = (...shipped: readonly ConventionFile[]) => {
  const talk = new Talk(...shipped.map((file) => wholeConvention(file)));
  talk.say('out', 'plant/p1/ask', '?');
  talk.say('in', 'plant/p1/told', '!');
  talk.say('in', 'plant/p1/data', { values: { level: 7 }, more: 1 });
  return talk;
};
const ids = (talk: Talk) => talk.devices().map(({ convention, id }) => [convention, id]);

test('a convention applies to earlier and later messages', async () => {
  const talk = told();
  expect(talk.capture.chosen.of('plant/p1/data')).toBeUndefined();
  await talk.capture.readConventions([fileOf(PUMPS)]);
  expect(ids(talk)).toEqual([['pumps', 'p1']]);
  expect(talk.values('pumps', 'p1')).toEqual({ level: '7' });
  expect(talk.pairs('pumps')).toMatchObject([{ kind: 'request', state: 'answered' }]);
  expect(talk.capture.conventions.senseOf('plant/p1/data')).toMatchObject({
    conventionName: 'Pumps',
    kind: 'telemetry',
  });
  expect(talk.capture.chosen.of('plant/p1/data')?.name).toBe('json.values');
  talk.say('in', 'plant/p2/data', { values: { level: 8 } });
  expect(ids(talk)).toEqual([
    ['pumps', 'p1'],
    ['pumps', 'p2'],
  ]);
  await talk.capture.readConventions([]);
  expect(ids(talk)).toEqual([]);
  expect(talk.pairs('pumps')).toEqual([]);
  expect(talk.kindOf('plant/p1/data')).toBeUndefined();
  expect(talk.capture.chosen.of('plant/p1/data')).toBeUndefined();
});

test('own conventions precede built-in ones, and replace those with the same id', async () => {
  const [first, ...others] = PUMPS.topics;
  if (first === undefined) throw new Error('It has topics.');
  const shipped = {
    ...PUMPS,
    convention: 'shipped',
    topics: [{ ...first, kind: 'other' }, ...others],
  };
  const talk = told(shipped);
  expect(ids(talk)).toEqual([['shipped', 'p1']]);
  await talk.capture.readConventions([fileOf(PUMPS)]);
  expect(ids(talk)).toEqual([['pumps', 'p1']]);
  await talk.capture.readConventions([fileOf({ ...PUMPS, convention: 'shipped' })]);
  expect(ids(talk)).toEqual([['shipped', 'p1']]);
  expect(talk.kindOf('plant/p1/data')).toBe('telemetry');
  await talk.capture.readConventions([]);
  expect(talk.kindOf('plant/p1/data')).toBe('other');
});

test('ignores files with errors and with other names', async () => {
  const talk = told();
  const wrong = fileOf({ ...PUMPS, topics: [{ topic: 'plant/#', kind: 'x' }] });
  await talk.capture.readConventions([wrong, fileOf(PUMPS, 'pumps.json'), { ...wrong, text: '{' }]);
  expect(ids(talk)).toEqual([]);
});

test('the last of two concurrent requests wins', async () => {
  const talk = told();
  const other = { ...PUMPS, convention: 'others' };
  await Promise.all([
    talk.capture.readConventions([fileOf(PUMPS)]),
    talk.capture.readConventions([fileOf(other, 'o.convention.json')]),
  ]);
  expect(ids(talk)).toEqual([['others', 'p1']]);
  // A convention removed before it was loaded is not used.
  await talk.capture.readConventions([]);
  await Promise.all([
    talk.capture.readConventions([fileOf(PUMPS)]),
    talk.capture.readConventions([]),
  ]);
  expect(ids(talk)).toEqual([]);
});

test('secrets that a file names are masked, also while it replaces a built-in convention', async () => {
  const shipped: ConventionFile = { ...PUMPS, secrets: [{ topic: 'plant/{device}/key' }] };
  const talk = new Talk(wholeConvention(shipped));
  const own = { topic: 'plant/{device}/join', members: ['token'] };
  await talk.capture.readConventions([fileOf({ ...PUMPS, secrets: [own] })]);
  const masked = (topic: string, payload: string) =>
    decodeUtf8(talk.capture.conventions.secrets.maskMessage(topic, encodeUtf8(payload)));
  expect(masked('plant/p1/join', '{"id":"ab","token":"secret"}')).toBe(
    '{"id":"ab","token":"******"}',
  );
  expect(masked('plant/p1/key', 'secret')).toBe('******');
  expect(masked('plant/p1/data', '{"token":"shown"}')).toBe('{"token":"shown"}');
});
