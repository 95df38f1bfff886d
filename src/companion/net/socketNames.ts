/** What a socket is called, also when it is gone. */
import { Socket } from 'node:net';

/** One of these is open at a time; a TLS socket has the same as what it is made of. */
export function nameOf({ remoteAddress, remotePort, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localPort}`;
}

export function addressOf(socket: Socket): string {
  // A TLS socket forgets it when it is destroyed; the one below has been asked before, and remembers.
  const { remoteAddress, remotePort } = below(socket);
  return `${remoteAddress ?? 'gone'}:${remotePort ?? 0}`;
}

/** The socket that TLS is spoken over; of any other, itself. */
export function below(socket: Socket): Socket {
  const parent: unknown = Reflect.get(socket, '_parent');
  return parent instanceof Socket ? parent : socket;
}
