/** Runs the companion from its sources, with vite's development server for the app on the same port. */
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { resolve } from 'node:path';
import { createServer } from 'vite';
import { endWithParent } from '../cli/endWithParent.ts';
import { contentSecurityPolicy } from '../http/headers.ts';
import { run } from '../run.ts';
import type { LiveApp } from '../serve/webServer.ts';

async function developmentServer(server: Server): Promise<LiveApp> {
  // Vite adds an inline script and inline styles to the page. The nonce allows only these, so that a breach
  // of the real policy shows here. After a restart, vite waits in a worker made from a blob.
  const nonce = randomBytes(16).toString('base64url');
  const vite = await createServer({
    root: resolve(import.meta.dirname, '../../..'),
    appType: 'spa',
    // Standard output is only for the addresses.
    logLevel: 'warn',
    html: { cspNonce: nonce },
    // The companion checks Host and Origin first.
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
