import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileOf } from './webFiles.ts';

describe('accepts a path of the app', () => {
  it.each([
    ['/', 'index.html'],
    ['/icon.svg', 'icon.svg'],
    ['/assets/index-a1b2.js', join('assets', 'index-a1b2.js')],
    ['/a%20b.txt', 'a b.txt'],
    ['/a..b', 'a..b'],
  ])('%s is the file %s', (path, file) => {
    expect(fileOf(path)).toBe(file);
  });

  it.each([
    '',
    'icon.svg',
    '/..',
    '/../package.json',
    '/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets%5c..%5c..%5cpackage.json',
    '/.stamp',
    '/assets/.hidden',
    '//etc/passwd',
    '/assets//a.js',
    '/assets/',
    '/a%00.js',
    '/c:/windows',
    '/%zz',
    '/%',
  ])('rejects %j', (path) => {
    expect(fileOf(path)).toBeUndefined();
  });
});
