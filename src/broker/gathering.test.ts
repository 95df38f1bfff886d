import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Gathering } from './gathering.ts';

describe('what is gathered', { timeout: 60_000 }, () => {
  it('comes out as it was put in, in few pieces', () => {
    const sizes = fc.oneof(fc.nat(20), fc.nat(3000), fc.constantFrom(2047, 2048, 40_000));
    fc.assert(
      fc.property(fc.array(fc.array(sizes, { maxLength: 40 }), { maxLength: 3 }), (rounds) => {
        const gathering = new Gathering();
        let next = 0;
        for (const round of rounds) {
          const packets = round.map((size) => new Uint8Array(size).fill((next += 1)));
          for (const packet of packets) gathering.add(packet);
          const pieces = gathering.take();
          expect(Buffer.concat(pieces).equals(Buffer.concat(packets))).toBe(true);
          const large = packets.filter(({ length }) => length >= 2048).length;
          const small = packets.reduce((sum, { length }) => sum + (length < 2048 ? length : 0), 0);
          expect(pieces.length).toBeLessThanOrEqual(2 * large + 1 + small / 60_000);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is not copied where a packet is large or alone', () => {
    const gathering = new Gathering();
    const small = Uint8Array.of(1);
    gathering.add(small);
    expect(gathering.take()[0]).toBe(small);
    const large = new Uint8Array(5000);
    gathering.add(small);
    gathering.add(large);
    expect(gathering.take()).toEqual([small, large]);
    gathering.add(large);
    expect(gathering.take()[0]).toBe(large);
    expect(gathering.take()).toEqual([]);
  });
});
