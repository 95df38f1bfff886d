import { describe, expect, it } from 'vitest';
import { encode } from '../../../mqtt/codec/encode.ts';
import type { Property } from '../../../mqtt/tables/properties.ts';
import { connectOf } from '../../files/captureFile.testkit.ts';
import { versionSeen } from './versionSeen.ts';

function publish(version: 4 | 5, payload: readonly number[], properties: Property[] = []) {
  return encode(
    {
      type: 'publish',
      dup: false,
      qos: 0,
      retain: false,
      topic: 'a',
      properties,
      payload: Uint8Array.from(payload),
    },
    version,
  );
}

describe('the version of a stream', () => {
  it('is the version in its CONNECT', () => {
    expect(versionSeen(connectOf(5), undefined)).toBe(5);
    expect(versionSeen(connectOf(3), 4)).toBe(3);
  });

  it('follows from a packet that is valid in only one version', () => {
    expect(versionSeen(publish(4, [0x7b, 0x7d]), undefined)).toBe(4);
    expect(versionSeen(Uint8Array.of(0x40, 3, 0, 1, 0), undefined)).toBe(5);
    expect(versionSeen(Uint8Array.of(0x20, 3, 0, 0, 0), undefined)).toBe(5);
  });

  it('follows from properties that are unlikely to be random', () => {
    const pair: Property = { name: 'userProperty', value: ['k', 'v'] };
    expect(versionSeen(publish(5, [1], [pair]), undefined)).toBe(5);
  });

  it('stays open after a packet that is valid in both versions', () => {
    expect(versionSeen(Uint8Array.of(0xc0, 0), undefined)).toBeUndefined();
    expect(versionSeen(publish(4, [0, 1, 2]), undefined)).toBeUndefined();
    expect(versionSeen(Uint8Array.of(0xc0, 0), 5)).toBe(5);
  });
});
