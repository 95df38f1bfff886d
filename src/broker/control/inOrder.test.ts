import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tries } from '../../base/runs.testkit.ts';
import { sortedPage } from './sortedPage.ts';

const SAMPLE = tries(200);

test('a page is that part of the sorted list; items without a key are last', () => {
  const key = fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined });
  const sizes = fc.nat(40);
  fc.assert(
    fc.property(
      fc.array(key, { maxLength: 900 }),
      sizes,
      sizes,
      fc.boolean(),
      (keys, first, count, descending) => {
        const items = keys.map((one, place) => ({ one, place }));
        const known = items.filter(({ one }) => one !== undefined);
        const sign = descending ? -1 : 1;
        known.sort((a, b) => sign * ((a.one ?? 0) - (b.one ?? 0)) || a.place - b.place);
        const all = [...known, ...items.filter(({ one }) => one === undefined)];
        const page = sortedPage(items, ({ one }) => one, descending, { first, count });
        expect(page).toEqual(all.slice(first, first + count));
      },
    ),
    { numRuns: SAMPLE },
  );
});

test('the first page of 100,000 looks at most items once', () => {
  const items = Array.from({ length: 100_000 }, (_, place) => (place * 7919) % 100_000);
  const page = sortedPage(items, (item) => item, true, { first: 0, count: 3 });
  expect(page).toEqual([99_999, 99_998, 99_997]);
});
