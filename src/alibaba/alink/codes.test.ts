import { expect, test } from 'vitest';
import { isAlinkCode, isShadowCode, wireMessage } from './codes.ts';

test('the shadow has its own codes', () => {
  expect(isShadowCode(409)).toBe(true);
  expect(isAlinkCode(409)).toBe(false);
  expect(isAlinkCode(6106)).toBe(true);
  expect(isShadowCode(6106)).toBe(false);
  expect(isAlinkCode(123)).toBe(false);
});

test('codes have a message on the wire', () => {
  expect(wireMessage(200)).toBe('success');
  expect(wireMessage(460)).toBe('request parameter error');
  expect(wireMessage(6106)).toBe('more than 200 properties in one post');
});
