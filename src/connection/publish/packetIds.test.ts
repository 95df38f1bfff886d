import { expect, test } from 'vitest';
import { PacketIds } from './packetIds.ts';

test('uses identifiers that are not zero and not in use [MQTT-2.2.1-2] [MQTT-2.2.1-3]', () => {
  const ids = new PacketIds();
  const taken = Array.from({ length: 65_535 }, () => ids.take());
  expect(taken[0]).toBe(1);
  expect(new Set(taken).size).toBe(65_535);
  expect(taken).not.toContain(0);
  expect(ids.take()).toBeUndefined();
  ids.free(40);
  expect(ids.take()).toBe(40);
});

test('does not reuse a released identifier at once', () => {
  const ids = new PacketIds();
  expect(ids.take()).toBe(1);
  ids.free(1);
  expect(ids.take()).toBe(2);
});
