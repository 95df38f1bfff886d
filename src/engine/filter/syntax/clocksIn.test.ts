import { expect, test } from 'vitest';
import { clocksIn } from './clocksIn.ts';

const day = Date.UTC(2026, 10, 21);
const span = { first: day * 1000, last: (day + 86_399_000) * 1000 };
const moments = (text: string) =>
  clocksIn(text, span).map(({ moment }) => new Date(moment / 1000).toISOString().slice(5, 16));

test.each([
  ['qos == 1', []],
  ['time > 5s', []],
  ['"07:05"', []],
  ['client == "07:05Z"', []],
  ['client in {"07:05Z"}', []],
  ['time == "07:05Z"', ['11-21T07:05']],
  ['not time > "2026-11-20 07:05Z"', ['11-20T07:05']],
  ['qos == 1 and (time > "07:05Z" or time < "06:00Z")', ['11-21T07:05', '11-21T06:00']],
  ['time in {"07:05Z", 5s, "08:00Z"}', ['11-21T07:05', '11-21T08:00']],
  ['time in {23:00Z..01:00Z}', ['11-21T23:00', '11-22T01:00']],
  ['time >', []],
])('%s: %j', (text, wanted) => {
  expect(moments(text)).toEqual(wanted);
});

test('knows which times are local', () => {
  const [local, other] = clocksIn('time > "07:05" and time < "08:00+08:00"', span);
  expect(local).toMatchObject({ written: '07:05', isLocal: true });
  expect(other).toMatchObject({ written: '08:00+08:00', isLocal: false });
});
