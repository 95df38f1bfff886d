import { expect, test } from 'vitest';
import { parentPath, pathsAbove } from './paths.ts';

test('the levels above a path, empty ones too', () => {
  expect(pathsAbove('a/b/c')).toEqual(['a', 'a/b']);
  expect(pathsAbove('/a')).toEqual(['']);
  expect(pathsAbove('a//b')).toEqual(['a', 'a/']);
  expect(pathsAbove('a')).toEqual([]);
});

test('the level one up', () => {
  expect(parentPath('a/b')).toBe('a');
  expect(parentPath('/a')).toBe('');
  expect(parentPath('a/')).toBe('a');
  expect(parentPath('a')).toBeUndefined();
});
