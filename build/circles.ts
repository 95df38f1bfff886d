/** Files that import one another: which of them runs first depends on who asks, and the other finds nothing there. */
import type { Plugin } from 'vite';

/** Fails the build where files import one another in a circle. */
export function noCircles(): Plugin {
  return {
    name: 'no-circles',
    apply: 'build',
    generateBundle(_options, bundle) {
      const imports = new Map<string, readonly string[]>();
      for (const [file, part] of Object.entries(bundle)) {
        if (part.type === 'chunk') imports.set(file, part.imports);
      }
      const circle = circleIn(imports);
      if (circle !== undefined) this.error(`Files import one another: ${circle.join(' → ')}`);
    },
  };
}

/** A circle of names, its first one again at its end. */
export function circleIn(
  imports: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const done = new Set<string>();
  const from = (name: string, path: readonly string[]): readonly string[] | undefined => {
    const before = path.indexOf(name);
    if (before >= 0) return [...path.slice(before), name];
    if (done.has(name)) return undefined;
    for (const other of imports.get(name) ?? []) {
      const circle = from(other, [...path, name]);
      if (circle !== undefined) return circle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of imports.keys()) {
    const circle = from(name, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
