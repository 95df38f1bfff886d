import { expect, test } from 'vitest';
import { wrapped } from './wrapped.ts';

test.each([
  ['await PUBREL', ['await PUBREL']],
  ['await CONNACK or AUTH', ['await CONNACK', 'or AUTH']],
  ['等待 CONNACK 或 AUTH', ['等待 CONNACK 或', 'AUTH']],
  ['averylongwordofone line', ['averylongwordofone', 'line']],
])('%s wraps between words', (text, lines) => {
  expect(wrapped(text, 13)).toEqual(lines);
});
