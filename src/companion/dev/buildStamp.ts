/**
 * Checks whether built files match their sources. Each part of dist contains the hash of its sources in
 * `.stamp`. Modification times mean nothing after a checkout.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemCode } from '../cli/systemCode.ts';

export type Part = 'web' | 'companion';

export const STAMP = '.stamp';

/** Sources of both parts. `src` contains modules of both, so that none is forgotten. */
const COMMON = ['package.json', 'package-lock.json', 'vite.config.ts', 'build', 'src'];
const SOURCES: Readonly<Record<Part, readonly string[]>> = {
  web: [...COMMON, 'index.html', 'public'],
  companion: COMMON,
};
const NOT_OF: Readonly<Record<Part, RegExp>> = {
  web: /^src[\\/]companion[\\/](?!http[\\/]headers\.ts$)/,
  companion: /^src[\\/]ui[\\/]/,
};

/** The hash of all sources of a part; `root` is the project's folder. */
export function hashSources(root: string, part: Part): string {
  const hash = createHash('sha256');
  for (const source of SOURCES[part]) {
    for (const file of filesBelow(root, source)) {
      if (NOT_OF[part].test(file)) continue;
      const content = readFileSync(join(root, file));
      hash.update(`${file}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/** Whether a part must be built again. */
export function isStale(root: string, part: Part): boolean {
  return readIfThere(join(root, 'dist', part, STAMP)) !== hashSources(root, part);
}

/** Returns the file itself, or all files of a folder that are part of a build, in a fixed order. */
function filesBelow(root: string, path: string): readonly string[] {
  let entries: readonly string[];
  try {
    entries = readdirSync(join(root, path), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOTDIR') return [path];
    if (code === 'ENOENT') return [];
    throw error;
  }
  return entries
    .filter((file) => !/\.(test|testkit)\.tsx?$|[\\/]testdata[\\/]|\.md$/.test(file))
    .sort();
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
