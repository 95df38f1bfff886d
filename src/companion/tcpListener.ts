/** Plain MQTT over TCP, or over TLS where a certificate is given. */
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Peer } from '../broker/options.ts';
import { isLoopbackAddress, urlHost } from './addresses.ts';
import type { BrokerHost, Transport } from './brokerHost.ts';
import type { TlsIdentity } from './tlsIdentity.ts';

/** A peer that does not close its side after we have closed ours is cut off after this. */
const LINGER_MILLISECONDS = 5_000;

export function createTcpServer(host: BrokerHost, tls: TlsIdentity | undefined): Server {
  const accept = (socket: Socket): void => {
    serve(host, socket, tls !== undefined);
  };
  if (tls === undefined) return createServer({ noDelay: true, allowHalfOpen: true }, accept);
  const server = createTlsServer({ ...tls, noDelay: true, allowHalfOpen: true }, accept);
  // A client that speaks no TLS, or does not trust the certificate: its affair, and it is closed.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return server;
}

/** The other end of a socket. */
export function peerOf(
  socket: Pick<Socket, 'remoteAddress' | 'remotePort' | 'localAddress'>,
  transport: 'tcp' | 'websocket',
  secure: boolean,
): Peer {
  const address = socket.remoteAddress ?? '';
  return {
    transport,
    secure,
    address: `${urlHost(address)}:${socket.remotePort ?? 0}`,
    loopback: isLoopbackAddress(address),
    isOwnAddress: address !== '' && address === socket.localAddress,
  };
}

function serve(host: BrokerHost, socket: Socket, secure: boolean): void {
  const transport = new TcpTransport(socket);
  const link = host.open(transport, peerOf(socket, 'tcp', secure));
  socket.on('data', (bytes) => link.received(bytes));
  // Whoever closes only its own side still hears the answers to what it sent before.
  socket.on('end', () => {
    void (link.deciding() ?? Promise.resolve()).then(() => setImmediate(() => transport.end()));
  });
  socket.on('close', () => link.closed());
  // 'close' follows; a reset is an ordinary way for a connection to end.
  socket.on('error', () => socket.destroy());
}

class TcpTransport implements Transport {
  readonly #socket: Socket;

  constructor(socket: Socket) {
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

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }
}
