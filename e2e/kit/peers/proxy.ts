/**
 * A WebSocket relay between the app and a broker. It records the MQTT bytes of both directions, and can
 * withhold packets or cut the connection.
 */
import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';
import { Framer } from '../../../src/mqtt/framing/framer.ts';

type Direction = 'in' | 'out';

/** Passed bytes of one connection. */
interface Recording {
  readonly in: Uint8Array[];
  readonly out: Uint8Array[];
}

export interface Proxy {
  readonly ws: string;
  readonly recordings: readonly Recording[];
  /** Packets are withheld and not recorded if this returns true. */
  withhold: (direction: Direction, packet: Uint8Array) => boolean;
  /** Cuts all connections like a network failure, without a close handshake. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

export async function startProxy(upstream: string): Promise<Proxy> {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    handleProtocols: (protocols) => [...protocols][0] ?? false,
  });
  await once(server, 'listening');
  const recordings: Recording[] = [];
  const open = new Set<WebSocket>();

  server.on('connection', (client) => {
    const recording: Recording = { in: [], out: [] };
    recordings.push(recording);
    const broker = new WebSocket(upstream, client.protocol || 'mqtt', { perMessageDeflate: false });
    open.add(client).add(broker);
    forward(client, broker, 'out', recording);
    forward(broker, client, 'in', recording);
  });

  /** Frame by frame, so that a withheld packet leaves the rest of its WebSocket frame intact. */
  function forward(from: WebSocket, to: WebSocket, direction: Direction, recording: Recording) {
    const framer = new Framer();
    const early: Uint8Array[] = [];
    const pass = (bytes: Uint8Array) => {
      recording[direction].push(bytes);
      to.send(bytes);
    };
    from.on('message', (data: Buffer) => {
      const passing: Uint8Array[] = [];
      framer.push(new Uint8Array(data), (packet) => {
        if (!proxy.withhold(direction, packet)) passing.push(packet.slice());
      });
      if (passing.length === 0) return;
      const bytes = new Uint8Array(Buffer.concat(passing));
      if (to.readyState === WebSocket.OPEN) pass(bytes);
      else early.push(bytes);
    });
    to.once('open', () => early.forEach(pass));
    const end = () => {
      open.delete(from);
      if (to.readyState === WebSocket.CONNECTING) to.terminate();
      else to.close();
    };
    from.on('close', end);
    from.on('error', end);
  }

  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const proxy: Proxy = {
    ws: `ws://127.0.0.1:${address.port}/mqtt`,
    recordings,
    withhold: () => false,
    cut: () => {
      for (const socket of open) socket.terminate();
    },
    close: async () => {
      for (const socket of open) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}
