import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { readTapBatch, TapBatchWriter, type TappedPacket } from './tapBatch.ts';

const packet: fc.Arbitrary<TappedPacket> = fc.record({
  tap: fc.nat({ max: 0xff_ff }),
  connection: fc.oneof(fc.nat(), fc.nat({ max: Number.MAX_SAFE_INTEGER })),
  direction: fc.constantFrom('from-client', 'to-client'),
  time: fc.double({ min: 0, max: 1e12, noNaN: true }),
  offset: fc.oneof(fc.nat(), fc.nat({ max: Number.MAX_SAFE_INTEGER })),
  masked: fc.boolean(),
  broken: fc.boolean(),
  bytes: fc.uint8Array({ maxLength: 300 }),
});

function batchOf(packets: readonly TappedPacket[]): Uint8Array {
  const writer = new TapBatchWriter();
  for (const one of packets) writer.add(one);
  return writer.take();
}

describe('a batch of tapped packets', () => {
  it('survives a round trip, at any memory offset', () => {
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 20 }), fc.nat({ max: 9 }), (packets, before) => {
        const batch = batchOf(packets);
        const moved = new Uint8Array(before + batch.length);
        moved.set(batch, before);
        expect(readTapBatch(moved.subarray(before))).toEqual(packets);
      }),
      { numRuns: tries(300) },
    );
  });

  it('starts again after it was removed, also after a large one', () => {
    const writer = new TapBatchWriter();
    const large: TappedPacket = {
      tap: 1,
      connection: 7,
      direction: 'to-client',
      time: 12.25,
      offset: 5_000_000_000,
      masked: true,
      broken: false,
      bytes: new Uint8Array(70_000),
    };
    const small: TappedPacket = { ...large, connection: 8, bytes: new Uint8Array([1, 2]) };
    writer.add(large);
    const [read] = readTapBatch(writer.take()) ?? [];
    expect({ ...read, bytes: read?.bytes.length }).toEqual({ ...large, bytes: 70_000 });
    expect(writer.length).toBe(0);
    writer.add(small);
    expect(readTapBatch(writer.take())).toEqual([small]);
    expect(readTapBatch(writer.take())).toEqual([]);
  });

  it('that is truncated is rejected, and any other bytes are read without an exception', () => {
    fc.assert(
      fc.property(packet, fc.nat(), (one, cut) => {
        const batch = batchOf([one]);
        const at = 1 + (cut % (batch.length - 1));
        expect(readTapBatch(batch.subarray(0, at))).toBeUndefined();
      }),
      { numRuns: tries(300) },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        readTapBatch(bytes);
      }),
      { numRuns: tries(300) },
    );
  });
});
