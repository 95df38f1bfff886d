/**
 * What is around every `import()` of the built app, in the place of Vite's own: it fetches the file and what
 * that will ask for first. A browser that failed to import a file once never asks for it again (the module
 * map of HTML keeps the failure); what was only fetched can be tried again. Vite's needs a page, too, and the
 * workers are in the same build.
 */
import type { Plugin } from 'vite';

const HELPER = '\0vite/preload-helper.js';

/** For scripts: there is one style sheet, which the page names. The error is in the words of browsers. */
const CODE = `
const fetches = new Map();
if (typeof document !== 'undefined') {
  // What the page names itself it has, or is about to.
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
