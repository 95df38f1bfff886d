import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { temporaryFolder } from './companion.testkit.ts';
import { lockFolder } from './dataLock.ts';

const { refused } = vi.hoisted(() => ({ refused: { code: '' } }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const rename: typeof real.rename = async (from, to) => {
    if (refused.code === '') await real.rename(from, to);
    else throw Object.assign(new Error(refused.code), { code: refused.code });
  };
  return { ...real, rename };
});

/** A process had it, and was killed. */
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

it('takes a lock that was left behind', async () => {
  const lock = await lockFolder(leftBehind());
  expect(lock).toBeDefined();
  await lock?.release();
});

it('does not say of one that was left behind on a read-only disk that it is in use', async () => {
  const folder = leftBehind();
  refused.code = 'EROFS';
  await expect(lockFolder(folder)).rejects.toThrow('EROFS');
});
