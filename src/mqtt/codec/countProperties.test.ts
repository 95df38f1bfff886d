import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { arbitrarySent } from '../tables/packet.testkit.ts';
import type { Packet } from '../tables/packet.ts';
import { countProperties } from './countProperties.ts';
import { encode } from './encode.ts';

function propertiesOf(packet: Packet): number {
  const own = 'properties' in packet ? (packet.properties?.length ?? 0) : 0;
  return own + (packet.type === 'connect' ? (packet.will?.properties.length ?? 0) : 0);
}

describe('counting properties', () => {
  it('gives the same number as decoding', () => {
    fc.assert(
      fc.property(arbitrarySent, ({ version, packet }) => {
        expect(countProperties(encode(packet, version), version)).toBe(propertiesOf(packet));
      }),
      { numRuns: tries(1000) },
    );
  });

  it('terminates for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.constantFrom(3, 4, 5), (bytes, version) => {
        expect(countProperties(bytes, version)).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: tries(1000) },
    );
  });
});
