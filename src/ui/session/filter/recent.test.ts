import { beforeEach, expect, test } from 'vitest';
import { forgetRecent, recentIn, remembered, useRecent } from './recent.ts';
import { mayHoldSecret } from './secretive.ts';

const stored = (): unknown => JSON.parse(localStorage.getItem('mqttscope.recentFilters') ?? 'null');

beforeEach(() => {
  forgetRecent();
  localStorage.clear();
});

test('filters are stored in this browser, the newest first and each once, and can be forgotten', () => {
  for (const text of ['dir == in', ' qos > 0 ', 'dir == in', '']) remembered(text, false);
  expect(useRecent.getState().filters).toEqual(['dir == in', 'qos > 0']);
  expect(recentIn(stored())).toEqual(['dir == in', 'qos > 0']);
  forgetRecent();
  expect(stored()).toEqual([]);
});

test('a limited number is stored, and foreign data is ignored', () => {
  for (let at = 0; at < 50; at += 1) remembered(`no == ${at}`, false);
  expect(recentIn(stored())).toHaveLength(20);
  expect(recentIn(stored())[0]).toBe('no == 49');
  expect(recentIn(['a', 1, null, 'a', '', 'x'.repeat(501)])).toEqual(['a']);
  expect(recentIn({})).toEqual([]);
});

test('filters stored by another tab stay', () => {
  remembered('qos > 0', false);
  localStorage.setItem('mqttscope.recentFilters', '["dup"]');
  remembered('retain', false);
  expect(stored()).toEqual(['retain', 'qos > 0', 'dup']);
});

test('a filter that may contain a secret stays in the page', () => {
  const text = 'payload.password == "hunter2"';
  remembered(text, mayHoldSecret(text));
  remembered('qos > 0', false);
  expect(useRecent.getState().filters).toEqual(['qos > 0', text]);
  expect(stored()).toEqual(['qos > 0']);
});

test.each([
  ['username == "me"', true],
  ['mqtt.passwd contains "x"', true],
  ['user["authToken"] == "x"', true],
  ['qos == 1 and not (payload.a.apiKey in {1, 2})', true],
  ['prop.authentication_data == 01:02', true],
  ['username', false],
  ['payload.temperature > 3 and topic ~ "a/#"', false],
  ['alarm', false],
])('%s may contain a secret: %s', (text, expected) => {
  expect(mayHoldSecret(text)).toBe(expected);
});
