import { expect, it } from 'vitest';
import { plainBytes } from './plainBytes.ts';

it('slices of plain bytes are copies, unlike those of a Buffer', () => {
  const read = Buffer.from('0123456789');
  const bytes = plainBytes(read.subarray(2, 6));
  const copy = bytes.slice(1, 3);
  read.fill('x');
  expect(Buffer.from(bytes).toString()).toBe('xxxx');
  expect(Buffer.from(copy).toString()).toBe('34');
});
