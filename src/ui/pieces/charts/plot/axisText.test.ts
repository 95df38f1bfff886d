import { expect, test } from 'vitest';
import { aboutText, axisNumbers, axisTimes, changeText, roundMean } from './axisText.ts';

const at = (day: number, hour: number, minute: number, second = 0, ms = 0): number =>
  new Date(2026, 10, day, hour, minute, second, ms).getTime();

test('times at an axis show the differing parts, and the day where it starts', () => {
  expect(axisTimes([at(21, 13, 49), at(21, 13, 51)], 120_000)).toEqual(['13:49', '13:51']);
  expect(axisTimes([at(21, 13, 49, 5)], 5000)).toEqual(['13:49:05']);
  expect(axisTimes([at(21, 13, 49, 5, 20)], 20)).toEqual(['13:49:05.020']);
  expect(axisTimes([at(21, 23, 0), at(22, 0, 0)], 3_600_000)).toEqual(['23:00', '11-22\n00:00']);
  expect(axisTimes([at(21, 0, 0), at(22, 0, 0)], 86_400_000)).toEqual(['11-21', '11-22']);
});

test('a tick just before a round second is named after it', () => {
  expect(axisTimes([at(21, 6, 55, 30) - 0.4, at(21, 6, 56) - 0.01], 30_000)).toEqual([
    '06:55:30',
    '06:56:00',
  ]);
  expect(axisTimes([at(21, 6, 55) - 0.02], 60_000)).toEqual(['06:55']);
  expect(axisTimes([at(21, 6, 55, 0, 20) - 0.3], 20)).toEqual(['06:55:00.020']);
});

test('numbers at an axis have the digits of their steps', () => {
  expect(axisNumbers([0, 0.5, 1], 0.5)).toEqual(['0', '0.5', '1']);
  expect(axisNumbers([0.1 + 0.2], 0.1)).toEqual(['0.3']);
  expect(axisNumbers([1500, 2000], 500)).toEqual(['1,500', '2,000']);
  expect(axisNumbers([900_000, 1_000_000], 100_000)).toEqual(['900,000', '1,000,000']);
  expect(axisNumbers([3e9], 1e9)).toEqual(['3e9']);
  expect(axisNumbers([417.75, 418, 418.25], 0.25)).toEqual(['417.75', '418', '418.25']);
  expect(axisNumbers([0, 2.5, 5], 2.5)).toEqual(['0', '2.5', '5']);
  expect(axisNumbers([0, 25, 50], 25)).toEqual(['0', '25', '50']);
});

test('large, close numbers at an axis stay distinct', () => {
  expect(axisNumbers([4_123_456_800, 4_123_456_900], 100)).toEqual(['…456800', '…456900']);
  expect(axisNumbers([-4_123_456_900, -4_123_456_800], 100)).toEqual(['-…56900', '-…56800']);
  expect(axisNumbers([1_000_000.28, 1_000_000.3], 0.02)).toEqual(['…000.28', '…000.30']);
  expect(axisNumbers([0, 2e18], 2e18)).toEqual(['0', '2e18']);
  expect(axisNumbers([1e300, 1.5e300], 5e299)).toEqual(['1e300', '1.5e300']);
  expect(axisNumbers([0, 2e-12], 2e-12)).toEqual(['0', '2e-12']);
});

test('a mean has one digit more than its values', () => {
  expect(roundMean(416.7, 417.478_26, 418.3)).toBe(417.48);
  expect(roundMean(1, 1.5, 2)).toBe(1.5);
  expect(roundMean(1e-7, 2e-7, 3e-7)).toBe(2e-7);
  expect(roundMean(0.1 + 0.2, 1 / 3, 0.5)).toBe(1 / 3);
});

test('a computed number has six digits, a change its sign', () => {
  expect(aboutText(2 / 3)).toBe('0.666667');
  expect(aboutText(0)).toBe('0');
  expect([changeText(0.5), changeText(-0.5), changeText(0)]).toEqual(['+0.5', '−0.5', '0']);
});

test('a computed number keeps its integer digits, and those that distinguish it from its values', () => {
  expect(aboutText(4_123_456_789.25)).toBe('4123456789');
  expect(aboutText(1_795_562_305_306.7)).toBe('1795562305307');
  expect(aboutText(1_000_000.345, 0.19)).toBe('1000000.345');
  expect(aboutText(1_000_000.25, 0)).toBe('1000000.25');
  expect(aboutText(2 ** 53)).toBe('9.007e+15');
  expect(changeText(123_456_789)).toBe('+123456789');
});
