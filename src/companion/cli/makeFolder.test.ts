import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { makeFolder } from './makeFolder.ts';

it('makes a folder with those above it, for its owner alone, whoever else makes it at the same time', async () => {
  const path = join(temporaryFolder(), 'a', 'b', 'c');
  await Promise.all([1, 2, 3].map(() => makeFolder(path)));
  await makeFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

it('rejects below what is no folder', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(makeFolder(join(file, 'a', 'b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

it('rejects where the system takes none', async () => {
  await expect(makeFolder('/proc/mqttscope/data')).rejects.toThrow(/^E/);
});
