/** Adds preloads for the files that the page's entry imports, so that they need not wait for the entry. */
import type { HtmlTagDescriptor, Plugin } from 'vite';

/** @param source module that the entry always imports */
export function preloads(source: string): Plugin {
  return {
    name: 'preloads',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const wanted = chunks.find(({ moduleIds }) =>
          moduleIds.some((id) => id.endsWith(`/${source}`)),
        );
        if (wanted === undefined) throw new Error(`No chunk holds ${source}.`);
        return [wanted.fileName, ...wanted.imports]
          .filter((file) => !html.includes(file))
          .map(
            (file): HtmlTagDescriptor => ({
              tag: 'link',
              attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file}` },
              injectTo: 'head',
            }),
          );
      },
    },
  };
}
