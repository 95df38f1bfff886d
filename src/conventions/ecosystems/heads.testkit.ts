/** Writes `heads.ts`, the list of the files in this folder: `npm run docs`. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FileHead } from '../files/fileConvention.ts';
import { headOf } from '../files/fileMeaning.ts';
import { readConventionFile } from '../files/readFile.ts';

const FILE = path.join(import.meta.dirname, 'heads.ts');

/** In the order in which they claim topics: a convention with other beginnings must not claim theirs. */
export function headsOfFiles(): readonly FileHead[] {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'));
  const heads = files.sort().map((name) => {
    const read = readConventionFile(readFileSync(path.join(import.meta.dirname, name), 'utf8'));
    if (!read.ok) throw new Error(`${name}: ${JSON.stringify(read.errors)}`);
    if (name !== `${read.file.convention}.json`) throw new Error(`${name} has another identifier.`);
    return headOf(read.file);
  });
  const [closed, open] = [false, true].map((isOpen) =>
    heads.filter(({ form }) => (form !== undefined) === isOpen),
  );
  return [...(closed ?? []), ...(open ?? [])];
}

export function writeHeads(): void {
  const text = `/**
 * Topics of the files in this folder, which are known before the files are loaded, and secrets in their messages.
 * \`npm run docs\` writes it.
 */
import type { FileHead } from '../files/fileConvention.ts';

/** The first match of a topic counts. */
export const HEADS: readonly FileHead[] = ${JSON.stringify(headsOfFiles())};
`;
  writeFileSync(FILE, text);
  spawnSync('npx', ['biome', 'check', '--linter-enabled=false', '--write', FILE], {
    stdio: 'inherit',
  });
}
