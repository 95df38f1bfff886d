import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Deadline, Deadlines } from './deadlines.ts';

describe('deadlines', () => {
  it('run in the order of their times, cancelled ones never', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(20), fc.boolean())), (entries) => {
        const deadlines = new Deadlines();
        const seen: number[] = [];
        const handles: Deadline[] = entries.map(([time], at) =>
          deadlines.set(time, () => seen.push(at)),
        );
        entries.forEach(([, isCancelled], at) => {
          if (isCancelled) deadlines.cancel(handles[at]);
        });
        const expected = entries
          .map(([time, isCancelled], at) => ({ time, isCancelled, at }))
          .filter(({ isCancelled }) => !isCancelled)
          .toSorted((a, b) => a.time - b.time || a.at - b.at);
        expect(deadlines.next).toBe(expected[0]?.time);
        deadlines.elapse(10);
        expect(seen).toEqual(expected.filter(({ time }) => time <= 10).map(({ at }) => at));
        deadlines.elapse(20);
        expect(seen).toEqual(expected.map(({ at }) => at));
        expect([deadlines.size, deadlines.next]).toEqual([0, undefined]);
      }),
    );
  });

  it('may be set and cancelled while others run', () => {
    const deadlines = new Deadlines();
    const seen: string[] = [];
    const late = deadlines.set(2, () => seen.push('late'));
    deadlines.set(1, (now) => {
      seen.push('first');
      deadlines.cancel(late);
      deadlines.set(now, () => seen.push('at once'));
    });
    deadlines.elapse(5);
    expect(seen).toEqual(['first', 'at once']);
    deadlines.cancel(late);
    expect(deadlines.size).toBe(0);
  });
});
