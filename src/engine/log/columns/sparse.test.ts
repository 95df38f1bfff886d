import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SparseMap } from './sparse.ts';

const step = fc.oneof(
  fc.tuple(fc.constant('set' as const), fc.nat(3)),
  fc.tuple(fc.constant('delete' as const), fc.nat(3)),
  fc.tuple(fc.constant('clear' as const), fc.constant(0)),
);

it('behaves as a Map, also with one entry', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const sparse = new SparseMap<number, number>();
      const map = new Map<number, number>();
      for (const [at, [what, key]] of steps.entries()) {
        for (const one of [sparse, map]) {
          if (what === 'set') one.set(key, at);
          else if (what === 'delete') one.delete(key);
          else one.clear();
        }
        expect(sparse.size).toBe(map.size);
        expect(sparse.entries()).toEqual([...map]);
        expect([...sparse.values()]).toEqual([...map.values()]);
        for (const known of [0, 1, 2, 3]) {
          expect(sparse.has(known)).toBe(map.has(known));
          expect(sparse.get(known)).toBe(map.get(known));
        }
      }
    }),
    { seed: 43 },
  );
});
