/** Serves the local platform's files to devices, at signed addresses. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileFacts } from '../../broker/platform/devices/fileCommands.ts';
import { FILES_PATH } from '../../broker/platform/files/fileLinks.ts';
import { sendPlain } from '../http/httpExchange.ts';

interface ServedFile extends FileFacts {
  /** Bytes from `offset` up to `end`. */
  read(offset: number, end: number): Iterable<Uint8Array>;
}

export interface FileServer {
  /** The file at an address, or why there is none. */
  file(url: string): ServedFile | 'signature' | 'expired' | undefined;
}

export const isFilePath = (path: string | undefined): boolean =>
  path?.startsWith(FILES_PATH) === true;

/** The address itself authorises the client, also for ranges and retries. */
export async function answerFile(
  request: IncomingMessage,
  response: ServerResponse,
  server: FileServer,
): Promise<void> {
  const { method, url = '', headers } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    sendPlain(response, 405, 'Files only support GET and HEAD.');
    return;
  }
  const file = server.file(url);
  if (file === undefined)
    return sendPlain(response, 404, 'The file does not exist, or no longer exists.');
  if (file === 'expired') {
    return sendPlain(response, 403, 'This address has expired. Ask the platform for a new one.');
  }
  if (file === 'signature') {
    return sendPlain(
      response,
      403,
      'The signature in this address is wrong: use it as it was sent.',
    );
  }
  const etag = `"${file.md5}"`;
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('etag', etag);
  response.setHeader('cache-control', 'no-store');
  const condition = headers['if-range'];
  const isWhole = condition !== undefined && condition !== etag;
  const range = isWhole ? undefined : rangeOf(headers.range, file.size);
  if (range === 'unsatisfiable') {
    response.setHeader('content-range', `bytes */${file.size}`);
    return sendPlain(response, 416, `The file has ${file.size} bytes.`);
  }
  const { offset, end } = range ?? { offset: 0, end: file.size };
  response.writeHead(range === undefined ? 200 : 206, {
    'content-type': 'application/octet-stream',
    'content-disposition': 'attachment',
    'content-length': end - offset,
    ...(range !== undefined && { 'content-range': `bytes ${offset}-${end - 1}/${file.size}` }),
  });
  if (method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(Readable.from(file.read(offset, end), { objectMode: false }), response);
  } catch (error) {
    // The client has disconnected.
    if (!response.destroyed) throw error;
  }
}

interface Range {
  readonly offset: number;
  /** Position after the last byte. */
  readonly end: number;
}

/** Parses one byte range (RFC 9110, 14.2); undefined: none, several, or invalid. */
export function rangeOf(
  header: string | undefined,
  size: number,
): Range | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/i.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { offset: size - length, end: size };
  }
  const offset = Number(first);
  if (last !== '' && Number(last) < offset) return undefined;
  if (offset >= size) return 'unsatisfiable';
  return { offset, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}
