/**
 * Leaves beside what is built of which modules its files are made and what they load: for the check of
 * what a first visit loads (`e2e/run/firstLoad.ts`), not shipped.
 */
import path from 'node:path';
import type { Plugin } from 'vite';

type Bundle = Parameters<
  Extract<NonNullable<Plugin['generateBundle']>, (...args: never) => void>
>[1];

export const WEIGHTS = '.weights.json';

/** One file of JavaScript. */
export interface Chunk {
  /** Files that are loaded with it. */
  readonly imports: readonly string[];
  /** Characters of each module in it, before they are made smaller. */
  readonly modules: Readonly<Record<string, number>>;
}

/** The plugin, and the one for the workers. */
export function weights(root: string): { main: Plugin; workers: () => Plugin[] } {
  const chunks: Record<string, Chunk> = {};
  const nameOf = (id: string) =>
    path.posix.relative(root, id.replace(/^\0/, '').replace(/\?.*$/, ''));
  const gather = (bundle: Bundle) => {
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
  };
  return {
    main: {
      name: 'weights',
      apply: 'build',
      generateBundle(_options, bundle) {
        gather(bundle);
        this.emitFile({ type: 'asset', fileName: WEIGHTS, source: JSON.stringify(chunks) });
      },
    },
    workers: () => [
      {
        name: 'weights-of-workers',
        apply: 'build',
        generateBundle: (_options, bundle) => gather(bundle),
      },
    ],
  };
}
