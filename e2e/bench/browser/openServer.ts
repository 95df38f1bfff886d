/** A minimal WebSocket server of the bench, so that the browser's side is measured. */
import { once } from 'node:events';
import { WebSocketServer } from 'ws';

export interface OpenServer {
  readonly server: WebSocketServer;
  readonly address: (path: string) => string;
  /** Cuts off its clients. */
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
