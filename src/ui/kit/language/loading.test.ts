import { expect, test } from 'vitest';
import { NotLoaded } from '../../../base/lazy.ts';
import { Loading } from './loading.ts';
import { dropNotLoaded, tryAgain, useNotLoaded } from './notLoaded.ts';
import { useWaiting } from './waiting.ts';

test('loads once for all callers, and stays available', async () => {
  let times = 0;
  const loading = new Loading(() => Promise.resolve((times += 1)));
  expect(loading.found).toBeUndefined();
  expect(await Promise.all([loading.load(), loading.load()])).toEqual([1, 1]);
  expect(loading.found).toBe(1);
  expect(await loading.load()).toBe(1);
});

test('a failure has its reason, and the next request retries', async () => {
  const outcomes = [() => Promise.reject(new Error('gone')), () => Promise.resolve('there')];
  const loading = new Loading(() => outcomes.shift()?.() ?? Promise.resolve('too often'));
  await expect(loading.load()).rejects.toThrow(NotLoaded);
  expect(loading.found).toBeUndefined();
  expect(await loading.load()).toBe('there');
});

test('everything that waits for a part is reported once, and runs after a retry', async () => {
  let isThere = false;
  const done: string[] = [];
  const loading = new Loading(() =>
    isThere ? Promise.resolve('part') : Promise.reject(new Error('gone')),
  );
  const told = () => useNotLoaded.getState().all;
  loading.with((found) => done.push(`${found} 1`));
  loading.with((found) => done.push(`${found} 2`));
  await expect.poll(told).toMatchObject([{ of: loading, message: 'gone' }]);
  tryAgain();
  expect(told()).toEqual([]);
  await expect.poll(told).toHaveLength(1);
  isThere = true;
  tryAgain();
  await expect.poll(() => done).toEqual(['part 1', 'part 2']);
  expect(told()).toEqual([]);
});

test('a part that loaded meanwhile is no longer reported', async () => {
  const outcomes = [() => Promise.reject(new Error('gone')), () => Promise.resolve('there')];
  const loading = new Loading(() => outcomes.shift()?.() ?? Promise.resolve('too often'));
  const told = () => useNotLoaded.getState().all;
  loading.with(() => undefined);
  await expect.poll(told).toHaveLength(1);
  loading.with(() => undefined);
  await expect.poll(told).toEqual([]);
});

test('failed tasks run before later ones, in order; cancelled ones do not', async () => {
  let isThere = false;
  const done: string[] = [];
  const loading = new Loading(() =>
    isThere ? Promise.resolve('part') : Promise.reject(new Error('gone')),
  );
  const told = () => useNotLoaded.getState().all;
  loading.with(() => done.push('let go'));
  await expect.poll(told).toHaveLength(1);
  dropNotLoaded(() => true);
  loading.with(() => done.push('first'));
  loading.with(() => done.push('second'));
  await expect.poll(told).toHaveLength(1);
  isThere = true;
  loading.with(() => done.push('last'));
  await expect.poll(() => done).toEqual(['first', 'second', 'last']);
  expect(told()).toEqual([]);
  tryAgain();
  expect(done).toHaveLength(3);
});

test('loading is announced only if a user waits for it', async () => {
  const loading = new Loading(() => Promise.resolve('part'));
  loading.whenThere(() => undefined);
  expect(useWaiting.getState().count).toBe(0);
  loading.with(() => undefined);
  expect(useWaiting.getState().count).toBe(1);
  await expect.poll(() => useWaiting.getState().count).toBe(0);
});

test('listeners are notified on load, whichever caller requested it', async () => {
  const outcomes = [() => Promise.reject(new Error('gone')), () => Promise.resolve('there')];
  const loading = new Loading(() => outcomes.shift()?.() ?? Promise.resolve('too often'));
  const told: (string | undefined)[] = [];
  loading.subscribe(() => told.push(loading.found));
  const stop = loading.subscribe(() => told.push('stopped'));
  stop();
  await expect(loading.load()).rejects.toThrow(NotLoaded);
  expect(told).toEqual([]);
  await loading.load();
  await loading.load();
  expect(told).toEqual(['there']);
});
