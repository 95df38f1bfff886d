import { expect, test } from 'vitest';
import type { PropertyFacts } from '../devices/commands.ts';
import { LastValues } from './lastValues.ts';

const NOW = 1_700_000_000_000;

const fact = (identifier: string, value: string, time = 1): PropertyFacts => ({
  identifier,
  value,
  time,
  isModelled: true,
});
const device = (deviceName: string) => ({ productKey: 'pk', deviceName });
const names = (values: LastValues, deviceName: string): string[] =>
  values.of(device(deviceName)).map(({ identifier }) => identifier);

test('the latest value of each property, by name', () => {
  const values = new LastValues();
  values.record(device('a'), [fact('z', '1'), fact('b', '2')], NOW);
  values.record(device('a'), [fact('z', '3')], NOW);
  expect(values.of(device('a')).map(({ value }) => value)).toEqual(['2', '3']);
  expect(values.of({ productKey: 'a', deviceName: 'pk' })).toEqual([]);
  values.forget(device('a'));
  expect(values.of(device('a'))).toEqual([]);
});

test('a value that was measured before the known one does not replace it', () => {
  const values = new LastValues();
  const current = () => values.of(device('a')).map(({ value, time }) => [value, time]);
  expect(values.record(device('a'), [fact('t', '1', 500), fact('u', '7', 500)], NOW)).toEqual([]);
  expect(values.record(device('a'), [fact('t', '2', 400), fact('u', '8', 600)], NOW)).toEqual([
    't',
  ]);
  expect(current()).toEqual([
    ['1', 500],
    ['8', 600],
  ]);
  // Among equal times the last one counts; in a series, the newest.
  const series = [fact('t', '3', 400), fact('t', '4', 500)];
  expect(values.record(device('a'), series, NOW)).toEqual([]);
  expect(current()[0]).toEqual(['4', 500]);
});

test('a clock that is ahead keeps its value only until the next one', () => {
  const values = new LastValues();
  values.record(device('a'), [fact('t', '1', NOW + 86_400_000)], NOW);
  expect(values.record(device('a'), [fact('t', '2', NOW + 1000)], NOW + 1000)).toEqual([]);
  expect(values.of(device('a'))).toMatchObject([{ value: '2' }]);
});

const LARGE = 'x'.repeat(200_000);

test('of a device that reports too much, the values unreported for longest are removed', () => {
  const values = new LastValues();
  values.record(device('a'), [fact('one', LARGE), fact('two', LARGE)], NOW);
  values.record(device('a'), [fact('one', LARGE), fact('three', LARGE)], NOW);
  expect(names(values, 'a')).toEqual(['one', 'three']);
  // A replaced value frees its memory.
  values.record(device('a'), [fact('one', '1'), fact('two', LARGE)], NOW);
  expect(names(values, 'a')).toEqual(['one', 'three', 'two']);
});

test('among too many devices, the longest silent one is forgotten', () => {
  const values = new LastValues();
  for (let at = 0; at < 90; at++) {
    values.record(device(`d${at}`), [fact('a', LARGE), fact('b', LARGE)], NOW);
    values.record(device('busy'), [fact('a', '1')], NOW);
  }
  expect(names(values, 'd0')).toEqual([]);
  expect(names(values, 'd89')).toEqual(['a', 'b']);
  expect(names(values, 'busy')).toEqual(['a']);
  values.record(device('busy'), [fact('b', LARGE)], NOW);
  expect(names(values, 'd89')).toEqual(['a', 'b']);
});
