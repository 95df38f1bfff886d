import { expect, test } from 'vitest';
import { completed, completeTemplate } from './completeTemplate.ts';

test('offers what begins as it was typed, and puts it in its place', () => {
  const text = '{"t": {{ra}}, "n": 1}';
  const found = completeTemplate(text, 10, false);
  expect(found).toEqual({ start: 6, end: 12, examples: ['random 20.0..25.0'] });
  expect(found && completed(text, found, 'random 20.0..25.0')).toEqual({
    text: '{"t": {{random 20.0..25.0}}, "n": 1}',
    cursor: 27,
  });
});

test('offers a whole name before longer ones that begin with it', () => {
  const [first, ...longer] = completeTemplate('{"n":{{n', 8, false)?.examples ?? [];
  expect(first).toBe('n');
  expect(longer).toContain('now iso');
});

test('offers what is of a message only where one is answered', () => {
  expect(completeTemplate('{{res', 5, false)).toBeUndefined();
  expect(completeTemplate('{{res', 5, true)?.examples).toEqual(['response']);
  expect(completeTemplate('{{', 2, true)?.examples.length).toBeGreaterThan(10);
});

test('offers nothing behind {{{{, behind a whole name, or away from braces', () => {
  expect(completeTemplate('{{{{ra', 6, false)).toBeUndefined();
  expect(completeTemplate('{{uuid', 6, false)).toBeUndefined();
  expect(completeTemplate('{{random 2', 10, false)).toBeUndefined();
  expect(completeTemplate('{{ra', 1, false)).toBeUndefined();
});
