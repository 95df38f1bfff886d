/** A WebSocket server of the bench's own. It does as little as it can: the browser's side is what is measured. */
import { once } from 'node:events';
import { WebSocketServer } from 'ws';

export interface OpenServer {
  readonly server: WebSocketServer;
  readonly address: (path: string) => string;
  /** Its clients are cut off. */
  readonly close: () => Promise<void>;
}

export async function openServer(): Promise<OpenServer> {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    perMessageDeflate: false,
    handleProtocols: (protocols) => [...protocols][0] ?? false,
  });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const { port } = address;
  return {
    server,
    address: (path) => `ws://127.0.0.1:${port}${path}`,
    close: async () => {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
