/**
 * Builds the service worker, which knows the files of its build, and puts the build's version into the page.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'vite';
import { SERVICE_WORKER } from '../src/broker/core/companionInfo.ts';
import { BUILD_MARK } from '../src/ui/kit/page/buildMark.ts';

const SOURCE = 'src/ui/serviceWorker.ts';
/** Not cached, because another server of the same files answers differently. */
const ANSWERED = 'companion.json';

export function offline(root: string): Plugin {
  const folder = path.join(root, 'public');
  const fixed = () =>
    readdirSync(folder)
      .filter((file) => file !== ANSWERED)
      .sort();
  let version = '';
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const hash = createHash('sha256').update(html);
        // File names contain a hash of the content.
        for (const file of assetsOf(bundle)) hash.update(file);
        for (const file of fixed()) {
          hash.update(file).update(readFileSync(path.join(folder, file)));
        }
        version = hash.digest('hex').slice(0, 20);
        return [{ tag: 'meta', attrs: { name: BUILD_MARK, content: version }, injectTo: 'head' }];
      },
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        if (version === '') throw new Error('The page was built after its service worker.');
        const files = [...fixed(), ...assetsOf(bundle)];
        const source = await serviceWorker(root, { version, files });
        this.emitFile({ type: 'asset', fileName: SERVICE_WORKER, source });
      },
    },
  };
}

const assetsOf = (bundle: object): readonly string[] =>
  Object.keys(bundle)
    .filter((file) => file.startsWith('assets/'))
    .sort();

/** Bundles the worker as one classic script, for browsers without service workers of modules. */
async function serviceWorker(root: string, known: object): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'error',
    define: { BUILD: JSON.stringify(known) },
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: path.join(root, SOURCE), output: { format: 'iife' } },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !('output' in output)) throw new Error('Nothing was built.');
  const [{ code }, ...others] = output.output;
  if (others.length > 0) throw new Error(`${SOURCE} is more than one file.`);
  return code;
}
