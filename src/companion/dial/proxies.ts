/** Opens lines through a proxy: CONNECT over HTTP (RFC 9110, 9.3.6), and SOCKS 5 (RFC 1928, 1929). */
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { percentDecoded } from '../../base/percentDecoded.ts';
import { bareHost, parseUrl, urlHost } from '../net/addresses.ts';
import type { Destinations } from './allowed.ts';
import { LineError } from './lineError.ts';
import { reach } from './reach.ts';
import { secured } from './tlsLine.ts';

const PORTS: ReadonlyMap<string, number> = new Map([
  ['http:', 8080],
  ['https:', 443],
  ['socks5:', 1080],
  // curl's name for name resolution by the proxy, which is always used.
  ['socks5h:', 1080],
]);

export interface Proxy {
  readonly kind: 'http' | 'https' | 'socks5';
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** Undefined: not a proxy's address. */
export function proxyAt(url: string): Proxy | undefined {
  const parsed = parseUrl(url);
  const usual = PORTS.get(parsed?.protocol ?? '');
  if (parsed === undefined || usual === undefined || parsed.hostname === '') return undefined;
  const kinds = {
    'http:': 'http',
    'https:': 'https',
    'socks5:': 'socks5',
    'socks5h:': 'socks5',
  } as const;
  const kind = Object.entries(kinds).find(([scheme]) => scheme === parsed.protocol)?.[1];
  if (kind === undefined) return undefined;
  return {
    kind,
    host: bareHost(percentDecoded(parsed.hostname)),
    port: parsed.port === '' ? usual : Number(parsed.port),
    user: percentDecoded(parsed.username),
    password: percentDecoded(parsed.password),
  };
}

/** @throws LineError, or errors of Node and `socks` */
export async function reachThrough(
  proxy: Proxy,
  destination: { readonly host: string; readonly port: number },
  /** PEM for an `https:` proxy, instead of Node's authorities. */
  ca: string | undefined,
  destinations: Destinations,
  signal: AbortSignal,
): Promise<Socket> {
  const { host, port, kind } = proxy;
  const { socket } = await reach({ kind: 'tcp', host, port }, destinations, signal);
  const stop = (): void => {
    socket.destroy();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (kind === 'socks5') return await throughSocks(proxy, destination, socket);
    const way = kind === 'https' ? await trusted(socket, proxy, ca, signal) : socket;
    return await throughHttp(proxy, destination, way);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Sends nothing, above all no password, to a proxy whose certificate is not accepted. */
async function trusted(
  socket: Socket,
  { host, port }: Proxy,
  ca: string | undefined,
  signal: AbortSignal,
): Promise<Socket> {
  const { secure, facts } = await secured(socket, host, {}, ca === undefined ? {} : { ca }, signal);
  const { fault, code = '' } = facts;
  if (fault === undefined) return secure;
  secure.destroy();
  const proxy = `https://${urlHost(host)}:${port}`;
  throw new LineError({ key: 'proxy-certificate', args: { proxy, fault, code } });
}

function throughHttp(
  { user, password }: Proxy,
  { host, port }: { readonly host: string; readonly port: number },
  socket: Socket,
): Promise<Socket> {
  const authority = `${urlHost(host)}:${port}`;
  const credentials = Buffer.from(`${user}:${password}`).toString('base64');
  return new Promise((resolve, reject) => {
    const asked = request({
      method: 'CONNECT',
      path: authority,
      headers: {
        host: authority,
        ...(user !== '' && { 'proxy-authorization': `Basic ${credentials}` }),
      },
      createConnection: () => socket,
    });
    asked.once('connect', ({ statusCode = 0, statusMessage = '' }, _socket, head: Buffer) => {
      if (statusCode >= 200 && statusCode < 300) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.destroy();
      const status = `${statusCode} ${statusMessage}`.trim();
      reject(
        new LineError(
          statusCode === 407
            ? { key: 'proxy-credentials', args: {} }
            : { key: 'proxy-refused', args: { status } },
        ),
      );
    });
    asked.once('error', reject);
    asked.end();
  });
}

async function throughSocks(
  { host, port, user, password }: Proxy,
  destination: { readonly host: string; readonly port: number },
  existing_socket: Socket,
): Promise<Socket> {
  // Loaded on first use, because few users have a SOCKS proxy.
  const { SocksClient } = await import('socks');
  try {
    const { socket } = await SocksClient.createConnection({
      proxy: {
        host,
        port,
        type: 5,
        ...(user !== '' && { userId: user, password }),
      },
      command: 'connect',
      destination,
      existing_socket,
      set_tcp_nodelay: true,
    });
    return socket;
  } catch (error) {
    existing_socket.destroy();
    throw socksError(error);
  }
}

/** Names in `socks`, starting at 1. */
const REPLIES: readonly string[] = [
  'Failure',
  'NotAllowed',
  'NetworkUnreachable',
  'HostUnreachable',
  'ConnectionRefused',
  'TTLExpired',
  'CommandNotSupported',
  'AddressNotSupported',
];

/** `socks` reports the proxy's reply only in its message. */
function socksError(error: unknown): unknown {
  const text = error instanceof Error ? error.message : '';
  if (/authentication failed|authentication type/i.test(text)) {
    return new LineError({ key: 'proxy-credentials', args: {} });
  }
  const answer = /Socks5 proxy rejected connection - (\w+)/.exec(text)?.[1];
  if (answer === undefined) return error;
  return new LineError({
    key: 'socks-refused',
    args: { reply: REPLIES.indexOf(answer) + 1 },
  });
}
