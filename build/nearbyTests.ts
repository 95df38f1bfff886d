/** Finds the unit tests nearest to changed files, by number of imports between them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { append } from '../src/base/append.ts';
import { ANY, imported } from './imports.ts';

const SOURCE = /\.tsx?$/;
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);

/** Maps each file to the files that import it. */
function importers(root: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const folder of ['src', 'build']) {
    const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
    for (const name of names) {
      if (!SOURCE.test(name)) continue;
      const file = path.join(folder, name);
      for (const to of imported(file, readFileSync(path.join(root, file), 'utf8'), ANY)) {
        append(found, to, file);
      }
    }
  }
  return found;
}

/**
 * Returns changed tests and tests that import a changed file, directly or indirectly. The nearest are first.
 * @param changed paths below `root`
 * @param most maximum number of tests
 */
export function nearbyTests(root: string, changed: readonly string[], most: number): string[] {
  const by = importers(root);
  const seen = new Set(changed);
  for (const file of seen) {
    for (const importer of by.get(file) ?? []) seen.add(importer);
  }
  return [...seen]
    .filter((file) => isTest(file) && existsSync(path.join(root, file)))
    .slice(0, most);
}
