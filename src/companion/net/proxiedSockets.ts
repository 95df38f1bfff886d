/** Reads the PROXY header of connections from trusted proxies, before TLS and MQTT. */
import type { Server, Socket } from 'node:net';
import { parseProxyHeader } from './proxyHeader.ts';
import { nameRemoteEnd, type RemoteEnd } from './remoteEnd.ts';
import type { TrustedProxies } from './trustedProxies.ts';

export interface ProxiedOptions {
  readonly proxies: TrustedProxies;
  /** ms for the header. */
  readonly within: number;
  /** Counts the connection for its client; false: it must be closed. */
  readonly forwarded: (socket: Socket, end: RemoteEnd) => boolean;
}

/** Call before other code wraps the server's listeners. */
export function readProxyHeaders(server: Server, options: ProxiedOptions): void {
  const listeners = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const go = (): void => {
      for (const listener of listeners) Reflect.apply(listener, server, [socket]);
    };
    if (options.proxies.has(socket.remoteAddress ?? '')) readHeader(socket, options, go);
    else go();
  });
}

function readHeader(socket: Socket, { within, forwarded }: ProxiedOptions, go: () => void): void {
  const leave = (): void => void socket.destroy();
  const late = setTimeout(leave, within);
  let held = Buffer.alloc(0);
  const read = (): void => {
    const chunk: unknown = socket.read();
    if (!(chunk instanceof Buffer)) return;
    held = Buffer.concat([held, chunk]);
    const header = parseProxyHeader(held);
    if (header.kind === 'partial') return;
    done();
    if (header.kind === 'wrong') {
      leave();
      return;
    }
    if (header.kind === 'header' && header.client !== undefined) {
      const known = header.client === 'unknown' ? ownEnd(socket) : header.client;
      const end = { ...known, isForwarded: true };
      nameRemoteEnd(socket, end);
      if (!forwarded(socket, end)) {
        leave();
        return;
      }
    }
    const rest = header.kind === 'header' ? held.subarray(header.length) : held;
    if (rest.length > 0) socket.unshift(rest);
    go();
  };
  const done = (): void => {
    clearTimeout(late);
    socket.off('readable', read);
    socket.off('end', leave);
    socket.off('error', leave);
    socket.off('close', done);
  };
  socket.on('readable', read);
  socket.on('end', leave);
  socket.on('error', leave);
  socket.on('close', done);
}

const ownEnd = ({
  remoteAddress = '',
  remotePort = 0,
}: Socket): Omit<RemoteEnd, 'isForwarded'> => ({
  address: remoteAddress,
  port: remotePort,
});
