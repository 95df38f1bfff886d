import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastCpuTime } from '../../../base/cpuTime.testkit.ts';
import { RecentBytes } from './recentBytes.ts';
import { TcpFlow } from './tcpFlow.ts';

/** Records delivered bytes and gaps. */
function flow(): { readonly told: (number | string)[]; readonly flow: TcpFlow } {
  const told: (number | string)[] = [];
  const sink = {
    data: (_side: unknown, bytes: Uint8Array) => {
      for (const byte of bytes) told.push(byte);
    },
    gap: (_side: unknown, length: number) => {
      told.push(`gap of ${length}`);
    },
    end: () => undefined,
    late: (_side: unknown, length: number) => {
      told.push(`${length} late`);
    },
    differs: (_side: unknown, count: number) => {
      told.push(`${count} others`);
    },
  };
  return { told, flow: new TcpFlow('first', sink, new RecentBytes()) };
}

/** Sequence numbers wrap after a few bytes. */
const START = 0xffff_fff0;
const at = (index: number) => (START + index) >>> 0;

/** CPU time in ms for that many one-byte segments, with every other one missing, in a given order. */
function cost(order: readonly number[]): number {
  return leastCpuTime(() => {
    const { flow: one, told } = flow();
    one.begin(at(-1));
    for (const index of order) one.segment(at(2 * index + 1), Uint8Array.of(index), 1, false, 0);
    one.flush();
    expect(told).toHaveLength(2 * order.length);
  });
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
const ORDERS = {
  'in order': upTo,
  'from the last on': (count: number) => upTo(count).toReversed(),
};

describe('one direction of TCP', () => {
  it('delivers each byte once and in order for any reordering, overlap and repetition', () => {
    const segment = fc.record({ from: fc.nat(40), length: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 30 }), (segments) => {
        const { flow: one, told } = flow();
        one.begin(at(-1));
        const covered = new Set<number>();
        for (const { from, length } of segments) {
          const bytes = Uint8Array.from({ length }, (_, index) => from + index);
          for (const byte of bytes) covered.add(byte);
          one.segment(at(from), bytes, length, false, 0);
        }
        one.flush();
        expect(told.filter((one) => typeof one === 'number')).toEqual(
          [...covered].toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it.each(Object.entries(ORDERS))('many gaps, %s, have a constant cost each', (_name, order) => {
    const few = cost(order(2000));
    // 16 times as many: quadratic cost would give 256.
    expect(cost(order(32_000)) / few).toBeLessThan(100);
  });
});
