/**
 * Workers as further entries of the page's own build, so that what page and workers have in common is
 * built and loaded once. Vite would make a bundle of its own for each.
 */
import path from 'node:path';
import type { Plugin } from 'vite';
import type { Entries } from './chunks.ts';

/** As the sources begin a worker, and as the development server understands it. */
const BEGUN = /\bnew Worker\(\s*new URL\('(\.[^']+)', import\.meta\.url\)/g;

/** @param entries of the build, the page's among them */
export function workers(root: string, entries: Entries): Plugin {
  const begun = Object.entries(entries).filter(([, { realm }]) => realm !== 'page');
  const names = new Map(begun.map(([name, { source }]) => [path.join(root, source), name]));
  return {
    name: 'workers',
    apply: 'build',
    enforce: 'pre',
    config: () => {
      // Entries by themselves: a chunk that is only emitted becomes a file that just imports another one.
      const input = Object.fromEntries(begun.map(([name, { source }]) => [name, source]));
      return { build: { rolldownOptions: { input: { index: 'index.html', ...input } } } };
    },
    generateBundle(_options, bundle) {
      const files = Object.values(bundle).filter((file) => file.type === 'chunk');
      const first = files.filter(({ facadeModuleId }) => names.has(facadeModuleId ?? ''));
      for (const { fileName } of first) {
        const other = files.find(({ imports }) => imports.includes(fileName));
        if (other) this.error(`${other.fileName} imports ${fileName}, with which a worker begins.`);
      }
    },
    transform: {
      filter: { code: 'new Worker(' },
      handler(code, id) {
        return code.replaceAll(BEGUN, (_, source: string) => {
          const worker = path.join(path.dirname(id), source);
          const name = names.get(worker);
          if (name === undefined) this.error(`${worker} is none of the workers in vite.config.ts.`);
          const reference = this.emitFile({ type: 'chunk', id: worker, name });
          return `new Worker(import.meta.ROLLUP_FILE_URL_${reference}`;
        });
      },
    },
  };
}
