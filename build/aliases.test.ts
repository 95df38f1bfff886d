/** The table of topic aliases of the build against the package that mqtt.js takes. */
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LRUCache } from './aliases.ts';

interface Table {
  get(alias: number): string | undefined;
  set(alias: number, topic: string): unknown;
  clear(): void;
  keys(): Iterable<number>;
  readonly size: number;
}
interface Tables {
  readonly LRUCache: new (limits: { readonly max: number }) => Table;
}
const isTables = (read: unknown): read is Tables =>
  typeof read === 'object' && read !== null && 'LRUCache' in read;

function packaged(): Tables {
  const read: unknown = createRequire(createRequire(import.meta.url).resolve('mqtt'))('lru-cache');
  if (!isTables(read)) throw new TypeError('The package has no LRUCache.');
  return read;
}
const Packaged = packaged().LRUCache;

const ALIASES = 5;
const step = fc.record({
  alias: fc.integer({ min: 1, max: ALIASES }),
  topic: fc.option(fc.constantFrom('a', 'b/c', ''), { nil: undefined }),
  clears: fc.integer({ max: 20, min: 0 }).map((value) => value === 0),
});

test('has the topics of the package, in its order of use', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const tables = [new LRUCache(), new Packaged({ max: ALIASES })];
      const told = tables.map((table) =>
        steps.map(({ alias, topic, clears }) => {
          if (clears) table.clear();
          if (topic !== undefined) table.set(alias, topic);
          return [table.get(alias), table.size, ...table.keys()];
        }),
      );
      expect(told[0]).toEqual(told[1]);
    }),
    { numRuns: 300, seed: 7 },
  );
});
