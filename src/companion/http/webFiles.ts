/** Serves the built app from a folder. */
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { systemCode } from '../cli/systemCode.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** Files under `/assets/` have a hash of their content in their name and never change. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_EACH_TIME = 'no-cache';

/**
 * Maps a URL's path to a file below the root; undefined if it is not a plain path. Empty segments, segments
 * that begin with a dot (hidden files) and encoded separators are rejected.
 */
export function fileOf(path: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (decoded === '/') return 'index.html';
  const segments = decoded.slice(1).split('/');
  const plain = segments.every((segment) => /^[^.\\:\0][^\\:\0]*$/.test(segment));
  return decoded.startsWith('/') && plain ? join(...segments) : undefined;
}

/** Bytes passed to the system at once. */
const PIECE = 16 * 1024;

interface Content {
  readonly tag: string;
  readonly bytes: Promise<Buffer>;
}

export class WebFiles {
  readonly #root: string;
  /**
   * Contents of requested files. The app's files are few, and all clients share their bytes, however slowly
   * they read.
   */
  readonly #contents = new Map<string, Content>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Responds to a GET or HEAD for a file of the folder; false if there is none. */
  async serve(path: string, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const name = fileOf(path);
    if (name === undefined) return false;
    const file = join(this.#root, name);
    try {
      const found = await stat(file);
      if (!found.isFile()) return false;
      const tag = `"${found.size.toString(16)}-${Math.floor(found.mtimeMs).toString(16)}"`;
      response.setHeader('etag', tag);
      response.setHeader('cache-control', path.startsWith('/assets/') ? FOR_EVER : ASK_EACH_TIME);
      if (request.headers['if-none-match'] === tag) {
        response.writeHead(304).end();
        return true;
      }
      const content = await this.#read(file, tag);
      response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
      response.setHeader('content-length', content.length);
      response.writeHead(200);
      if (request.method === 'HEAD') response.end();
      // TLS would encrypt all of it at once and hold the result in memory. The client may have left meanwhile.
      else if (!response.destroyed)
        pipeline(Readable.from(piecesOf(content)), response, () => undefined);
      return true;
    } catch (error) {
      const code = systemCode(error);
      if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return false;
      throw error;
    }
  }

  #read(file: string, tag: string): Promise<Buffer> {
    const known = this.#contents.get(file);
    if (known?.tag === tag) return known.bytes;
    const bytes = readFile(file);
    this.#contents.set(file, { tag, bytes });
    bytes.catch(() => this.#contents.delete(file));
    return bytes;
  }
}

function* piecesOf(content: Buffer): Generator<Buffer> {
  for (let at = 0; at < content.length; at += PIECE) yield content.subarray(at, at + PIECE);
}
