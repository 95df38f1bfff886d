/** A SOCKS 5 proxy on loopback that wants a user and a password. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { serveSocks } from '../../src/companion/dial/socks.testkit.ts';

export interface SocksProxy {
  readonly port: number;
  /** Names of the hosts that it led to. */
  readonly names: readonly string[];
  readonly close: () => void;
}

export async function startSocks(credentials: readonly [string, string]): Promise<SocksProxy> {
  const names: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    void serveSocks(socket, credentials, (name) => names.push(name));
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
