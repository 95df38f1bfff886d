/** Links with very many parts: the form uses some and says that the rest is missing. */
import { expect, test } from 'vitest';
import { parseDeepLink } from './deepLink.ts';

test('accepts a limited number of topic filters', () => {
  const filters = Array.from({ length: 20_000 }, (_, at) => `subscribe=a/${at}`);
  const link = parseDeepLink(`#/connect?${filters.join('&')}&v=9`);
  expect(link?.filters).toHaveLength(1000);
  expect(link?.filters.at(-1)).toBe('a/999');
  expect(link?.notes[0]).toEqual({ kind: 'too-many-filters', most: 1000 });
});
