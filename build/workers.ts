/**
 * Builds workers as further entries of the page's build, so that shared code is built and loaded once. Vite
 * would make a separate bundle for each.
 */
import path from 'node:path';
import type { Plugin } from 'vite';
import type { Entries } from './chunks.ts';

/** Syntax that starts a worker in the sources. The development server understands it, too. */
const BEGUN = /\bnew Worker\(\s*new URL\('(\.[^']+)', import\.meta\.url\)/g;

/** @param entries of the build, including the page's */
export function workers(root: string, entries: Entries): Plugin {
  const begun = Object.entries(entries).filter(([, { realm }]) => realm !== 'page');
  const names = new Map(begun.map(([name, { source }]) => [path.join(root, source), name]));
  return {
    name: 'workers',
    apply: 'build',
    enforce: 'pre',
    config: () => {
      // Workers are real entries: an emitted chunk would become a file that only imports another.
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
