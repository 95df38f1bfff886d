/**
 * Imports each icon from its own file. Importing from the package's index would make every file that draws an
 * icon depend on all icons of the app.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const PACKAGE = 'lucide-react';

/** @param root of the repository */
export function icons(root: string): Plugin {
  const folder = path.posix.join(root, 'node_modules', PACKAGE, 'dist/esm');
  const files = filesOf(readFileSync(path.join(folder, `${PACKAGE}.mjs`), 'utf8'));
  return {
    name: 'icons',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { code: PACKAGE, id: /\.tsx?$/ },
      handler: (code) => fromOwnFiles(code, (name) => fileNamed(files, name), folder),
    },
  };
}

/** Files by each name that the list exports them under. */
export function filesOf(list: string): ReadonlyMap<string, string> {
  const lines = list.matchAll(/^export \{([^}]*)\} from '(\.\/icons\/[^']+)';$/gm);
  return new Map(
    [...lines].flatMap(([, names = '', file = '']) =>
      [...names.matchAll(/default as (\w+)/g)].map(([, name = '']) => [name, file] as const),
    ),
  );
}

function fileNamed(files: ReadonlyMap<string, string>, name: string): string {
  const file = files.get(name);
  if (file === undefined) throw new Error(`${PACKAGE} has no icon ${name}.`);
  return file;
}

/** Replaces the import on one line, so that source positions stay. */
export function fromOwnFiles(
  code: string,
  fileOf: (name: string) => string,
  folder: string,
): string {
  const list = new RegExp(`^import \\{([^}]*)\\} from '${PACKAGE}';`, 'gm');
  return code.replace(list, (_, names: string) =>
    names
      .split(',')
      .map((name) => name.trim())
      // The compiler has checked the types by now.
      .filter((name) => name !== '' && !name.startsWith('type '))
      .map((name) => `import ${name} from '${path.posix.join(folder, fileOf(name))}';`)
      .join(' '),
  );
}
