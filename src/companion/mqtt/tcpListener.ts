/** MQTT over TCP, or over TLS if there is a certificate. */

import { createServer, type Server, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import type { Peer } from '../../broker/core/contract/parties.ts';
import { machineOf } from '../net/addresses.ts';
import type { UserNameFrom } from '../net/certificates.ts';
import { certifiedNameOf } from '../net/clientCertificates.ts';
import type { EdgeLimits } from '../net/edgeLimits.ts';
import { isForwarded, isFromHere, remoteEnd, shownEnd } from '../net/remoteEnd.ts';
import { type TlsIdentity, tlsServerOptions } from '../net/tlsIdentity.ts';
import type { BrokerHost } from './brokerHost.ts';
import type { Transport } from './hostConnection.ts';

/** ms after which a peer that does not close its side is cut off. */
const LINGER_MILLISECONDS = 5_000;

export function createTcpServer(
  host: BrokerHost,
  tls: TlsIdentity | undefined,
  { openingTimeout }: EdgeLimits,
  admitted: (socket: Socket) => void,
): Server {
  const accept = (socket: Socket): void => {
    serveTcp(host, socket, peerOf(socket, 'tcp', tls?.userNameFrom), () => admitted(socket));
  };
  if (tls === undefined) return createServer({ noDelay: true, allowHalfOpen: true }, accept);
  const sockets = { noDelay: true, allowHalfOpen: true };
  return createTlsServer(
    { ...tlsServerOptions(tls), ...sockets, handshakeTimeout: openingTimeout },
    accept,
  );
}

/** Address for people and logs: `127.0.0.1:50312`; `?` if the peer was gone before the system reported it. */
export const peerAddress = (socket: Pick<Socket, 'remoteAddress' | 'remotePort'>): string =>
  shownEnd(remoteEnd(socket)) ?? '?';

/** The other end of a socket. */
export function peerOf(
  socket: Pick<Socket, 'remoteAddress' | 'remotePort' | 'localAddress'>,
  transport: 'tcp' | 'websocket',
  userNameFrom: UserNameFrom | undefined,
): Peer {
  const { address } = remoteEnd(socket);
  const loopback = isFromHere(socket);
  const isOwnAddress = !isForwarded(socket) && address !== '' && address === socket.localAddress;
  const secure = socket instanceof TLSSocket;
  const certifiedName =
    secure && userNameFrom !== undefined ? certifiedNameOf(socket, userNameFrom) : undefined;
  return {
    transport,
    secure,
    ...(certifiedName !== undefined && { certifiedName }),
    address: peerAddress(socket),
    loopback,
    // Programs of this machine have no share, because they would all share one.
    ...(!loopback && !isOwnAddress && { machine: machineOf(address) }),
    isOwnAddress,
  };
}

/** Serves MQTT over any byte stream. */
export function serveTcp(
  host: BrokerHost,
  socket: Duplex,
  peer: Peer,
  admitted?: () => void,
): void {
  const transport = new TcpTransport(socket);
  const link = host.open(transport, peer, admitted);
  socket.on('data', (bytes: Buffer) => link.received(bytes));
  // A client that closes only its own side still receives the responses.
  socket.on('end', () => {
    void (link.deciding() ?? Promise.resolve()).then(() => setImmediate(() => transport.end()));
  });
  socket.on('close', () => link.closed());
  // 'close' follows; a reset is a normal end.
  socket.on('error', () => socket.destroy());
}

class TcpTransport implements Transport {
  readonly isFramed = false;
  readonly #socket: Duplex;

  constructor(socket: Duplex) {
    this.#socket = socket;
  }

  get backlog(): number {
    return this.#socket.writableLength;
  }

  write(bytes: Uint8Array, written: () => void): void {
    if (!this.#socket.writable) return;
    this.#socket.write(bytes, (error) => {
      if (error === undefined || error === null) written();
    });
  }

  end(): void {
    if (!this.#socket.writable) return;
    this.#socket.end();
    const linger = setTimeout(() => this.#socket.destroy(), LINGER_MILLISECONDS);
    this.#socket.once('close', () => clearTimeout(linger));
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** TLS closes together with the transport below it. */
  reset(): void {
    if (this.#socket instanceof Socket && !(this.#socket instanceof TLSSocket)) {
      this.#socket.resetAndDestroy();
    } else this.#socket.destroy();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }
}
