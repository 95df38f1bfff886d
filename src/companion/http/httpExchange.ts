/** Reads request bodies and sends responses, for everything except files. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** `too-large`: the rest was not read, and the connection must close after the response. */
export type Body =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  /** The client has disconnected. */
  | { readonly kind: 'cut' };

export function readBody(request: IncomingMessage, most: number): Promise<Body> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let size = 0;
    request.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size <= most) {
        pieces.push(piece);
      } else {
        request.pause();
        resolve({ kind: 'too-large' });
      }
    });
    request.on('end', () => resolve({ kind: 'whole', bytes: Buffer.concat(pieces) }));
    request.on('close', () => resolve({ kind: 'cut' }));
    request.on('error', () => resolve({ kind: 'cut' }));
  });
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendJsonText(response, status, JSON.stringify(value));
}

export function sendJsonText(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** A connection cannot be reused after an unread body. */
export function sendTooLarge(response: ServerResponse, most: number): void {
  response.setHeader('connection', 'close');
  sendJson(response, 413, { error: `The body may have at most ${most} bytes.` });
}

export function sendPlain(response: ServerResponse, status: number, reason: string): void {
  const body = `${reason}\n`;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
