/** A scripted WebSocket peer that answers packets with bytes that no tested broker would send. */
import { once } from 'node:events';
import { WebSocketServer } from 'ws';
import { decode } from '../../../src/mqtt/codec/decode.ts';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import { Framer } from '../../../src/mqtt/framing/framer.ts';
import type { Packet, ProtocolVersion } from '../../../src/mqtt/tables/packet.ts';

export interface Peer {
  readonly ws: string;
  /** Sends unsolicited bytes as one frame to every connected client. */
  readonly send: (bytes: Uint8Array) => void;
  readonly close: () => Promise<void>;
}

/** `answer` receives each packet of the client and returns the response frames. */
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
    send: (bytes) => {
      for (const client of server.clients) client.send(bytes);
    },
    close: async () => {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

/**
 * For responses of whole packets: decodes the client's and encodes the responses. Answers PINGREQ, because on
 * a slow machine a test takes longer than the keep alive.
 */
export function speaking(version: ProtocolVersion, answer: (packet: Packet) => readonly Packet[]) {
  return (bytes: Uint8Array): Uint8Array[] => {
    const read = decode(bytes, version);
    if (!read.ok) throw new Error(`the app sent a broken packet: ${read.problem.breach.key}`);
    const { packet } = read;
    const answers: readonly Packet[] =
      packet.type === 'pingreq' ? [{ type: 'pingresp' }] : answer(packet);
    return answers.map((one) => encode(one, version));
  };
}
