import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../../base/utf8.ts';
import { encodeCbor } from '../../../payload/formats/cbor/cborWriter.ts';
import { keysOnLine, lineValues } from './messageValues.ts';

const of = (text: string) => ({ payload: encodeUtf8(text) });
const keys = (now: string, before?: string) =>
  lineValues(of(now), before === undefined ? undefined : of(before))?.map(({ key }) => key);

test('scalar keys are before those of inner objects, and these before arrays', () => {
  const payload = '{"list":[1,2],"oil":{"temp":3},"ts":9,"id":"a","rpm":4,"state":"on"}';
  expect(keys(payload)).toEqual(['rpm', 'state', 'temp', 'ts', 'id', 'list']);
});

test('a row shows as much of the end of a path as is unique in the message', () => {
  const payload = '{"oil":{"temp":3,"level":1},"water":{"temp":4},"odd key":5}';
  expect(lineValues(of(payload), undefined)?.map(({ key, path }) => [key, path])).toEqual([
    ['odd key', 'payload["odd key"]'],
    ['oil.temp', 'payload.oil.temp'],
    ['level', 'payload.oil.level'],
    ['water.temp', 'payload.water.temp'],
  ]);
});

test('changed keys lead: scalars of the object, inner ones, then arrays', () => {
  const before = '{"list":[1,2],"oil":{"temp":3.5},"ts":9,"rpm":4.1,"state":"on"}';
  const now = '{"list":[1,3],"oil":{"temp":3.6},"ts":10,"rpm":4.2,"state":"on"}';
  expect(keys(now, before)).toEqual(['rpm', 'temp', 'list', 'state', 'ts']);
});

test('a changed array shows the previous one; a new array had none', () => {
  const changes = (now: string, before: string) =>
    lineValues(of(now), of(before))?.map(({ key, change }) => [
      key,
      change && (change.was ?? null),
    ]);
  const before = '{"x":{"bands":[3.7,3.8],"deep":[[1,2],[3]]},"kept":[1]}';
  const now = '{"x":{"bands":[3.6,3.8],"deep":[[1,2],[4]]},"kept":[1],"new":[2]}';
  expect(changes(now, before)).toEqual([
    ['bands', '[3.7,3.8]'],
    ['deep', '[[1,2],[3]]'],
    ['new', null],
    ['kept', undefined],
  ]);
});

test('a JSON object is a line of keys and values, which does not depend on changes', () => {
  expect(keysOnLine(of('{"list":[1],"ts":1,"temp":72.50,"state":"on"}'))).toBe(
    'temp 72.50, state on, ts 1, list [1]',
  );
  for (const text of ['', '{}', '[1]', '72.5', 'on', '{"broken":'])
    expect([text, keysOnLine(of(text))]).toEqual([text, undefined]);
  expect(keysOnLine({ payload: encodeCbor({ t: 1 }) })).toBeUndefined();
});

test('a text that looks like another value has quotation marks, and so has its predecessor', () => {
  const before = '{"temp":"21.30","on":true,"name":""}';
  const now = '{"temp":21.4,"on":"true","name":"x"}';
  const shown = (text: string, old?: string) =>
    lineValues(of(text), old === undefined ? undefined : of(old))?.map(
      ({ key, text: value, change }) => [key, value, change?.was],
    );
  expect(shown(before)).toEqual([
    ['temp', '"21.30"', undefined],
    ['on', 'true', undefined],
    ['name', '""', undefined],
  ]);
  expect(shown(now, before)).toEqual([
    ['temp', '21.4', '"21.30"'],
    ['on', '"true"', 'true'],
    ['name', 'x', '""'],
  ]);
});
