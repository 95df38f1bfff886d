/**
 * Who may open a connection at all: so many from one address, so many without MQTT over HTTP, so many in
 * all. It stands before TLS and HTTP, so that whoever is too many costs nothing but a socket that closes;
 * what it turns away, and what did not get ready in time, it counts and reports.
 */
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { isIPv6, type Server, Socket } from 'node:net';
import type { TLSSocket, Server as TlsServer } from 'node:tls';
import type { UserNameFrom } from './certificates.ts';
import { judgeCertificates } from './clientCertificates.ts';
import type { Report } from './hostEvents.ts';

export interface EdgeLimits {
  /** Of one address (of IPv6: of one network of 64 bits, which a single machine may have). */
  readonly connectionsPerAddress: number;
  /** Those over HTTP that are no MQTT connections. */
  readonly httpConnections: number;
  /** ms from the opening of a connection to the end of its TLS handshake, and for an HTTP request's headers. */
  readonly openingTimeout: number;
  /** ms from the first byte of an HTTP request to the last of its body. */
  readonly requestTimeout: number;
}

export const DEFAULT_EDGE_LIMITS: EdgeLimits = {
  connectionsPerAddress: 2_000,
  httpConnections: 1_000,
  openingTimeout: 10_000,
  requestTimeout: 30_000,
};

/** ms without a byte in either direction, in the middle of an answer too. */
const IDLE_HTTP = 60_000;
/** Beyond the broker's connections, so that it can tell some why it takes no more: as many as it keeps. */
const withRefused = (connections: number): number => 2 * connections + 16;

/** Why somebody was turned away; the names of the `$SYS` topics below `connections/refused`. */
const CAUSES = ['address', 'sockets', 'http', 'tls', 'request'] as const;
type Cause = (typeof CAUSES)[number];

export interface DoorkeeperOptions {
  readonly limits: EdgeLimits;
  /** Of the broker. */
  readonly connections: number;
  readonly report: Report;
}

/** For an HTTP server's making: slow requests and idle connections end. */
export function httpTimes({ openingTimeout, requestTimeout }: EdgeLimits) {
  return {
    headersTimeout: Math.min(openingTimeout, requestTimeout),
    requestTimeout,
    connectionsCheckingInterval: Math.min(1_000, openingTimeout),
  };
}

type Door = 'mqtt' | 'http';

export class Doorkeeper {
  readonly #limits: EdgeLimits;
  readonly #report: Report;
  readonly #most: Record<Door, number>;
  readonly #open: Record<Door, number> = { mqtt: 0, http: 0 };
  readonly #perAddress = new Map<string, number>();
  readonly #sockets = new Set<Socket>();
  /** What each connection over HTTP gives back when it ends. */
  readonly #overHttp = new Map<string, { door: Door }>();
  readonly #refused = new Map<Cause, number>(CAUSES.map((cause) => [cause, 0]));

  constructor({ limits, connections, report }: DoorkeeperOptions) {
    this.#limits = limits;
    this.#report = report;
    this.#most = { mqtt: withRefused(connections), http: limits.httpConnections };
  }

  /** Ends what is left: nobody waits for a handshake that goes on. */
  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** For `$SYS`. */
  counts(): readonly (readonly [topic: string, count: number])[] {
    return [...this.#refused].map(([cause, count]) => [`connections/refused/${cause}`, count]);
  }

  /** MQTT over TCP or TLS. */
  watchMqtt(server: Server): void {
    this.#watch(server, 'mqtt');
  }

  watchHttp(server: HttpServer): void {
    this.#watch(server, 'http');
    server.setTimeout(IDLE_HTTP);
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
      const isLate = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
      if (isLate) {
        const { openingTimeout, requestTimeout } = this.#limits;
        const times = `${openingTimeout / 1000} s for its headers, ${requestTimeout / 1000} s in all`;
        this.#turnAway('request', socket, `An HTTP request took too long: it has ${times}.`);
      }
      if (!socket.writable) socket.destroy();
      else if (isLate) socket.end(REFUSALS.late, () => socket.destroy());
      else if (error.code?.startsWith('HPE_') === true) {
        socket.end(REFUSALS.wrong, () => socket.destroy());
      } else socket.destroy();
    });
  }

  /** A connection over HTTP becomes one of MQTT; false: there is no room for it. */
  becomesMqtt({ socket }: IncomingMessage): boolean {
    const seat = this.#overHttp.get(nameOf(socket));
    if (seat === undefined || seat.door === 'mqtt') return true;
    if (this.#open.mqtt >= this.#most.mqtt) {
      this.#turnAway('sockets', socket, this.#full);
      return false;
    }
    this.#open.http -= 1;
    this.#open.mqtt += 1;
    seat.door = 'mqtt';
    return true;
  }

  /** Handshakes that fail or take too long. */
  #watchTls(server: Server): void {
    server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
      const { openingTimeout } = this.#limits;
      // Where the certificate is not accepted, Node ends the connection and says no more than that.
      const code = codeOf(socket.authorizationError) ?? error.code ?? error.message;
      const reason =
        code === 'ERR_TLS_HANDSHAKE_TIMEOUT'
          ? `The TLS handshake took longer than ${openingTimeout / 1000} s.`
          : `The TLS handshake failed: ${TLS_FAULTS.get(code) ?? code}.`;
      this.#refuseTls(socket, reason);
    });
  }

  /** Whoever has no certificate is turned away by TLS itself, with an alert. */
  asksForCertificates(server: TlsServer, userNameFrom: UserNameFrom | undefined): void {
    judgeCertificates(server, userNameFrom, (socket, reason) => this.#refuseTls(socket, reason));
  }

  #refuseTls(socket: TLSSocket, reason: string): void {
    this.#count('tls');
    this.#report({ kind: 'tls-refused', address: addressOf(socket), reason });
    socket.destroy();
  }

  #watch(server: Server, door: Door): void {
    this.#watchTls(server);
    const listeners = server.listeners('connection');
    server.removeAllListeners('connection');
    server.on('connection', (socket: Socket) => {
      if (!this.#admits(socket, door)) {
        socket.destroy();
        return;
      }
      for (const listener of listeners) Reflect.apply(listener, server, [socket]);
    });
  }

  #admits(socket: Socket, door: Door): boolean {
    const { connectionsPerAddress } = this.#limits;
    const machine = machineOf(socket.remoteAddress ?? '');
    const ofMachine = this.#perAddress.get(machine) ?? 0;
    if (ofMachine >= connectionsPerAddress) {
      const reason = `${connectionsPerAddress} connections of one address are open (--max-connections-per-address).`;
      return this.#turnAway('address', socket, reason);
    }
    if (this.#open[door] >= this.#most[door]) {
      const { httpConnections } = this.#limits;
      return door === 'mqtt'
        ? this.#turnAway('sockets', socket, this.#full)
        : this.#turnAway(
            'http',
            socket,
            `${httpConnections} connections over HTTP are open (--max-http-connections).`,
          );
    }
    const seat = { door };
    const name = nameOf(socket);
    this.#perAddress.set(machine, ofMachine + 1);
    this.#open[door] += 1;
    this.#sockets.add(socket);
    if (door === 'http') this.#overHttp.set(name, seat);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#open[seat.door] -= 1;
      if (this.#overHttp.get(name) === seat) this.#overHttp.delete(name);
      const left = (this.#perAddress.get(machine) ?? 1) - 1;
      if (left > 0) this.#perAddress.set(machine, left);
      else this.#perAddress.delete(machine);
    });
    return true;
  }

  get #full(): string {
    return `${this.#most.mqtt} connections for MQTT are open (--max-connections).`;
  }

  #turnAway(cause: Cause, socket: Socket, reason: string): false {
    this.#count(cause);
    this.#report({ kind: 'host-limit', limit: cause, address: addressOf(socket), reason });
    return false;
  }

  #count(cause: Cause): void {
    this.#refused.set(cause, (this.#refused.get(cause) ?? 0) + 1);
  }
}

const TLS_FAULTS: ReadonlyMap<string, string> = new Map([
  ['ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE', 'the client has shown no certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'nobody of --tls-client-ca has signed the certificate'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'nobody of --tls-client-ca has signed the certificate'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the client’s certificate has signed itself'],
  ['CERT_HAS_EXPIRED', 'the client’s certificate has expired'],
  ['CERT_NOT_YET_VALID', 'the client’s certificate is not valid yet'],
  ['ERR_SSL_NO_SHARED_CIPHER', 'the client offers none of the cipher suites'],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'the client offers no TLS from 1.2 on'],
  ['ERR_SSL_HTTP_REQUEST', 'the client speaks HTTP without TLS'],
  ['ECONNRESET', 'the client has left'],
]);

/** Typed as an error, and a text in truth. */
function codeOf(fault: unknown): string | undefined {
  return typeof fault === 'string' ? fault : undefined;
}

const refusal = (status: string): string =>
  `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
const REFUSALS = { late: refusal('408 Request Timeout'), wrong: refusal('400 Bad Request') };

/** One of these is open at a time; a TLS socket has the same as what it is made of. */
function nameOf({ remoteAddress, remotePort, localPort }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localPort}`;
}

function addressOf(socket: Socket): string {
  // A TLS socket forgets it when it is destroyed; the one below has been asked before, and remembers.
  const below: unknown = Reflect.get(socket, '_parent');
  const { remoteAddress, remotePort } = below instanceof Socket ? below : socket;
  return `${remoteAddress ?? 'gone'}:${remotePort ?? 0}`;
}

/** IPv4 as it is, also where it comes as IPv6; of IPv6 the first 64 bits. */
export function machineOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [front = '', back] = plain.split('::');
  const groups = front === '' ? [] : front.split(':');
  const behind = back === undefined || back === '' ? [] : back.split(':');
  const zeros = back === undefined ? 0 : 8 - groups.length - behind.length;
  return [...groups, ...Array.from({ length: zeros }, () => '0'), ...behind].slice(0, 4).join(':');
}
