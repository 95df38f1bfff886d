/** A TCP relay between a program and a broker, with the control packets of both directions. */
import { once } from 'node:events';
import net from 'node:net';
import { decode } from '../../../src/mqtt/codec/decode.ts';
import { Framer } from '../../../src/mqtt/framing/framer.ts';
import type { Packet, ProtocolVersion, Sender } from '../../../src/mqtt/tables/packet.ts';
import { listenOnLoopback } from './loopback.ts';

export interface WiredConnection {
  /** Packets of the client. */
  readonly sent: Packet[];
  /** Packets of the broker. */
  readonly got: Packet[];
}

export interface Wire {
  readonly port: number;
  /** In the order of opening. */
  readonly connections: readonly WiredConnection[];
  /** Cuts all connections like a network failure. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

/** @param upstream the broker's `mqtt://` address */
export async function startWire(upstream: string): Promise<Wire> {
  const { hostname, port } = new URL(upstream);
  const connections: WiredConnection[] = [];
  const open = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const connection: WiredConnection = { sent: [], got: [] };
    connections.push(connection);
    const broker = net.connect(Number(port), hostname);
    let version: ProtocolVersion | undefined;
    const record = (list: Packet[], sender: Sender) => {
      const framer = new Framer();
      return (data: Buffer) =>
        framer.push(new Uint8Array(data), (bytes) => {
          const read = decode(bytes, version, sender);
          if (!read.ok) throw new Error(`a broken packet passed: ${read.problem.breach.key}`);
          if (read.packet.type === 'connect') version = versionOf(read.packet.protocolLevel);
          list.push(read.packet);
        });
    };
    join(client, broker, record(connection.sent, 'client'), open);
    join(broker, client, record(connection.got, 'server'), open);
  });
  const own = await listenOnLoopback(server);
  return {
    port: own,
    connections,
    cut: () => {
      for (const socket of open) socket.destroy();
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function join(
  from: net.Socket,
  to: net.Socket,
  record: (data: Buffer) => void,
  open: Set<net.Socket>,
): void {
  open.add(from);
  from.on('data', (data) => {
    record(data);
    to.write(data);
  });
  from.on('end', () => to.end());
  from.on('error', () => to.destroy());
  from.on('close', () => open.delete(from));
}

function versionOf(level: number): ProtocolVersion {
  return level === 3 || level === 5 ? level : 4;
}
