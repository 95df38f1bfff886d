import { expect, test } from 'vitest';
import { shownAddress } from './shownAddress.ts';

test.each([
  ['ws://me:secret@broker:8080/mqtt', 'ws://broker:8080/mqtt'],
  ['ws://broker:8080/mqtt', 'ws://broker:8080/mqtt'],
  ['ws://me:sec ret@bro ker/', 'ws://bro ker/'],
  ['ws://me:p@ss@broker:x/', 'ws://broker:x/'],
])('%s is shown as %s', (url, shown) => {
  expect(shownAddress(url)).toBe(shown);
});
