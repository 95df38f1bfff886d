/** Proxies on loopback with user and password: SOCKS 5, and CONNECT over HTTPS. */
import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Server, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { leadOn } from '../../../src/companion/dial/httpProxy.testkit.ts';
import { serveSocks } from '../../../src/companion/dial/socks.testkit.ts';

export interface RunningProxy {
  readonly port: number;
  /** Destinations: host names (SOCKS), or hosts with ports. */
  readonly names: readonly string[];
  readonly close: () => void;
}

export function startSocks(credentials: readonly [string, string]): Promise<RunningProxy> {
  const names: string[] = [];
  const server = createServer((socket) => {
    void serveSocks(socket, credentials, (name) => names.push(name));
  });
  return running(server, names);
}

/** @param credentials `user:password` */
export function startHttpsProxy(credentials: string, tls: TlsOptions): Promise<RunningProxy> {
  const names: string[] = [];
  const server = createHttpsServer(tls);
  leadOn(server, credentials, (authority) => names.push(authority));
  return running(server, names);
}

async function running(server: Server, names: readonly string[]): Promise<RunningProxy> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    port: address.port,
    names,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
