import { expect, test } from 'vitest';
import { isInRow, parentPath, pathsAbove } from './paths.ts';
import { topicRow } from './rows.testkit.ts';

test('the levels above a path, including empty ones', () => {
  expect(pathsAbove('a/b/c')).toEqual(['a', 'a/b']);
  expect(pathsAbove('/a')).toEqual(['']);
  expect(pathsAbove('a//b')).toEqual(['a', 'a/']);
  expect(pathsAbove('a')).toEqual([]);
});

test('the parent level', () => {
  expect(parentPath(topicRow('a/b'))).toBe('a');
  expect(parentPath(topicRow('/a'))).toBe('');
  expect(parentPath(topicRow('a/'))).toBe('a');
  expect(parentPath(topicRow('a'))).toBeUndefined();
});

test('a row of several levels has the parent of the first and the path of each', () => {
  const row = topicRow('plant/sensors/hz-2', { level: 'sensors/hz-2' });
  expect(parentPath(row)).toBe('plant');
  expect(parentPath(topicRow('sensors/hz-2', { level: 'sensors/hz-2' }))).toBeUndefined();
  const paths = ['plant', 'plant/sens', 'plant/sensors', 'plant/sensors/hz-2', 'plant/sensors/h'];
  expect(paths.filter((path) => isInRow(row, path))).toEqual([
    'plant/sensors',
    'plant/sensors/hz-2',
  ]);
  expect(isInRow(row, undefined)).toBe(false);
});
