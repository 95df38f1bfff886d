import { expect, test } from 'vitest';
import { Lazy } from './lazy.ts';

test('runs waiting calls in order once the value is loaded, and later calls at once', async () => {
  const done: string[] = [];
  const lazy = new Lazy(() => Promise.resolve('value'));
  lazy.with((found) => done.push(`${found} 1`));
  lazy.with((found) => done.push(`${found} 2`));
  expect(done).toEqual([]);
  await lazy.load();
  lazy.with((found) => done.push(`${found} 3`));
  expect(done).toEqual(['value 1', 'value 2', 'value 3']);
});

test('retries after a failure', async () => {
  const outcomes = [() => Promise.reject(new Error('gone')), () => Promise.resolve('there')];
  const lazy = new Lazy(() => outcomes.shift()?.() ?? Promise.resolve('too often'));
  await expect(lazy.load()).rejects.toThrow('gone');
  expect(lazy.now()).toBeUndefined();
  expect(await lazy.load()).toBe('there');
  expect(lazy.now()).toBe('there');
});
