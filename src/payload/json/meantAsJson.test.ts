import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { mayBeMeant, meantAsJson } from './meantAsJson.ts';

const meant = (text: string) => meantAsJson(encodeUtf8(text));

it.each([
  ['{cmd:led,led:1}', 'shell'],
  ["'{temp:21}'", 'shell'],
  [`'{"temp":21}'`, 'shell'],
  ['{ on: true, level: {a: 1, b: -2.5e3}, all: [x, y] }', 'shell'],
  ["{'a': 1}", 'python'],
  ["{'a': 'it is', 'b': [True, None], \"c\": {'d': 2.5}}", 'python'],
  ['[object Object]', 'javascript'],
  ['[object Object]\n', 'javascript'],
])('%s was meant as JSON', (text, by) => {
  expect(meant(text)).toBe(by);
});

it.each([
  '{}',
  '{"a":1}',
  '{ "a": 1 }',
  '[1,2]',
  '{online}',
  '{{ states.sensor }}',
  '{% if a %}1{% endif %}',
  '{name:living room}',
  '{t:12:30}',
  '{a:1',
  '{a;b}',
  'body{color:red}',
  "it's",
  "'on'",
  "''",
  'say [object Object] now',
  '[object Objects]',
  '{"a":{cmd:led}}',
  '{\\a:1}',
  'ON',
  '',
])('%s was not', (text) => {
  expect(meant(text)).toBeUndefined();
});

it('knows JSON by its first bytes', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const bytes = encodeUtf8(text);
      expect(meantAsJson(bytes)).toBeUndefined();
      expect(text.startsWith('{') && mayBeMeant(bytes)).toBe(false);
    }),
  );
});

it('finds any object of words without its quotation marks', () => {
  const word = fc
    .stringMatching(/^[a-z][a-z0-9_]{0,8}$/)
    .filter((one) => !['true', 'false', 'null'].includes(one));
  const value = fc.oneof(word, fc.integer(), fc.boolean());
  fc.assert(
    fc.property(fc.dictionary(word, value, { minKeys: 1 }), (object) => {
      expect(meant(JSON.stringify(object).replaceAll('"', ''))).toBe('shell');
    }),
  );
});
