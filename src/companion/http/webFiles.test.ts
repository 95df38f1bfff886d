import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listening } from '../dial/servers.testkit.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { fileOf, WebFiles } from './webFiles.ts';

it('sends nothing to a client that disconnected while the file was read', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.txt'), 'a');
  const files = new WebFiles(folder);
  const served = new Promise<boolean>((resolve, reject) => {
    const server = createServer((request, response) => {
      response.destroy();
      files.serve('/a.txt', request, response).then(resolve, reject);
    });
    void listening(server).then((port) => connect(port, '127.0.0.1').end('GET / HTTP/1.0\r\n\r\n'));
  });
  expect(await served).toBe(true);
});

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
