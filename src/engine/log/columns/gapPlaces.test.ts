import { expect, test } from 'vitest';
import { GapPlaces } from './gapPlaces.ts';

test('gaps before packets that are gone are forgotten; the others are known', () => {
  let oldest = 1;
  const gaps = new GapPlaces((packet) => packet >= oldest);
  for (let packet = 1; packet <= 100_000; packet += 1) {
    oldest = Math.max(1, packet - 100);
    gaps.add(packet);
  }
  expect(gaps.size).toBeLessThanOrEqual(300);
  for (let packet = oldest; packet <= 100_000; packet += 1) expect(gaps.has(packet)).toBe(true);
  expect(gaps.has(1)).toBe(false);
});

test('none is forgotten while its packet is there', () => {
  const gaps = new GapPlaces(() => true);
  for (let packet = 1; packet <= 5_000; packet += 1) gaps.add(packet);
  expect(gaps.size).toBe(5_000);
});
