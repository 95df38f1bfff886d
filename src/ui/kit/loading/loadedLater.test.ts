import { expect, test } from 'vitest';
import { loadedLater, loadRest } from './loadedLater.ts';

test('loads parts that only other parts import, at any depth', async () => {
  const loaded: number[] = [];
  const part = (depth: number) =>
    loadedLater(
      async () => {
        loaded.push(depth);
        if (depth < 4) part(depth + 1);
        return depth;
      },
      { idle: depth % 2 === 0 ? 'first' : 'rest' },
    );
  part(0);
  await loadRest();
  expect(loaded).toEqual([0, 1, 2, 3, 4]);
});
