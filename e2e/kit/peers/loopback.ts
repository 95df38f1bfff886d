/** Test servers on loopback. */
import { once } from 'node:events';
import type net from 'node:net';

/** @returns the port: a free one unless `port` is set */
export async function listenOnLoopback(server: net.Server, port = 0): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
