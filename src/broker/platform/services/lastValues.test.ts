import { expect, test } from 'vitest';
import type { PropertyFacts } from '../devices/commands.ts';
import { LastValues } from './lastValues.ts';

const fact = (identifier: string, value: string): PropertyFacts => ({
  identifier,
  value,
  time: 1,
  isModelled: true,
});
const device = (deviceName: string) => ({ productKey: 'pk', deviceName });
const names = (values: LastValues, deviceName: string): string[] =>
  values.of(device(deviceName)).map(({ identifier }) => identifier);

test('the latest value of each property, by name', () => {
  const values = new LastValues();
  values.record(device('a'), [fact('z', '1'), fact('b', '2')]);
  values.record(device('a'), [fact('z', '3')]);
  expect(values.of(device('a')).map(({ value }) => value)).toEqual(['2', '3']);
  expect(values.of({ productKey: 'a', deviceName: 'pk' })).toEqual([]);
  values.forget(device('a'));
  expect(values.of(device('a'))).toEqual([]);
});

const LARGE = 'x'.repeat(200_000);

test('of a device that reports too much, what was not reported for longest goes', () => {
  const values = new LastValues();
  values.record(device('a'), [fact('one', LARGE), fact('two', LARGE)]);
  values.record(device('a'), [fact('one', LARGE), fact('three', LARGE)]);
  expect(names(values, 'a')).toEqual(['one', 'three']);
  // One that was replaced makes room again.
  values.record(device('a'), [fact('one', '1'), fact('two', LARGE)]);
  expect(names(values, 'a')).toEqual(['one', 'three', 'two']);
});

test('of too many devices, the longest silent one is forgotten', () => {
  const values = new LastValues();
  for (let at = 0; at < 90; at++) {
    values.record(device(`d${at}`), [fact('a', LARGE), fact('b', LARGE)]);
    values.record(device('busy'), [fact('a', '1')]);
  }
  expect(names(values, 'd0')).toEqual([]);
  expect(names(values, 'd89')).toEqual(['a', 'b']);
  expect(names(values, 'busy')).toEqual(['a']);
  values.record(device('busy'), [fact('b', LARGE)]);
  expect(names(values, 'd89')).toEqual(['a', 'b']);
});
