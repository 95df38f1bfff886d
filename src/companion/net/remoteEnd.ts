/** The client's end of a connection: the socket's own end, or the end that a trusted proxy has named. */
import type { Socket } from 'node:net';
import { isLoopbackAddress, urlHost } from './addresses.ts';
import { below } from './socketNames.ts';

type Ends = Pick<Socket, 'remoteAddress' | 'remotePort'>;

export interface RemoteEnd {
  /** IP address; empty if the peer was gone before the system reported it. */
  readonly address: string;
  /** 0: unknown. */
  readonly port: number;
  /** A proxy forwards its data. Such a client is never treated as one of this machine. */
  readonly isForwarded: boolean;
}

const named = new WeakMap<Ends, RemoteEnd>();

/** `undefined`: the socket's own end counts again. */
export function nameRemoteEnd(socket: Socket, end: RemoteEnd | undefined): void {
  if (end === undefined) named.delete(below(socket));
  else named.set(below(socket), end);
}

export function remoteEnd(socket: Ends): RemoteEnd {
  // A destroyed TLS socket forgets its address. The socket below it was asked before and remembers.
  const lower = below(socket);
  const { remoteAddress = '', remotePort = 0 } = lower;
  return named.get(lower) ?? { address: remoteAddress, port: remotePort, isForwarded: false };
}

/** Whether a program of this machine has connected over loopback. */
export function isFromHere(socket: Ends): boolean {
  const { address, isForwarded } = remoteEnd(socket);
  return !isForwarded && isLoopbackAddress(address);
}

/** For people and logs: `127.0.0.1:50312`, or `203.0.113.5` if a proxy does not name the port. */
export function shownEnd({ address, port }: RemoteEnd): string | undefined {
  if (address === '') return undefined;
  return port === 0 ? urlHost(address) : `${urlHost(address)}:${port}`;
}
