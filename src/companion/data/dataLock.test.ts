import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { lockFolder } from './dataLock.ts';

const { refused, system } = vi.hoisted(() => ({
  refused: { code: '' },
  system: { hasOpenFiles: true },
}));

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const existsSync: typeof real.existsSync = (path) =>
    (system.hasOpenFiles || path !== '/proc/self/fd') && real.existsSync(path);
  return { ...real, existsSync };
});

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const rename: typeof real.rename = async (from, to) => {
    if (refused.code === '') await real.rename(from, to);
    else throw Object.assign(new Error(refused.code), { code: refused.code });
  };
  return { ...real, rename };
});

/** Lock of a process that was killed. */
function leftBehind(): string {
  const folder = temporaryFolder();
  const program =
    'require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, 9))';
  try {
    execFileSync(process.execPath, ['-e', program, join(folder, 'lock')]);
  } catch {
    return folder;
  }
  throw new Error('It was to be killed.');
}

it('takes over a stale lock', async () => {
  const lock = await lockFolder(leftBehind());
  expect(lock).toBeDefined();
  await lock?.release();
});

/** A folder whose path is too long for a socket address, and another path to it. */
function longFolder(): { readonly folder: string; readonly other: string } {
  const top = temporaryFolder();
  const folder = join(top, 'd'.repeat(60), 'e'.repeat(60));
  mkdirSync(folder, { recursive: true });
  const other = join(top, 'other');
  symlinkSync(folder, other);
  return { folder, other };
}

describe.each([
  ['the process’s open file', true],
  ['a link of its own', false],
])('a folder with a long path, reached by %s', (_name, hasOpenFiles) => {
  beforeEach(() => {
    system.hasOpenFiles = hasOpenFiles;
  });

  afterEach(() => {
    system.hasOpenFiles = true;
    vi.unstubAllEnvs();
  });

  it('is locked once under any name and with any temporary folder', async () => {
    const { folder, other } = longFolder();
    const lock = await lockFolder(folder);
    expect(lock).toBeDefined();
    expect(statSync(join(folder, 'lock')).isSocket()).toBe(true);
    vi.stubEnv('TMPDIR', temporaryFolder());
    expect(await lockFolder(folder)).toBeUndefined();
    expect(await lockFolder(other)).toBeUndefined();
    await lock?.release();
    const again = await lockFolder(other);
    expect(again).toBeDefined();
    expect(await lockFolder(folder)).toBeUndefined();
    await again?.release();
  });

  it('leaves no files in the temporary folder', async () => {
    const { folder } = longFolder();
    const temporary = temporaryFolder();
    vi.stubEnv('TMPDIR', temporary);
    const lock = await lockFolder(folder);
    await lockFolder(folder);
    await lock?.release();
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

it('does not remove the lock of the next folder with its name', async () => {
  const top = temporaryFolder();
  const folder = join(top, 'data');
  mkdirSync(folder);
  const before = await lockFolder(folder);
  renameSync(folder, join(top, 'moved'));
  mkdirSync(folder);
  const lock = await lockFolder(folder);
  expect(lock).toBeDefined();
  await before?.release();
  expect(await lockFolder(folder)).toBeUndefined();
  await lock?.release();
});

it('does not report a stale lock on a read-only disk as in use', async () => {
  const folder = leftBehind();
  refused.code = 'EROFS';
  await expect(lockFolder(folder)).rejects.toThrow('EROFS');
});

it.each<readonly [string, (path: string) => void]>([
  ['file', (path) => writeFileSync(path, 'mine')],
  ['folder', (path) => mkdirSync(path)],
  ['dangling link', (path) => symlinkSync('nowhere', path)],
])('a foreign %s with the name of the lock is refused and stays', async (_kind, make) => {
  const folder = temporaryFolder();
  const path = join(folder, 'lock');
  make(path);
  const before = lstatSync(path).ino;
  await expect(lockFolder(folder)).rejects.toThrow(`${path} is not`);
  expect(lstatSync(path).ino).toBe(before);
  expect(readdirSync(folder)).toEqual(['lock']);
});
