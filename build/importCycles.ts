/**
 * Finds import cycles. In a cycle, one of the files runs before the files that it imports, and finds their
 * exports unset.
 */
import type { Plugin } from 'vite';

/** Fails the build if its files import each other in a cycle. */
export function noImportCycles(): Plugin {
  return {
    name: 'no-import-cycles',
    apply: 'build',
    generateBundle(_options, bundle) {
      const imports = new Map<string, readonly string[]>();
      for (const [file, part] of Object.entries(bundle)) {
        if (part.type === 'chunk') imports.set(file, part.imports);
      }
      const cycle = importCycle(imports);
      if (cycle !== undefined)
        this.error(`Files import each other in a cycle: ${cycle.join(' → ')}`);
    },
  };
}

/** Finds a cycle. Its first name is also its last. */
export function importCycle(
  imports: ReadonlyMap<string, Iterable<string>>,
): readonly string[] | undefined {
  const done = new Set<string>();
  const from = (name: string, path: readonly string[]): readonly string[] | undefined => {
    const before = path.indexOf(name);
    if (before >= 0) return [...path.slice(before), name];
    if (done.has(name)) return undefined;
    for (const other of imports.get(name) ?? []) {
      const cycle = from(other, [...path, name]);
      if (cycle !== undefined) return cycle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of imports.keys()) {
    const cycle = from(name, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
