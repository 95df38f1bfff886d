/** Servers and proxies for tests of lines. Each ends with its test. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { TLS_FILES } from '../tls.testkit.ts';
import { leadOn } from './httpProxy.testkit.ts';
import { serveSocks } from './socks.testkit.ts';

export const CERT = readFileSync(TLS_FILES.cert, 'utf8');
export const KEY = readFileSync(TLS_FILES.key, 'utf8');

export async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return portOf(server);
}

const portOf = (server: Server): number => {
  const address: AddressInfo | string | null = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
};

/** Echoes everything. */
export const echo = (): Promise<number> => listening(createServer((socket) => socket.pipe(socket)));

/** Calls this with each connection. */
export const listeningWith = (taken: (socket: Socket) => void): Promise<number> =>
  listening(createServer({ allowHalfOpen: true }, taken));

/** Accepts connections and sends nothing. */
export const silent = (): Promise<number> => listening(createServer());

/** Sends this to each client and ends. */
export const saying = (text: string): Promise<number> =>
  listening(createServer((socket) => socket.end(text)));

export function tlsEcho(options: TlsOptions = {}): Promise<number> {
  const server = createTlsServer({ cert: CERT, key: KEY, ...options }, (socket) => {
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  server.on('tlsClientError', () => undefined);
  return listening(server);
}

/** Accepts MQTT's subprotocol and echoes each frame. */
export function webEcho(
  seen: (headers: NodeJS.Dict<string | string[]>) => void,
  /** Called after the first echoed frame. */
  then: (webSocket: WebSocket) => void = () => undefined,
): Promise<number> {
  const http = createHttpServer((_request, response) => response.writeHead(404).end());
  const webSockets = new WebSocketServer({ server: http, path: '/mqtt' });
  webSockets.on('connection', (webSocket, request) => {
    seen(request.headers);
    webSocket.on('message', (data) => webSocket.send(data));
    webSocket.once('message', () => then(webSocket));
  });
  return listening(http);
}

/**
 * Counts clients. @param credentials `user:password`; undefined: none needed @param tls of an `https:` one
 */
export async function httpProxy(
  credentials?: string,
  tls?: TlsOptions,
): Promise<{ readonly port: number; readonly through: string[] }> {
  const through: string[] = [];
  const server = tls === undefined ? createHttpServer() : createHttpsServer(tls);
  leadOn(server, credentials, (authority) => through.push(authority));
  return { port: await listening(server), through };
}

/** SOCKS 5 (RFC 1928) for names only, with user and password (RFC 1929) if given. */
export async function socksProxy(
  credentials?: readonly [user: string, password: string],
): Promise<{ readonly port: number; readonly through: string[] }> {
  const through: string[] = [];
  const port = await listening(
    createServer((socket) => {
      void serveSocks(socket, credentials, (name) => through.push(name));
    }),
  );
  return { port, through };
}
