import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { makeFolder } from './makeFolder.ts';

it('creates a private folder with its parents, also in parallel', async () => {
  const path = join(temporaryFolder(), 'a', 'b', 'c');
  await Promise.all([1, 2, 3].map(() => makeFolder(path)));
  await makeFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

it('rejects below a path that is not a folder', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(makeFolder(join(file, 'a', 'b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

it('rejects a folder that the system does not allow', async () => {
  await expect(makeFolder('/proc/mqttscope/data')).rejects.toThrow(/^E/);
});
