import { expect, test } from 'vitest';
import { GapPlaces } from './gapPlaces.ts';

test('forgets gaps before discarded packets, and keeps the others', () => {
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

test('forgets no gap while its packet is held', () => {
  const gaps = new GapPlaces(() => true);
  for (let packet = 1; packet <= 5_000; packet += 1) gaps.add(packet);
  expect(gaps.size).toBe(5_000);
});
