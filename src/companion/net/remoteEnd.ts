/** The other end of a connection, and whether a proxy forwards the requests of others on it. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { canonicalAddress, isLoopbackAddress, urlHost } from './addresses.ts';
import { below } from './socketNames.ts';

type Ends = Pick<Socket, 'remoteAddress' | 'remotePort'>;

export interface RemoteEnd {
  /** IP address; empty if the peer was gone before the system reported it. */
  readonly address: string;
  /** 0: unknown. */
  readonly port: number;
}

/** Sockets on which a proxy has forwarded a request. */
const forwarding = new WeakSet<Ends>();

/** Headers that proxies add (RFC 7239, RFC 9110 7.6.3, and names of nginx and Cloudflare). */
const OF_PROXIES: ReadonlySet<string> = new Set([
  'cf-connecting-ip',
  'forwarded',
  'true-client-ip',
  'via',
  'x-real-ip',
]);

/** Remembers from the headers of a request that a proxy forwards it. A proxy that adds none is not recognised. */
export function noteForwarding(socket: Ends, headers: IncomingHttpHeaders): void {
  const isForwarded = Object.keys(headers).some(
    (name) => OF_PROXIES.has(name) || name.startsWith('x-forwarded-'),
  );
  if (isForwarded) forwarding.add(below(socket));
}

export const isForwarded = (socket: Ends): boolean => forwarding.has(below(socket));

export function remoteEnd(socket: Ends): RemoteEnd {
  // A destroyed TLS socket forgets its address. The socket below it was asked before and remembers.
  const { remoteAddress = '', remotePort = 0 } = below(socket);
  return { address: remoteAddress, port: remotePort };
}

/** Whether a program of this machine has connected over loopback, and not a proxy for another one. */
export const isFromHere = (socket: Ends): boolean =>
  !isForwarded(socket) && isLoopbackAddress(remoteEnd(socket).address);

/** Whether the peer has this address, which is in its canonical form. No header changes that. */
export const isFromAddress = (socket: Ends, address: string): boolean =>
  canonicalAddress(remoteEnd(socket).address) === address;

/** For people and logs: `127.0.0.1:50312`. */
export function shownEnd({ address, port }: RemoteEnd): string | undefined {
  return address === '' ? undefined : `${urlHost(address)}:${port}`;
}
