import { expect, test } from 'vitest';
import { withoutSameStart } from './sameStart.ts';

test.each([
  ['184256.973', '184256.970', '…256.970'],
  ['1795862742986', '1795862741936', '…2741936'],
  // Digits that differ are never left out.
  ['1795862742986', '1795972741936', '…972741936'],
  ['9795862742986', '1795862742986', '1795862742986'],
  // A longer number has other places.
  ['1795862742986', '179586274298', '179586274298'],
  ['412.4', '412.3', '412.3'],
  ['', '', ''],
])('beside %s, %s is %s', (now, was, shown) => {
  expect(withoutSameStart(now, was)).toBe(shown);
});
