import { expect, it } from 'vitest';
import { momentOf } from './seenFormat.ts';

it.each([
  [1_796_065_300_123, 'ts', 1_796_065_300_123],
  [1_796_065_100_000, 'lc', 1_796_065_100_000],
  [1_796_065_300_123, undefined, 1_796_065_300_123],
  [1_796_065_300, 'time', 1_796_065_300_000],
  [1_796_065_300, 'updated_at', 1_796_065_300_000],
  // 2001 and 2100.
  [1_000_000_000, 'ts', 1_000_000_000_000],
  [4_100_000_000_000, 'at', 4_100_000_000_000],
])('%d of %s is a moment', (value, name, ms) => {
  expect(momentOf(value, name)).toBe(ms);
});

it.each([
  [1_796_065_300, 'since'],
  [1_796_065_300, undefined],
  [1_796_065_300_123, 'uptime'],
  [1_796_065_300_123, 'uptime_ms'],
  [1_796_065_300_123, 'total'],
  [1_796_065_300_123, 'total_time'],
  [1_796_065_300_123, 'count'],
  [1_796_065_300_123, 'id'],
  [1_796_065_300_123, 'device_id'],
  [1_796_065_300_123, 'deviceId'],
  [999_999_999, 'ts'],
  [4_100_000_000_001, 'ts'],
  [4, 'ts'],
])('%d of %s is none', (value, name) => {
  expect(momentOf(value, name)).toBeUndefined();
});
