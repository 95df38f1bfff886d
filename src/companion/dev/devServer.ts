/**
 * The companion from its sources, with vite's development server on the same port in the app's place.
 */
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { resolve } from 'node:path';
import { createServer } from 'vite';
import { endWithParent } from '../cli/endWithParent.ts';
import { contentSecurityPolicy } from '../http/headers.ts';
import { run } from '../run.ts';
import type { LiveApp } from '../serve/webServer.ts';

async function developmentServer(server: Server): Promise<LiveApp> {
  // Vite puts an inline script and inline styles into the page. A nonce lets in these and nothing
  // else, so that a breach of the real policy shows here already. While this process is started anew,
  // vite waits for it in a worker made from a blob.
  const nonce = randomBytes(16).toString('base64url');
  const vite = await createServer({
    root: resolve(import.meta.dirname, '../../..'),
    appType: 'spa',
    // Standard output is for the addresses alone.
    logLevel: 'warn',
    html: { cspNonce: nonce },
    // The companion has checked Host and Origin before.
    server: { middlewareMode: true, hmr: { server }, allowedHosts: true, cors: false },
  });
  return {
    handle: (request, response) => vite.middlewares(request, response),
    claimsUpgrade: (request) =>
      request.headers['sec-websocket-protocol']?.startsWith('vite-') === true,
    contentSecurityPolicy: contentSecurityPolicy(`'self' 'nonce-${nonce}'`, "'self' blob:"),
    close: () => vite.close(),
  };
}

endWithParent();
await run(process.argv.slice(2), developmentServer);
