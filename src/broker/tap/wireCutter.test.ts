import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { Budget } from './memory.ts';
import { WireCutter } from './wireCutter.ts';

/** Complete packets with distinguishable payloads. */
const packets = fc.array(
  fc.tuple(fc.nat({ max: 255 }), fc.nat({ max: 300 })).map(([first, length]) => {
    const head = length < 128 ? [first, length] : [first, (length & 0x7f) | 0x80, length >> 7];
    return Uint8Array.from([...head, ...new Uint8Array(length).fill(first)]);
  }),
  { maxLength: 12 },
);
const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 12 });

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Pieces of the stream with these sizes. */
function pieces(stream: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const found: Uint8Array[] = [];
  let at = 0;
  for (const size of sizes) {
    found.push(stream.subarray(at, at + size));
    at = Math.min(stream.length, at + size);
  }
  return [...found, stream.subarray(at)];
}

function reader(cutter: WireCutter) {
  const read: { bytes: number[]; offset: number }[] = [];
  let leftOut = 0;
  const broken: number[] = [];
  return {
    read,
    broken,
    get leftOut() {
      return leftOut;
    },
    push: (chunk: Uint8Array) => {
      cutter.cut(chunk, {
        packet: (bytes, offset) => read.push({ bytes: [...bytes], offset }),
        leftOut: (bytes) => {
          leftOut += bytes;
        },
        broken: (bytes) => broken.push(...bytes),
      });
    },
  };
}

describe('one direction of a connection', () => {
  it('gives the same packets with their positions, however it is split', () => {
    fc.assert(
      fc.property(packets, cuts, (all, sizes) => {
        const cut = reader(new WireCutter(new Budget(10_000)));
        for (const piece of pieces(joined(all), sizes)) cut.push(piece);
        let offset = 0;
        const expected = all.map((bytes) => {
          const at = offset;
          offset += bytes.length;
          return { bytes: [...bytes], offset: at };
        });
        expect(cut.read).toEqual(expected);
        expect(cut.leftOut).toBe(0);
      }),
      { numRuns: tries(300) },
    );
  });

  it('is tracked without an observer, and split from the next packet on', () => {
    fc.assert(
      fc.property(packets, cuts, fc.nat({ max: 12 }), (all, sizes, from) => {
        const cutter = new WireCutter(new Budget(10_000));
        const cut = reader(cutter);
        const stream = joined(all);
        for (const [at, piece] of pieces(stream, sizes).entries()) {
          if (at < from) cutter.follow(piece);
          else cut.push(piece);
        }
        expect(cutter.offset).toBe(stream.length);
        const seen = cut.read.reduce((sum, { bytes }) => sum + bytes.length, cut.leftOut);
        for (const { bytes, offset } of cut.read) {
          expect(bytes).toEqual([...stream.subarray(offset, offset + bytes.length)]);
          expect(all.map((one) => [...one])).toContainEqual(bytes);
        }
        expect(seen).toBeLessThanOrEqual(stream.length);
        const ends = cut.read.slice(-1).map(({ bytes, offset }) => offset + bytes.length);
        expect(cut.leftOut > 0 || ends.every((end) => end === stream.length)).toBe(true);
      }),
      { numRuns: tries(300) },
    );
  });

  it('omits packets too large to be buffered, and continues after them', () => {
    const cut = reader(new WireCutter(new Budget(50)));
    const large = Uint8Array.from([0x30, 100, ...new Uint8Array(100)]);
    const stream = joined([large, Uint8Array.from([0xc0, 0])]);
    for (const piece of pieces(stream, [30, 30, 30])) cut.push(piece);
    expect(cut.leftOut).toBe(102);
    expect(cut.read).toEqual([{ bytes: [0xc0, 0], offset: 102 }]);
  });

  it('releases its budget', () => {
    const budget = new Budget(60);
    for (let round = 0; round < 5; round += 1) {
      const cutter = new WireCutter(budget);
      cutter.cut(Uint8Array.from([0x30, 100, ...new Uint8Array(50)]), {
        packet: () => undefined,
        leftOut: () => undefined,
        broken: () => undefined,
      });
      expect(cutter.remainder()?.bytes.length).toBe(52);
      if (round % 2 === 0) cutter.end();
      else cutter.stopBuffering();
    }
    expect(budget.take(60)).toBe(true);
  });

  it('ends at a length of five bytes', () => {
    const cut = reader(new WireCutter(new Budget(1000)));
    const stream = Uint8Array.from([0xc0, 0, 0x30, 0xff, 0xff, 0xff, 0xff, 1, 2, 3]);
    for (const piece of pieces(stream, [4, 1])) cut.push(piece);
    expect(cut.read).toHaveLength(1);
    expect(cut.broken).toEqual([0x30, 0xff, 0xff, 0xff, 0xff, 1, 2, 3]);
  });
});
