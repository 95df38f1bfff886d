import { expect, test } from 'vitest';
import { qrPath } from './qrPath.ts';

test('draws a code with its quiet zone', () => {
  const code = qrPath('http://192.168.1.20:8080/#/?url=ws%3A%2F%2F192.168.1.20%3A9001');
  // The first module of the finder pattern is dark, and nothing is left of it.
  expect(code?.path).toMatch(/^M4 4h1v1h-1z/);
  expect(code?.path).not.toMatch(/M[0-3] /);
  expect(code?.size).toBeGreaterThan(30);
});

test('reports a text that does not fit', () => {
  expect(qrPath('x'.repeat(10_000))).toBeUndefined();
});
