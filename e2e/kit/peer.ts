/** A scripted peer: a WebSocket endpoint that answers packets with bytes that no broker here would send. */
import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { Framer } from '../../src/mqtt/framer.ts';

export interface Peer {
  readonly ws: string;
  readonly close: () => Promise<void>;
}

/** `answer` gets each packet of the client and gives what to send back, frame by frame. */
export async function startPeer(
  answer: (packet: Uint8Array) => readonly Uint8Array[],
): Promise<Peer> {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: (protocols) => [...protocols][0] ?? false,
  });
  await once(server, 'listening');
  server.on('connection', (socket) => {
    const framer = new Framer();
    socket.on('message', (data: Buffer) => {
      framer.push(new Uint8Array(data), (packet) => {
        for (const bytes of answer(packet.slice())) socket.send(bytes);
      });
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    ws: `ws://127.0.0.1:${address.port}/mqtt`,
    close: async () => {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
