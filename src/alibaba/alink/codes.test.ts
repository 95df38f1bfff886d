import { expect, test } from 'vitest';
import { ALINK_CODES, isAlinkCode, isShadowCode, SHADOW_CODES, wireMessage } from './codes.ts';

test('each code but success says what to do, in a sentence', () => {
  const known = [...Object.entries(ALINK_CODES), ...Object.entries(SHADOW_CODES)];
  for (const [code, { meaning, remedy }] of known) {
    expect(meaning).toMatch(/^[^.]+$/);
    expect(remedy).toMatch(code === '200' ? /^$/ : /^[A-Z].*\.$/);
  }
});

test('codes of the shadow are its own', () => {
  expect(isShadowCode(409)).toBe(true);
  expect(isAlinkCode(409)).toBe(false);
  expect(isAlinkCode(6106)).toBe(true);
  expect(isShadowCode(6106)).toBe(false);
  expect(isAlinkCode(123)).toBe(false);
});

test('what stands beside a code on the wire', () => {
  expect(wireMessage(200)).toBe('success');
  expect(wireMessage(460)).toBe('request parameter error');
  expect(wireMessage(6106)).toBe('more than 200 properties in one post');
});
