/**
 * Who may open a connection at all: so many from one address, so many without MQTT over HTTP, so many in
 * all. It stands before TLS and HTTP, so that whoever is too many costs nothing but a socket that closes;
 * what it turns away, and what did not get ready in time, it counts and reports.
 */
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { type Server, Socket } from 'node:net';
import { type TLSSocket, Server as TlsServer } from 'node:tls';
import type { Account } from '../broker/core/ledger.ts';
import type { UserNameFrom } from './certificates.ts';
import { judgeCertificates } from './clientCertificates.ts';
import type { Report } from './hostEvents.ts';
import { machineOf } from './net/addresses.ts';

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

/** Of the connections over HTTP, so many may be of one address: at least as many as a few browsers open. */
const ofOneAddress = (connections: number): number => Math.max(16, Math.ceil(connections / 4));

/** What a connection takes in this process below MQTT, and from its handshake on with TLS; measured. */
const SOCKET_BYTES = 6_000;
const TLS_BYTES = 52_000;

/** Why somebody was turned away; the names of the `$SYS` topics below `connections/refused`. */
const CAUSES = ['address', 'sockets', 'http', 'memory', 'files', 'tls', 'request'] as const;
type Cause = (typeof CAUSES)[number];

export interface DoorkeeperOptions {
  readonly limits: EdgeLimits;
  /** Of the broker. */
  readonly connections: number;
  readonly report: Report;
  /** Charged with what sockets take. */
  readonly memory: Account;
  /** As many as the system lets this program have open; undefined: nobody knows. */
  readonly files: number | undefined;
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

/** What one connection takes. */
interface Seat {
  door: Door;
  readonly machine: string;
  readonly bytes: number;
}

const HTTP_OPTION = '(--max-http-connections)';

/** How often each name counts. */
class Tally {
  readonly #counts = new Map<string, number>();

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  count(name: string, change: number): void {
    const count = this.of(name) + change;
    if (count > 0) this.#counts.set(name, count);
    else this.#counts.delete(name);
  }
}

export class Doorkeeper {
  readonly #limits: EdgeLimits;
  readonly #report: Report;
  readonly #most: Record<Door, number>;
  readonly #open: Record<Door, number> = { mqtt: 0, http: 0 };
  readonly #memory: Account;
  readonly #files: number;
  /** Open connections, and those of them over HTTP that are not MQTT's. */
  readonly #perAddress = { all: new Tally(), http: new Tally() };
  readonly #sockets = new Set<Socket>();
  /** What each connection over HTTP gives back when it ends. */
  readonly #overHttp = new Map<string, Seat>();
  readonly #refused = new Map<Cause, number>(CAUSES.map((cause) => [cause, 0]));

  constructor({ limits, connections, report, memory, files }: DoorkeeperOptions) {
    this.#memory = memory;
    this.#files = files ?? Number.POSITIVE_INFINITY;
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

  /** Of a connection over HTTP that asks on and on and waits for no answer. */
  tooManyRequests(socket: Socket): void {
    this.#turnAway('request', socket, 'Too many HTTP requests wait for the answer before theirs.');
    socket.destroy();
  }

  /** A connection over HTTP becomes one of MQTT; false: there is no room for it. */
  becomesMqtt({ socket }: IncomingMessage): boolean {
    const seat = this.#overHttp.get(nameOf(socket));
    if (seat === undefined || seat.door === 'mqtt') return true;
    if (this.#open.mqtt >= this.#most.mqtt) {
      this.#turnAway('sockets', socket, this.#full);
      return false;
    }
    this.#take(seat, -1);
    seat.door = 'mqtt';
    this.#take(seat, 1);
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
    const bytes = server instanceof TlsServer ? TLS_BYTES : SOCKET_BYTES;
    const listeners = server.listeners('connection');
    server.removeAllListeners('connection');
    server.on('connection', (socket: Socket) => {
      if (!this.#admits(socket, door, bytes)) {
        socket.destroy();
        return;
      }
      for (const listener of listeners) Reflect.apply(listener, server, [socket]);
    });
  }

  #admits(socket: Socket, door: Door, bytes: number): boolean {
    const machine = machineOf(socket.remoteAddress ?? '');
    const objection = this.#objection(machine, door, bytes);
    if (objection !== undefined) return this.#turnAway(objection[0], socket, objection[1]);
    const seat: Seat = { door, machine, bytes };
    const name = nameOf(socket);
    this.#take(seat, 1);
    this.#sockets.add(socket);
    if (door === 'http') this.#overHttp.set(name, seat);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      if (this.#overHttp.get(name) === seat) this.#overHttp.delete(name);
      this.#take(seat, -1);
    });
    return true;
  }

  /** Why one more connection is one too many. */
  #objection(
    machine: string,
    door: Door,
    bytes: number,
  ): readonly [cause: Cause, reason: string] | undefined {
    const { connectionsPerAddress, httpConnections } = this.#limits;
    const { all, http } = this.#perAddress;
    if (all.of(machine) >= connectionsPerAddress) {
      const open = `${connectionsPerAddress} connections of one address are open`;
      return ['address', `${open} (--max-connections-per-address).`];
    }
    if (door === 'mqtt' && this.#open.mqtt >= this.#most.mqtt) return ['sockets', this.#full];
    if (door === 'http') {
      const most = ofOneAddress(httpConnections);
      if (this.#open.http >= this.#most.http) {
        return ['http', `${httpConnections} connections over HTTP are open ${HTTP_OPTION}.`];
      }
      if (http.of(machine) >= most) {
        return ['http', `${most} connections of one address over HTTP are open ${HTTP_OPTION}.`];
      }
    }
    if (this.#open.mqtt + this.#open.http >= this.#files) {
      return ['files', `The system lets ${this.#files} connections be open (ulimit -n).`];
    }
    if (this.#memory.fits(bytes)) return undefined;
    return ['memory', 'All memory for connections is in use (--memory).'];
  }

  /** `change`: 1 for a seat that is taken, -1 for one that is left. */
  #take({ door, machine, bytes }: Seat, change: 1 | -1): void {
    this.#open[door] += change;
    this.#memory.add(change * bytes);
    this.#perAddress.all.count(machine, change);
    if (door === 'http') this.#perAddress.http.count(machine, change);
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
  ['ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE', 'the client did not present a certificate'],
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
