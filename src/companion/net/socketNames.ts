/** Names of sockets, which stay available after the socket closes. */
import { Socket } from 'node:net';

/** Unique among open sockets. A TLS socket has the name of the socket below it. */
export function nameOf({ remoteAddress, remotePort, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localPort}`;
}

export function addressOf(socket: Socket): string {
  // A destroyed TLS socket forgets its address. The socket below it was asked before and remembers.
  const { remoteAddress, remotePort } = below(socket);
  return `${remoteAddress ?? 'gone'}:${remotePort ?? 0}`;
}

/** The socket below TLS, or the socket itself. */
export function below(socket: Socket): Socket {
  const parent: unknown = Reflect.get(socket, '_parent');
  return parent instanceof Socket ? parent : socket;
}
