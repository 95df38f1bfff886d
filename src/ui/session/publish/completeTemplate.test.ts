import { expect, test } from 'vitest';
import { completed, completeTemplate } from './completeTemplate.ts';

test('offers names with the typed prefix, and inserts one', () => {
  const text = '{"t": {{ra}}, "n": 1}';
  const found = completeTemplate(text, 10, false);
  expect(found).toEqual({ start: 6, end: 12, examples: ['random 20.0..25.0'] });
  expect(found && completed(text, found, 'random 20.0..25.0')).toEqual({
    text: '{"t": {{random 20.0..25.0}}, "n": 1}',
    cursor: 27,
  });
});

test('offers an exact name before longer ones', () => {
  const [first, ...longer] = completeTemplate('{"n":{{n', 8, false)?.examples ?? [];
  expect(first).toBe('n');
  expect(longer).toContain('now iso');
});

test('offers message fields only in an answer', () => {
  expect(completeTemplate('{{res', 5, false)).toBeUndefined();
  expect(completeTemplate('{{res', 5, true)?.examples).toEqual(['response']);
  expect(completeTemplate('{{', 2, true)?.examples.length).toBeGreaterThan(10);
});

test('offers nothing after {{{{, after a complete name, or outside braces', () => {
  expect(completeTemplate('{{{{ra', 6, false)).toBeUndefined();
  expect(completeTemplate('{{uuid', 6, false)).toBeUndefined();
  expect(completeTemplate('{{random 2', 10, false)).toBeUndefined();
  expect(completeTemplate('{{ra', 1, false)).toBeUndefined();
});
