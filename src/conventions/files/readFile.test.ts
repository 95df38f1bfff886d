import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { readConventionFile } from './readFile.ts';

const FILE = {
  convention: 'boilers',
  name: 'Boilers',
  topics: [{ topic: 'plant/{device}/data', kind: 'telemetry', parts: { at: '.values' } }],
};

/** The places and reasons of errors. */
function errorsOf(file: unknown): readonly string[] {
  const read = readConventionFile(typeof file === 'string' ? file : JSON.stringify(file));
  return read.ok ? [] : read.errors.map(({ place, why }) => `${place} ${why.key}`);
}

/** Errors of a file with one form, which has a topic and a kind. */
const ofForm = (form: object): readonly string[] =>
  errorsOf({ ...FILE, topics: [{ topic: 'a/{b}', kind: 'k', ...form }] });

test('a valid file is read unchanged', () => {
  const read = readConventionFile(JSON.stringify(FILE));
  expect(read.ok && read.file).toMatchObject({ convention: 'boilers', name: 'Boilers' });
  expect(read.ok && read.file.topics).toEqual([
    { topic: 'plant/{device}/data', kind: 'telemetry', parts: [{ at: '.values' }] },
  ]);
});

test('locates every error', () => {
  expect(errorsOf('{"convention":')).toEqual([' json']);
  expect(errorsOf('7')).toEqual([' wanted', ' missing', ' missing', ' missing']);
  expect(errorsOf('x'.repeat(1_000_001))).toEqual([' large']);
  expect(errorsOf({ ...FILE, convention: 'a b', extra: 1 })).toEqual(['convention id', ' unknown']);
  expect(errorsOf({ ...FILE, topics: [7] })).toContain('topics[0] wanted');
  expect(ofForm({ topic: 'a/+/{b}' })).toEqual(['topics[0].topic topic']);
  expect(ofForm({ topic: ['a/{b}', 'c/{d}'], device: '{b}' })).toEqual([
    'topics[0].device no-level',
  ]);
  expect(ofForm({ parts: { at: '', units: 'none' } })).toEqual(['topics[0].parts.units choice']);
  expect(errorsOf({ ...FILE, units: { all: { t: '°{' } } })).toEqual(['units.all.t template']);
  expect(errorsOf({ ...FILE, secrets: [{ topic: '{a}/b' }, { members: [7] }] })).toEqual([
    'secrets[0].topic open-secret',
    'secrets[1] missing',
    'secrets[1].members[0] wanted',
  ]);
  expect(ofForm({ device: '{c}' })).toEqual(['topics[0].device no-level']);
  expect(ofForm({ root: 'a/{b' })).toEqual(['topics[0].root template']);
  expect(ofForm({ chain: 'json |' })).toEqual(['topics[0].chain chain']);
  expect(ofForm({ name: '.a[' })).toEqual(['topics[0].name path']);
  expect(ofForm({ facts: { 'a b': 7 } })).toEqual(['topics[0].facts["a b"] wanted']);
  expect(ofForm({ state: { at: '', is: { up: 'fine' } } })).toEqual([
    'topics[0].state.is.up choice',
  ]);
  expect(ofForm({ alarms: [{ what: { en: 'x' }, when: { at: '' } }] })).toEqual([
    'topics[0].alarms[0].what missing',
  ]);
  expect(ofForm({ parts: [{ at: '' }, { at: '', gives: 'x', nam: 'y' }] })).toEqual([
    'topics[0].parts[1].gives choice',
    'topics[0].parts[1] unknown',
  ]);
  expect(ofForm({ request: { reply: 'b/{to}' } })).toEqual(['topics[0].request.reply no-level']);
  expect(ofForm({ request: { reply: 'b/{to}', with: { to: '.from' } } })).toEqual([]);
  expect(ofForm({ reply: { failed: true, id: '{b}' } })).toEqual([]);
  expect(ofForm({ devices: { at: '.all', device: '{key}', root: 'a/{device}' } })).toEqual([]);
  // The names in a query are not known in advance.
  expect(ofForm({ topic: 'a/{b?}', facts: { x: '{$rid}' } })).toEqual([]);
});

test('any JSON gives a file or errors', () => {
  const key = fc.constantFrom('convention', 'name', 'topics', 'topic', 'kind', 'at', 'is', 'parts');
  const json = fc.oneof(
    fc.json(),
    fc.dictionary(key, fc.jsonValue()).map((value) => JSON.stringify(value)),
    fc
      .array(fc.dictionary(key, fc.jsonValue()), { maxLength: 3 })
      .map((topics) => JSON.stringify({ ...FILE, topics })),
    fc.string(),
  );
  fc.assert(
    fc.property(json, (text) => {
      const read = readConventionFile(text);
      expect(read.ok || read.errors.length > 0).toBe(true);
    }),
    { numRuns: tries(1000, 100) },
  );
});
