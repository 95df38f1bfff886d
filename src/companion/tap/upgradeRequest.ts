/** Checks, before the broker is dialled, whether `ws` would accept a request as a WebSocket upgrade. */
import type { IncomingMessage } from 'node:http';

const KEY = /^[+/0-9A-Za-z]{22}==$/;
/** A token (RFC 9110, 5.6.2). */
const TOKEN = /^[\w!#$%&'*+\-.^`|~]+$/;

export function opensWebSocket({ method, headers }: IncomingMessage): boolean {
  const version = headers['sec-websocket-version'];
  return (
    method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    KEY.test(headers['sec-websocket-key'] ?? '') &&
    (version === '13' || version === '8') &&
    areOffered(offeredProtocols(headers['sec-websocket-protocol']))
  );
}

export const offeredProtocols = (header: string | undefined): readonly string[] =>
  header === undefined ? [] : header.split(',').map((name) => name.trim());

const areOffered = (names: readonly string[]): boolean =>
  new Set(names).size === names.length && names.every((name) => TOKEN.test(name));
