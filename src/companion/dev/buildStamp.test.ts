import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { hashSources, isStale, type Part, STAMP } from './buildStamp.ts';

function project(): { root: string; write: (path: string, text: string) => void } {
  const root = temporaryFolder();
  const write = (path: string, text: string): void => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const part of ['web', 'companion'] as const)
    mkdirSync(join(root, 'dist', part), { recursive: true });
  write('package.json', '{}');
  write('src/mqtt/a.ts', 'a');
  write('src/ui/main.ts', 'main');
  write('src/companion/main.ts', 'main');
  return { root, write };
}

function build(root: string): void {
  for (const part of ['web', 'companion'] as const) {
    writeFileSync(join(root, 'dist', part, STAMP), hashSources(root, part));
  }
}

const staleParts = (root: string): readonly Part[] =>
  (['web', 'companion'] as const).filter((part) => isStale(root, part));

describe('the build', () => {
  it('is stale before it is built, and not afterwards', () => {
    const { root } = project();
    expect(staleParts(root)).toEqual(['web', 'companion']);
    build(root);
    expect(staleParts(root)).toEqual([]);
  });

  it.each([
    ['src/ui/main.ts', ['web']],
    ['src/ui/deep/new.css', ['web']],
    ['index.html', ['web']],
    ['src/companion/main.ts', ['companion']],
    ['src/companion/http/headers.ts', ['web', 'companion']],
    ['src/mqtt/a.ts', ['web', 'companion']],
    ['src/i18n/zh/a.ts', ['web', 'companion']],
    ['src/new-room/a.ts', ['web', 'companion']],
    ['package-lock.json', ['web', 'companion']],
    ['src/mqtt/a.test.ts', []],
    ['src/mqtt/testdata/x.json', []],
    ['src/mqtt/README.md', []],
  ])('after a change of %s needs %j', (path, parts) => {
    const { root, write } = project();
    build(root);
    write(path, 'changed');
    expect(staleParts(root)).toEqual(parts);
  });

  it('is stale after a file is removed, and not because of times', () => {
    const { root, write } = project();
    build(root);
    write('src/mqtt/a.ts', 'a');
    expect(staleParts(root)).toEqual([]);
    rmSync(join(root, 'src/mqtt/a.ts'));
    expect(staleParts(root)).toEqual(['web', 'companion']);
  });
});
