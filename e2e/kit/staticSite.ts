/** Serves the built app on a plain web server, in its own folder. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../run/step.ts';

const BUILT = path.join(ROOT, 'dist/web');
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export interface StaticSite {
  /** With a trailing slash. */
  readonly url: string;
  /** All requests so far, as `200 /path`. */
  readonly asked: readonly string[];
  /** Can be called repeatedly. */
  readonly close: () => Promise<void>;
}

interface Served {
  /** Another folder instead of the build. */
  readonly built?: string;
  readonly port?: number;
  /** Its responses never expire, so browsers do not request a file twice. */
  readonly areForEver?: boolean;
}

/** @param folder path on the server between slashes, URL-encoded */
export async function serveStatically(
  folder: string,
  { built = BUILT, port = 0, areForEver = false }: Served = {},
): Promise<StaticSite> {
  const asked: string[] = [];
  /** Compressed files by their tags: each is compressed once. */
  const packed = new Map<string, Buffer>();
  const server = createServer(({ url = '', headers }, response) => {
    const [asks = ''] = url.split('?');
    const file = asks.startsWith(folder) ? asks.slice(folder.length) || 'index.html' : undefined;
    const content =
      file === undefined ? Promise.reject(new Error(url)) : readFile(path.join(built, file));
    content.then(
      (bytes) => {
        // Like any web server, it does not send cached files again.
        const etag = `"${createHash('sha256').update(bytes).digest('hex')}"`;
        const status = headers['if-none-match'] === etag ? 304 : 200;
        asked.push(`${status} ${url}`);
        const type = TYPES[path.extname(file ?? '')] ?? 'application/octet-stream';
        const isPacked = headers['accept-encoding']?.includes('gzip') === true;
        response.writeHead(status, {
          'content-type': type,
          etag,
          ...(isPacked && { 'content-encoding': 'gzip' }),
          ...(areForEver && { 'cache-control': 'public, max-age=31536000, immutable' }),
        });
        const sent = isPacked ? (packed.get(etag) ?? gzipSync(bytes)) : bytes;
        if (isPacked) packed.set(etag, sent);
        response.end(status === 200 ? sent : '');
      },
      () => {
        asked.push(`404 ${url}`);
        response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not Found</h1>');
      },
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  return {
    url: `http://127.0.0.1:${address.port}${folder}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
