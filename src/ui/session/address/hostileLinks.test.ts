/** Links with very many parts, and links of texts that are not valid Unicode. */
import { expect, test } from 'vitest';
import { deepLink, parseDeepLink } from './deepLink.ts';

test('accepts a limited number of topic filters', () => {
  const filters = Array.from({ length: 20_000 }, (_, at) => `subscribe=a/${at}`);
  const link = parseDeepLink(`#/connect?${filters.join('&')}&v=9`);
  expect(link?.filters).toHaveLength(1000);
  expect(link?.filters.at(-1)).toBe('a/999');
  expect(link?.notes[0]).toEqual({ kind: 'too-many-filters', most: 1000 });
});

test('lone surrogates become U+FFFD instead of an exception', () => {
  const parts = { url: 'ws://\uD800', filters: ['a\uDC00'], qos: 0, version: 5 } as const;
  expect(parseDeepLink(deepLink({ ...parts, displayFilter: 'topic == "\uD83D"' }))).toMatchObject({
    url: 'ws://\uFFFD',
    filters: ['a\uFFFD'],
    displayFilter: 'topic == "\uFFFD"',
  });
});
