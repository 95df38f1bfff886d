import { expect, test } from 'vitest';
import { NumberColumn, wordColumn } from './numberColumn.ts';

test('a column has the set values at any index, and the default elsewhere', () => {
  const words = wordColumn();
  const times = new NumberColumn((length) => new Float64Array(length), Number.NaN);
  const places = [0, 1, 65_535, 65_536, 200_000, 1_000_003];
  for (const place of places) {
    words.set(place, place + 7);
    times.set(place, place / 3);
  }
  words.set(1, 4_294_967_295);
  expect(places.map((place) => words.get(place))).toEqual(
    places.map((place) => (place === 1 ? 4_294_967_295 : place + 7)),
  );
  expect(places.map((place) => times.get(place))).toEqual(places.map((place) => place / 3));
  expect([words.get(2), words.get(999_999), words.get(90_000_000)]).toEqual([0, 0, 0]);
  expect([times.get(2), times.get(90_000_000)]).toEqual([Number.NaN, Number.NaN]);
});
