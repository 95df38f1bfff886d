/**
 * Makes what a first visit loads smaller still: what minifies the build folds less than Terser does, which is
 * slow and therefore left out for all other files.
 */
import { type MinifyOptions, minify } from 'terser';
import type { Plugin, Rollup } from 'vite';
import type { Entries } from './chunks.ts';

const OPTIONS: MinifyOptions = { module: true, ecma: 2020, compress: { passes: 3 } };

export function smaller(root: string, entries: Entries): Plugin {
  const first = new Set(
    Object.values(entries).flatMap(({ source, isFirst }) => (isFirst ? `${root}/${source}` : [])),
  );
  return {
    name: 'smaller',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      const chunks = new Map<string, Rollup.OutputChunk>();
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk') chunks.set(file.fileName, file);
      }
      const begun = [...chunks.values()].filter(({ moduleIds }) =>
        moduleIds.some((id) => first.has(id.replace(/\?.*$/, ''))),
      );
      const files = new Set(begun.map(({ fileName }) => fileName));
      for (const file of files)
        for (const other of chunks.get(file)?.imports ?? []) files.add(other);
      for (const file of files) {
        const chunk = chunks.get(file);
        if (chunk === undefined) continue;
        // One after the other: it is all the same processor's work. What a round names anew, the next one folds.
        for (let round = 0; round < 3; round += 1) {
          // oxlint-disable-next-line no-await-in-loop
          const { code } = await minify(chunk.code, OPTIONS);
          if (code !== undefined) chunk.code = code;
        }
      }
    },
  };
}
