/**
 * Wrapper of every `import()` in the built app, instead of Vite's own. It fetches the file and the files that
 * it imports before the import. A browser never retries a failed import of a file, because HTML's module map
 * keeps the failure; a failed fetch can be retried. Vite's wrapper also needs a page, and the workers are in
 * the same build.
 */
import type { Plugin } from 'vite';

const HELPER = '\0vite/preload-helper.js';

/**
 * Handles scripts only: there is one style sheet, and the page links it. Error texts are those of browsers.
 */
const CODE = `
const fetches = new Map();
if (typeof document !== 'undefined') {
  // The page already loads the files that it links.
  for (const { href } of document.getElementsByTagName('link')) fetches.set(href, Promise.resolve());
}

async function fetched(href) {
  let response;
  try {
    response = await fetch(href);
    await response.blob();
  } catch {}
  if (response?.ok) return;
  fetches.delete(href);
  throw new TypeError('Failed to fetch dynamically imported module: ' + href);
}

function fetchedOnce(href) {
  if (!fetches.has(href)) fetches.set(href, fetched(href));
  return fetches.get(href);
}

export async function __vitePreload(load, files = [], importer) {
  await Promise.all(files.map((file) => fetchedOnce(new URL(file, importer).href)));
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
