/** Names of sockets, which stay available after the socket closes. */
import { Socket } from 'node:net';

/** Unique among open sockets. A TLS socket has the name of the socket below it. */
export function nameOf({ remoteAddress, remotePort, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localPort}`;
}

/** The socket below TLS, or the socket itself. */
export function below<Ends extends object>(socket: Ends): Ends | Socket {
  const parent: unknown = Reflect.get(socket, '_parent');
  return parent instanceof Socket ? parent : socket;
}
