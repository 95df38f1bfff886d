/**
 * Writes the modules and imports of each built file beside the build. The check of the first visit's size
 * (`e2e/run/firstLoad.ts`) reads it. Not shipped.
 */
import path from 'node:path';
import type { Plugin } from 'vite';

export const WEIGHTS = '.weights.json';

/** A file of JavaScript. */
export interface Chunk {
  /** Files that are loaded together with it. */
  readonly imports: readonly string[];
  /** Characters of each module before minification. */
  readonly modules: Readonly<Record<string, number>>;
}

export function weights(root: string): Plugin {
  const nameOf = (id: string) =>
    path.posix.relative(root, id.replace(/^\0/, '').replace(/\?.*$/, ''));
  return {
    name: 'weights',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks: Record<string, Chunk> = {};
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue;
        const sizes = Object.entries(file.modules).map(
          ([id, { renderedLength }]) => [nameOf(id), renderedLength] as const,
        );
        chunks[file.fileName] = {
          imports: file.imports,
          modules: Object.fromEntries<number>(sizes),
        };
      }
      this.emitFile({ type: 'asset', fileName: WEIGHTS, source: JSON.stringify(chunks) });
    },
  };
}
