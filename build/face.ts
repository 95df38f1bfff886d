/**
 * A face names what other files may use of a folder: `export { A, type B } from './file.ts'` lines only.
 * Importing the face itself would load all files that it names.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vitest/config';

/** The component library, as package.json has it under `imports`. */
const KIT = '#kit';
const KIT_FILE = 'src/ui/kit/kit.ts';

const NAMED = /^(import|export)\s*(type\s)?\s*\{([^}]*)\}\s*from\s*'([^']+)';/gm;

/** Files of the names of a face, relative to its folder. */
type Face = ReadonlyMap<string, string>;

/** `type A`, `A as B` or `A`. */
const nameOf = (specifier: string): string => /^(?:type\s+)?(\w+)/.exec(specifier)?.[1] ?? '';

const specifiersIn = (list: string): readonly string[] =>
  list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

export const readKit = (root: string): Face =>
  faceIn(readFileSync(path.join(root, KIT_FILE), 'utf8'));

function faceIn(text: string): Face {
  const files = new Map<string, string>();
  for (const [, , , list = '', file = ''] of text.matchAll(NAMED)) {
    for (const one of specifiersIn(list)) files.set(nameOf(one), file);
  }
  return files;
}

/**
 * Replaces each import of the kit's face by imports of the files that have the names. Lines keep their numbers.
 * @param file path from the root, with `/`
 * @throws if the face does not have a name
 */
export function withFiles(text: string, file: string, face: Face): string {
  const below = path.posix.relative(path.posix.dirname(file), path.posix.dirname(KIT_FILE));
  const folder = below.startsWith('.') ? below : `./${below}`;
  return text.replaceAll(NAMED, (all, word: string, type = '', list: string, from: string) => {
    if (from !== KIT) return all;
    const named = new Map<string, string[]>();
    for (const one of specifiersIn(list)) {
      const to = face.get(nameOf(one));
      if (to === undefined) throw new Error(`${file}: ${KIT_FILE} does not export ${nameOf(one)}.`);
      named.set(to, [...(named.get(to) ?? []), one]);
    }
    const lines = [...named].map(([to, names]) => {
      // A file of types alone must not be loaded for them.
      const only = type || names.every((name) => name.startsWith('type ')) ? 'type ' : '';
      const list = names.map((name) => (only ? name.replace(/^type\s+/, '') : name)).join(', ');
      return `${word} ${only}{ ${list} } from '${folder}/${to.replace(/^\.\//, '')}';`;
    });
    return lines.join(' ') + '\n'.repeat(all.split('\n').length - 1);
  });
}

/** For builds, the development server and tests: module graph and chunks are those of the files. */
export function kitFace(root: string): Plugin {
  const kit = path.join(root, KIT_FILE);
  return {
    name: 'kit-face',
    enforce: 'pre',
    transform: {
      filter: { id: /\.tsx(?:\?|$)/, code: `'${KIT}'` },
      handler(code, id) {
        this.addWatchFile(kit);
        const [file = ''] = id.split('?');
        return { code: withFiles(code, path.relative(root, file), readKit(root)), map: null };
      },
    },
    configureVitest({ experimental_defineCacheKeyGenerator: define }) {
      // A changed face changes what is cached of the files that import it.
      const face = readFileSync(kit, 'utf8');
      define(({ sourceCode }) => (sourceCode.includes(`'${KIT}'`) ? face : undefined));
    },
  };
}
