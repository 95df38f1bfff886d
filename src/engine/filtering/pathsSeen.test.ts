import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../base/utf8.ts';
import { publish as packet, Session } from '../capture/capture.testkit.ts';
import { complete } from '../filter/syntax/complete.ts';
import { MissingPaths } from './missingPaths.ts';
import { pathsEndingIn } from './pathEnds.ts';
import { payloadPathsSeen, userPropertiesSeen } from './pathsSeen.ts';
import { TypeCounts } from './typeCounts.ts';

const ALWAYS = (): boolean => true;

function session(...messages: readonly (readonly [topic: string, payload: string])[]): Session {
  const seen = new Session(5);
  seen.connect();
  for (const [topic, payload] of messages) {
    seen.get(packet(topic, { payload: encodeUtf8(payload) }));
  }
  return seen;
}

const facts = ({ capture }: Session) => capture.filter.facts;

test('lists paths of payloads with type and example', () => {
  const seen = session(
    ['a', '{"params":{"temperature":21.5,"on":true,"a b":"x","list":[{"id":1},{"other":2}]}}'],
    ['b', 'no JSON'],
    ['c', '{"id":9007199254740993,"nothing":null}'],
  );
  const paths = payloadPathsSeen(facts(seen), ALWAYS);
  expect(paths.map(({ text, type, example }) => [text, type, example])).toEqual([
    ['payload.id', 'number', '9007199254740993'],
    ['payload.nothing', 'null', 'null'],
    ['payload.params', 'object', undefined],
    ['payload.params.temperature', 'number', '21.5'],
    ['payload.params.on', 'boolean', 'true'],
    ['payload.params["a b"]', 'text', '"x"'],
    ['payload.params.list', 'array', undefined],
    ['payload.params.list[0]', 'object', undefined],
    ['payload.params.list[0].id', 'number', '1'],
    ['payload.params.list[1]', 'object', undefined],
    ['payload.params.list[1].other', 'number', '2'],
  ]);
});

test('does not let a frequent topic hide others, and limits the time for large or many payloads', () => {
  const many = Array.from({ length: 2000 }, (_, at) => ['often', `{"n":${at}}`] as const);
  const wide = `{${Array.from({ length: 5000 }, (_, at) => `"k${at}":${at}`).join(',')}}`;
  const seen = session(['once', '{"rare":1}'], ...many, ['wide', wide]);
  const paths = payloadPathsSeen(facts(seen), ALWAYS).map(({ text }) => text);
  expect(paths).toContain('payload.rare');
  expect(paths).toContain('payload.n');
  expect(paths.length).toBeLessThan(500);
  let asked = 0;
  payloadPathsSeen(facts(seen), () => {
    asked += 1;
    return asked < 3;
  });
  expect(asked).toBe(3);
});

test('lists elements of arrays, and does not let long arrays hide other paths', () => {
  const long = `[${Array.from({ length: 3000 }, (_, at) => `{"v":${at}}`).join(',')}]`;
  const seen = session(
    ['old', '{"rare":[[1,2],[3,4.5]]}'],
    ...Array.from({ length: 30 }, (_, at) => [`t${at}`, `{"k${at}":${long},"z${at}":1}`] as const),
  );
  const paths = payloadPathsSeen(facts(seen), ALWAYS);
  const texts = paths.map(({ text }) => text);
  for (let at = 0; at < 30; at += 1) expect(texts).toContain(`payload.z${at}`);
  expect(texts).toContain('payload.rare[0][0]');
  expect(texts).toContain('payload.k29[31].v');
  expect(texts).not.toContain('payload.k29[32].v');
  expect(paths.length).toBeLessThanOrEqual(1000);
  const few = payloadPathsSeen(facts(session(['a', '{"rare":[[1,2],[3,4.5]]}'])), ALWAYS);
  expect(few.find(({ text }) => text === 'payload.rare[1][1]')).toEqual({
    text: 'payload.rare[1][1]',
    type: 'number',
    example: '4.5',
  });
});

test('lists user properties with an example', () => {
  const seen = session();
  const properties = [{ name: 'userProperty', value: ['site', 'north'] }] as const;
  seen.get(packet('a', { properties }));
  expect(userPropertiesSeen(facts(seen), ALWAYS)).toEqual([
    { text: 'user["site"]', type: 'text', example: '"north"' },
  ]);
});

function missing(seen: Session, text: string) {
  const paths = new MissingPaths(text, facts(seen));
  expect(paths.advance(ALWAYS)).toBe(true);
  return paths.missing(ALWAYS).map(({ path, suggestions }) => [path, ...suggestions]);
}

test('reports a path that no payload has, with the most similar one', () => {
  const seen = session(['a', '{"params":{"temperature":21.5}}'], ['b', '{"t":1}']);
  expect(missing(seen, 'payload.params.temprature > 3')).toEqual([
    ['payload.params.temprature', 'payload.params.temperature'],
  ]);
  expect(missing(seen, 'qos == 0 or not (payload.temperature > 3 and payload.t == 1)')).toEqual([
    ['payload.temperature', 'payload.params.temperature'],
  ]);
  expect(missing(seen, 'user["site"] == "north"')).toEqual([['user["site"]']]);
  expect(missing(seen, 'payload.t in {1, 2} and payload contains "x"')).toEqual([]);
  expect(missing(session(), 'payload.t == 1')).toEqual([]);
});

test('suggests the paths that end in a missing one before similar ones', () => {
  const seen = session(
    ['a', '{"text":"x","params":{"oil":{"temp":53.5},"water":{"temp":20}}}'],
    ['b', '{"list":[{"temp":1},{"temp":2}]}'],
  );
  expect(missing(seen, 'payload.temp > 50')).toEqual([
    [
      'payload.temp',
      'payload.list[0].temp',
      'payload.params.oil.temp',
      'payload.params.water.temp',
    ],
  ]);
  expect(missing(seen, 'payload.Oil.temp > 50')).toEqual([
    ['payload.Oil.temp', 'payload.params.oil.temp'],
  ]);
  expect(missing(seen, 'payload.params.temp > 50')).toEqual([
    [
      'payload.params.temp',
      'payload.list[0].temp',
      'payload.params.oil.temp',
      'payload.params.water.temp',
    ],
  ]);
  const paths = payloadPathsSeen(facts(seen), ALWAYS);
  expect(pathsEndingIn('oil.temp', paths)).toEqual(['payload.params.oil.temp']);
  expect(pathsEndingIn('emp', paths)).toEqual([]);
});

test('completes the end of a path', () => {
  const seen = session(['a', '{"params":{"oil":{"temp":53.5}}}']);
  const paths = payloadPathsSeen(facts(seen), ALWAYS);
  const context = { topics: () => [], values: () => [], paths: () => paths };
  const offered = (text: string) =>
    complete(text, text.length, context).suggestions.map((one) => one.text);
  expect(offered('tem')[0]).toBe('payload.params.oil.temp');
  // Fields with this prefix are first.
  expect(offered('t').slice(0, 3)).toEqual(['type', 'topic', 'time']);
  expect(offered('t')[3]).toBe('payload.params.oil.temp');
});

test('reports its position for a replacement', () => {
  const seen = session(['a', '{"t":1}']);
  const text = 'topic == "payload.x" and payload.x == 1';
  const paths = new MissingPaths(text, facts(seen));
  paths.advance(ALWAYS);
  const [found] = paths.missing(ALWAYS);
  expect(text.slice(found?.from, found?.to)).toBe('payload.x');
  expect(found?.from).toBe(25);
});

test('counts the types of a value, the most frequent first in completion', () => {
  const seen = session(
    ['a', '{"temp":21.5}'],
    ['a', '{"temp":22}'],
    ['a', '{"temp":"21.5"}'],
    ['a', '{"other":null}'],
  );
  const types = (path: string) => {
    const counts = new TypeCounts(path, facts(seen));
    counts.advance(ALWAYS);
    return counts;
  };
  const { counts, of } = types('payload.temp');
  expect([...counts]).toEqual([
    ['text', 1],
    ['number', 2],
  ]);
  expect(of).toBe(3);
  const context = { topics: () => [], values: () => [], paths: () => [] };
  const text = 'payload.temp is ';
  const { suggestions } = complete(text, text.length, { ...context, types });
  expect(suggestions.slice(0, 2)).toEqual([
    { text: 'number', kind: 'value', times: { count: 2, of: 3 } },
    { text: 'text', kind: 'value', times: { count: 1, of: 3 } },
  ]);
});
