/** A relay that drops, delays or cuts at chosen packets, like a bad network. */

import net from 'node:net';
import { Framer } from '../../src/mqtt/framing/framer.ts';
import { listenOnLoopback } from '../kit/peers/loopback.ts';

/** A fault that occurs once, in the given order. */
export interface Mishap {
  /** `out`: from the client. */
  readonly direction: 'in' | 'out';
  /** MQTT control packet type, such as 5 for PUBREC. */
  readonly type: number;
  /** `cut`: the connection ends instead. `lose`: the packet is dropped. `hold`: it is delayed by a number of ms. */
  readonly what: 'cut' | 'lose' | { readonly hold: number };
}

export interface Relay {
  readonly port: number;
  readonly stop: () => void;
}

export async function startRelay(port: number, mishaps: readonly Mishap[]): Promise<Relay> {
  const left = [...mishaps];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const broker = net.connect(port, '127.0.0.1');
    const both = [client, broker];
    for (const socket of both) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        for (const other of both) other.destroy();
      });
    }
    carry(client, broker, 'out');
    carry(broker, client, 'in');
  });

  function carry(from: net.Socket, to: net.Socket, direction: Mishap['direction']): void {
    const framer = new Framer();
    from.on('data', (chunk) => {
      framer.push(chunk, (packet) => {
        const [next] = left;
        const isMeant = next?.direction === direction && next.type === (packet[0] ?? 0) >> 4;
        if (!isMeant || from.destroyed) {
          to.write(packet.slice());
          return;
        }
        left.shift();
        const { what } = next;
        if (what === 'cut') {
          from.destroy();
          to.destroy();
        } else if (what !== 'lose') {
          const held = packet.slice();
          setTimeout(() => to.write(held), what.hold);
        }
      });
    });
  }

  const own = await listenOnLoopback(server);
  return {
    port: own,
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
