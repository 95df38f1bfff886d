import { expect, test } from 'vitest';
import { Part } from './part.ts';

test('what is asked of a part before it is there is done in order once it is, and at once afterwards', async () => {
  const done: string[] = [];
  const part = new Part(() => Promise.resolve('part'));
  part.with((found) => done.push(`${found} 1`));
  part.with((found) => done.push(`${found} 2`));
  expect(done).toEqual([]);
  await part.load();
  part.with((found) => done.push(`${found} 3`));
  expect(done).toEqual(['part 1', 'part 2', 'part 3']);
});

test('a part that could not be loaded is asked for again', async () => {
  const outcomes = [() => Promise.reject(new Error('gone')), () => Promise.resolve('there')];
  const part = new Part(() => outcomes.shift()?.() ?? Promise.resolve('too often'));
  await expect(part.load()).rejects.toThrow('gone');
  expect(part.now()).toBeUndefined();
  expect(await part.load()).toBe('there');
  expect(part.now()).toBe('there');
});
