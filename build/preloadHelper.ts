/**
 * What is around every `import()` of the built app, in the place of Vite's own: it asks for what the
 * imported file will ask for, too. Vite's needs a page, and the workers are in the same build.
 */
import type { Plugin } from 'vite';

const HELPER = '\0vite/preload-helper.js';

/** For scripts: there is one style sheet, which the page names. */
const CODE = `
export function __vitePreload(load, files = [], importer) {
  if (typeof document !== 'undefined') {
    const asked = new Set(Array.from(document.getElementsByTagName('link'), (link) => link.href));
    for (const file of files) {
      const { href } = new URL(file, importer);
      if (asked.has(href)) continue;
      document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
    }
  }
  return load();
}
`;

export function preloadHelper(): Plugin {
  return {
    name: 'preload-helper',
    apply: 'build',
    enforce: 'pre',
    load: (id) => (id === HELPER ? CODE : null),
  };
}
