import { describe, expect, test } from 'vitest';
import { datedTime, rowTime, seconds, timeOfDay } from './clock.ts';

const evening = new Date(2026, 10, 20, 23, 59, 58, 500).getTime();

describe('times of rows', () => {
  test('have local time with milliseconds', () => {
    expect(timeOfDay(evening)).toBe('23:59:58.500');
    expect(rowTime(evening, 1_250_000)).toBe('23:59:59.750');
  });

  test('show the date after midnight', () => {
    expect(rowTime(evening, 1_500_000)).toBe('11-21 00:00:00.000');
  });

  test('show the date on another day, and the year in another year', () => {
    const at = (...date: [number, number, number]) => new Date(...date, 8, 5, 3, 7).getTime();
    expect(datedTime(at(2026, 10, 20), evening)).toBe('08:05:03.007');
    expect(datedTime(at(2026, 0, 2), evening)).toBe('01-02 08:05:03.007');
    expect(datedTime(at(2025, 10, 20), evening)).toBe('2025-11-20 08:05:03.007');
  });

  test('show seconds with four digits while they are few', () => {
    expect(seconds(24_000)).toBe('0.0240');
    expect(seconds(600)).toBe('0.0006');
    expect(seconds(12_345_000)).toBe('12.345');
    expect(seconds(4_032_100_000)).toBe('4032.1');
  });
});
