/** Finds the packages whose code is in a build, from its module graph and from code that packages embed. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { at, readJson } from './json.ts';

/** Packages that others embed in their files without a notice, with all dependencies. */
const CARRIED: Readonly<Record<string, readonly string[]>> = {
  // Contains its worker's code as a string.
  'worker-timers': ['worker-timers-worker'],
};

/** Prefixes of modules that build tools generate. */
const TOOLS: readonly (readonly [string, string])[] = [
  ['rolldown/', 'node_modules/rolldown'],
  ['rolldown_', 'node_modules/rolldown'],
  ['vite/', 'node_modules/vite'],
  ['__vite-', 'node_modules/vite'],
];

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/**
 * Returns the folders of the packages of these modules, relative to `root`. Bundlers resolve links, so the folders of
 * a linked or shared `node_modules` are outside of `root`.
 */
export function packagesOf(root: string, modules: Iterable<string>): readonly string[] {
  const found = new Set<string>();
  for (const id of modules) for (const folder of foldersOf(root, id)) found.add(folder);
  for (const folder of found) for (const inner of carriedBy(root, folder)) found.add(inner);
  return [...found].sort();
}

/** Key of a package's folder in a lock file. */
export const lockKey = (folder: string): string => folder.slice(folder.indexOf('node_modules/'));

function foldersOf(root: string, id: string): readonly string[] {
  const file = id.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('\\', '/');
  const inside = path.isAbsolute(file) ? path.posix.relative(root, file) : file;
  const tool = TOOLS.find(([start]) => inside.startsWith(start))?.[1];
  if (tool !== undefined) return [tool];
  const folder = PACKAGE.exec(inside)?.[1];
  if (folder !== undefined) return [folder];
  // The project's own code. Any other path would be code with an unchecked licence.
  if (/^(src\/|build\/\w+\.(?:cjs|ts)$|index\.html$)/.test(inside)) return [];
  throw new Error(`Whose is the module ${JSON.stringify(id)}? Say so in build/packages.ts.`);
}

function carriedBy(root: string, folder: string): readonly string[] {
  const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const found = new Set((CARRIED[name] ?? []).map((inner) => resolve(root, inner, folder)));
  for (const inner of found) {
    for (const dependency of dependenciesOf(root, inner)) {
      found.add(resolve(root, dependency, inner));
    }
  }
  return [...found];
}

function dependenciesOf(root: string, folder: string): readonly string[] {
  const dependencies = at(readJson(root, folder, 'package.json'), 'dependencies');
  // Types are not code.
  return Object.keys(dependencies ?? {}).filter((name) => !name.startsWith('@types/'));
}

/** Finds a package from the folder of another: in that folder or in one above. */
function resolve(root: string, name: string, from: string): string {
  for (let at = from; ; at = path.posix.dirname(at)) {
    const folder = path.posix.join(at, 'node_modules', name);
    if (existsSync(path.join(root, folder, 'package.json'))) return folder;
    if (at === '.') {
      throw new Error(`${from} contains code of ${name}, which is not installed: add it.`);
    }
  }
}
