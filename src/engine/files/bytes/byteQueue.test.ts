import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteQueue } from './byteQueue.ts';

const bytes = Uint8Array.from({ length: 200 }, (_, at) => at);

/** Pushes slices of `slices` bytes and takes the `wanted` lengths once they are available. */
function taken(slices: readonly Uint8Array[], wanted: readonly number[]): number[] {
  const queue = new ByteQueue();
  const all: number[] = [];
  let next = 0;
  let areRight = true;
  for (const slice of slices) {
    queue.push(slice);
    for (;;) {
      const count = wanted[next % wanted.length] ?? 1;
      const view = queue.peek(count);
      if (view === undefined) break;
      const word = new DataView(view.buffer, view.byteOffset);
      areRight &&= count < 4 || queue.u32(0, false) === word.getUint32(0);
      all.push(...view);
      queue.skip(count);
      next += 1;
    }
    queue.keep();
  }
  all.push(...(queue.take(queue.length) ?? []));
  expect(areRight).toBe(true);
  return all;
}

describe('a byte queue', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });

  it('returns bytes in order for any chunks, even if a pushed chunk is modified later', () => {
    fc.assert(
      fc.property(lengths, lengths, fc.boolean(), (cuts, wanted, isOneBuffer) => {
        const file = bytes.slice();
        const slices: Uint8Array[] = [];
        for (let at = 0, cut = 0; at < file.length; cut += 1) {
          const to = at + (cuts[cut % cuts.length] ?? 1);
          slices.push(isOneBuffer ? file.subarray(at, to) : file.slice(at, to));
          at = to;
        }
        expect(taken(slices, wanted)).toEqual([...bytes]);
      }),
    );
  });

  it('does not copy if the next slice of the same buffer follows', () => {
    const queue = new ByteQueue();
    queue.push(bytes.subarray(0, 10));
    queue.skip(7);
    queue.keep();
    queue.push(bytes.subarray(10, 20));
    expect(queue.peek(13)?.buffer).toBe(bytes.buffer);
    expect([...(queue.peek(13) ?? [])]).toEqual([...bytes.subarray(7, 20)]);
  });

  it('keeps its bytes if their buffer is overwritten', () => {
    const queue = new ByteQueue();
    const piece = bytes.slice(0, 10);
    queue.push(piece);
    queue.skip(7);
    queue.keep();
    piece.fill(0);
    queue.push(bytes.slice(10, 12));
    expect([...(queue.peek(5) ?? [])]).toEqual([7, 8, 9, 10, 11]);
  });
});
