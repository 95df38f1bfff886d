import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkWritable } from './checkWritable.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'writable-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

it('accepts outputs that can be written, and creates none', async () => {
  await checkWritable(join(folder, 'a.log'), '--log');
  await checkWritable('-', '--log');
  await checkWritable(join(folder, 'new/data'), '--data');
  await checkWritable(undefined, '--data');
  expect(await readdir(folder)).toEqual([]);
});

it('rejects a log in a folder that does not exist', async () => {
  const place = join(folder, 'new/a.log');
  await expect(checkWritable(place, '--log')).rejects.toThrow(
    `Cannot write ${place} (--log): there is no such folder.`,
  );
});

it.each([
  ['--data', 'file', 'a part of its path is not a directory'],
  ['--data', 'file/below', 'a part of its path is not a directory'],
  ['--log', '.', 'it is a directory'],
] as const)('rejects %s %s: %s', async (option, name, why) => {
  await writeFile(join(folder, 'file'), '');
  const place = join(folder, name);
  const refused = checkWritable(place, option);
  await expect(refused).rejects.toThrow(`Cannot write ${place} (${option}): ${why}.`);
});
