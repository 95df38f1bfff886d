/** All requests for an authority get the same one, in any order. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { StartError } from '../cli/errors.ts';
import { storedAuthority, usualFolder } from './authorityFiles.ts';

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'mqttscope-authority-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

test('taps that start at once share one authority, which is in the files', async () => {
  const at = await folder();
  const kept = await Promise.all([1, 2, 3].map(() => storedAuthority(at, 'tap')));
  const cert = await readFile(join(at, 'tap.pem'), 'utf8');
  const key = await readFile(join(at, 'tap.key'), 'utf8');
  expect(kept.map((one) => one.cert)).toEqual([cert, cert, cert]);
  expect(kept.map((one) => one.key)).toEqual([key, key, key]);
  expect(kept.filter(({ isNew }) => isNew)).toHaveLength(1);
});

test('a key without a certificate is replaced, and the new one is private', async () => {
  const at = await folder();
  await writeFile(join(at, 'tap.key'), 'half', { mode: 0o644 });
  const { key, isNew } = await storedAuthority(at, 'tap');
  expect(isNew).toBe(true);
  expect(await readFile(join(at, 'tap.key'), 'utf8')).toBe(key);
  expect((await stat(join(at, 'tap.key'))).mode & 0o077).toBe(0);
  expect((await storedAuthority(at, 'tap')).key).toBe(key);
});

test.each(['tap.pem', 'tap.key'])('rejects an authority with a damaged %s', async (name) => {
  const at = await folder();
  await storedAuthority(at, 'tap');
  await writeFile(join(at, name), 'not PEM');
  await expect(storedAuthority(at, 'tap')).rejects.toThrow(StartError);
  expect(await readFile(join(at, name), 'utf8')).toBe('not PEM');
});

test('rejects a key that belongs to another certificate', async () => {
  const at = await folder();
  await storedAuthority(at, 'tap');
  const { key } = await storedAuthority(at, 'other');
  await writeFile(join(at, 'tap.key'), key);
  await expect(storedAuthority(at, 'tap')).rejects.toThrow(/are not a certificate and its RSA key/);
});

test('reports a missing home folder', () => {
  /** Like Node for a user without an entry in the system. */
  const nobody = (): string => {
    throw new Error('uv_os_homedir returned ENOENT');
  };
  expect(() => usualFolder({}, nobody)).toThrow(StartError);
  expect(() => usualFolder({}, nobody)).toThrow(/no home folder/);
});
