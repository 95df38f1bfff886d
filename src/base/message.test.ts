import { expect, test } from 'vitest';
import { say, type Words } from './message.ts';

interface Facts {
  readonly unknown: { readonly name: string };
}

const WORDS: Words<Facts> = { unknown: ({ name }) => `${name} is not a host name.` };

test('makes invisible characters of arguments visible', () => {
  const text = say(WORDS, { key: 'unknown', args: { name: 'a\u202eb\u0000' } });
  expect(text).toBe('a⟨U+202E⟩b␀ is not a host name.');
});

test('cuts a very long argument, and keeps what the message says about it', () => {
  const text = say(WORDS, { key: 'unknown', args: { name: 'x'.repeat(1_000_000) } });
  expect(text).toHaveLength(2001);
  expect(text).toMatch(/^x{1500}…x{480} is not a host name\.$/);
});
