import { expect, test } from 'vitest';
import { Loading, NotLoaded } from './loading.ts';

test('is loaded once, whoever asks for it, and is there afterwards', async () => {
  let times = 0;
  const loading = new Loading(() => Promise.resolve((times += 1)));
  expect(loading.found).toBeUndefined();
  expect(await Promise.all([loading.load(), loading.load()])).toEqual([1, 1]);
  expect(loading.found).toBe(1);
  expect(await loading.load()).toBe(1);
});

test('what failed says why, and is tried again when it is next asked for', async () => {
  const outcomes = [() => Promise.reject(new Error('gone')), () => Promise.resolve('there')];
  const loading = new Loading(() => outcomes.shift()?.() ?? Promise.resolve('too often'));
  await expect(loading.load()).rejects.toThrow(NotLoaded);
  expect(loading.found).toBeUndefined();
  expect(await loading.load()).toBe('there');
});
