/** Tests the search for import cycles, and uses it on the files and folders of the project. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { importCycle } from './importCycles.ts';
import { ANY, imported, STATIC } from './imports.ts';

const graphOf = (text: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    text.split('; ').map((one) => {
      const [file = '', imports = ''] = one.split(':');
      return [file, imports.match(/\w+/g) ?? []];
    }),
  );

test.each([
  ['a: b c; b: c; c:', undefined],
  ['a: b; b: c; c: b', ['b', 'c', 'b']],
  ['a:; b: a; c: c', ['c', 'c']],
  ['a: b d; b: c; c: d; d: b', ['b', 'c', 'd', 'b']],
])('finds the cycle in %s', (text, cycle) => {
  expect(importCycle(graphOf(text))).toEqual(cycle);
});

type Sources = ReadonlyMap<string, string>;

const ROOT = path.dirname(import.meta.dirname);
const sources: Sources = new Map(
  ['src', 'build', 'e2e'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => path.join(folder, file))
      .map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')] as const),
  ),
);

const fileGraph = (files: Sources) =>
  new Map([...files].map(([file, text]) => [file, imported(file, text, STATIC)]));

/** Imports between folders of `src`. Tests may import from any folder. */
function folderGraph(files: Sources): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>();
  for (const [file, text] of files) {
    if (!file.startsWith('src/') || /\.(?:test|testkit)\.tsx?$/.test(file)) continue;
    const folder = path.dirname(file);
    const targets = folders.get(folder) ?? new Set();
    folders.set(folder, targets);
    for (const to of imported(file, text, ANY)) targets.add(path.dirname(to));
    targets.delete(folder);
  }
  return folders;
}

describe('files', () => {
  const graph = fileGraph(sources);
  const withPlanted = (files: Readonly<Record<string, string>>) =>
    new Map([...graph, ...fileGraph(new Map(Object.entries(files)))]);

  test('do not import each other in a cycle, types included', () => {
    expect(graph.size).toBeGreaterThan(1000);
    expect(importCycle(graph)).toBeUndefined();
  });

  test('finds a planted cycle of types', () => {
    const files = withPlanted({
      'src/mqtt/plantedA.ts': "import type { B } from './plantedB.ts';",
      'src/mqtt/plantedB.ts':
        "import {\n  b,\n} from './encode.ts';\nexport type { A } from './plantedA.ts';",
    });
    expect(importCycle(files)).toEqual(['A', 'B', 'A'].map((name) => `src/mqtt/planted${name}.ts`));
  });

  test('allows `import()` to close a cycle', () => {
    const files = withPlanted({
      'src/mqtt/plantedA.ts': "const b = () => import('./plantedB.ts');",
      'src/mqtt/plantedB.ts': "import { a } from './plantedA.ts';",
    });
    expect(importCycle(files)).toBeUndefined();
  });
});

describe('folders', () => {
  test('do not import each other in a cycle', () => {
    expect(importCycle(folderGraph(sources))).toBeUndefined();
  });

  test('finds a planted cycle', () => {
    const files = new Map([
      ...sources,
      ...Object.entries({
        'src/mqtt/planted/a.ts': "import { dissect } from '../dissect.ts';",
        'src/mqtt/planted.ts': "import type { A } from './planted/a.ts';",
      }),
    ]);
    const cycle = importCycle(folderGraph(files)) ?? [];
    expect(cycle.slice(1).sort()).toEqual(['src/mqtt', 'src/mqtt/planted']);
  });
});
