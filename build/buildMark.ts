/** Puts the build's version into the page, so that an open page recognises that the server has another build. */
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { BUILD_MARK } from '../src/ui/kit/page/buildMark.ts';

export function buildMark(): Plugin {
  return {
    name: 'build-mark',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        // File names contain a hash of the content.
        const hash = createHash('sha256').update(html);
        for (const file of Object.keys(bundle).sort()) hash.update(file);
        const content = hash.digest('hex').slice(0, 20);
        return [{ tag: 'meta', attrs: { name: BUILD_MARK, content }, injectTo: 'head' }];
      },
    },
  };
}
