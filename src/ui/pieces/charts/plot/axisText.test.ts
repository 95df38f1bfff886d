import { expect, test } from 'vitest';
import { aboutText, axisNumbers, axisTimes, changeText } from './axisText.ts';

const at = (day: number, hour: number, minute: number, second = 0, ms = 0): number =>
  new Date(2026, 10, day, hour, minute, second, ms).getTime();

test('times at an axis have what tells them apart, and the day where it begins', () => {
  expect(axisTimes([at(21, 13, 49), at(21, 13, 51)], 120_000)).toEqual(['13:49', '13:51']);
  expect(axisTimes([at(21, 13, 49, 5)], 5000)).toEqual(['13:49:05']);
  expect(axisTimes([at(21, 13, 49, 5, 20)], 20)).toEqual(['13:49:05.020']);
  expect(axisTimes([at(21, 23, 0), at(22, 0, 0)], 3_600_000)).toEqual(['23:00', '11-22\n00:00']);
  expect(axisTimes([at(21, 0, 0), at(22, 0, 0)], 86_400_000)).toEqual(['11-21', '11-22']);
});

test('numbers at an axis have the digits of the steps between them', () => {
  expect(axisNumbers([0, 0.5, 1], 0.5)).toEqual(['0', '0.5', '1']);
  expect(axisNumbers([0.1 + 0.2], 0.1)).toEqual(['0.3']);
  expect(axisNumbers([1500, 2000], 500)).toEqual(['1,500', '2,000']);
  expect(axisNumbers([3e9], 1e9)).toEqual(['3e+9']);
});

test('what was worked out has six digits, a change its sign', () => {
  expect(aboutText(2 / 3)).toBe('0.666667');
  expect([changeText(0.5), changeText(-0.5), changeText(0)]).toEqual(['+0.5', '−0.5', '0']);
});
