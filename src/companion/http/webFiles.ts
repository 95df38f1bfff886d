/** The built app, from a folder. */
import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { systemCode } from '../cli/errors.ts';
import type { Newcomers } from '../net/connectBudget.ts';

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

/** Files under `/assets/` carry a hash of their content in their name and never change. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_EACH_TIME = 'no-cache';

/**
 * The file below the root that a URL's path means; undefined where it means none. Only plain names
 * are taken: no empty or dot segments (which also keeps hidden files in), no separators in disguise.
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

/** Of a file, given to the system at once. */
const PIECE = 16 * 1024;

interface Content {
  readonly tag: string;
  readonly bytes: Promise<Buffer>;
}

export class WebFiles {
  readonly #root: string;
  readonly #newcomers: Newcomers;
  /**
   * What was asked for: the app's files are few, and all who ask for one share its bytes, however long they
   * take to read them.
   */
  readonly #contents = new Map<string, Content>();

  constructor(root: string, newcomers: Newcomers) {
    this.#root = root;
    this.#newcomers = newcomers;
  }

  /** Answers a GET or HEAD for a file of the folder; false where there is none such. */
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
      // Many may have waited for the same.
      await this.#newcomers.turn();
      response.setHeader('content-type', TYPES[extname(name)] ?? 'application/octet-stream');
      response.setHeader('content-length', content.length);
      response.writeHead(200);
      if (request.method === 'HEAD') response.end();
      // TLS would make all of it secret at once, and hold that beside it.
      else pipeline(Readable.from(piecesOf(content)), response, () => undefined);
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
