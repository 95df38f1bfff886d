import { expect, test } from 'vitest';
import { firstSpoken } from './language.ts';

test('the browser’s first supported language is used, whatever its region', () => {
  expect(firstSpoken(['zh-CN', 'en-US'])).toBe('zh');
  expect(firstSpoken(['de-DE', 'zh-TW', 'en'])).toBe('zh');
  expect(firstSpoken(['en-GB', 'zh'])).toBe('en');
  expect(firstSpoken(['fr', 'constructor'])).toBe('en');
  expect(firstSpoken([])).toBe('en');
});
