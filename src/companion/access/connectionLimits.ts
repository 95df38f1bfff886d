/**
 * Limits connections before TLS and HTTP: for each address, over HTTP without MQTT, and in total. Near a
 * limit, unauthenticated connections are evicted (`unauthenticated.ts`). Connections that have shown a token or
 * whose client has signed in never are. Rejected connections are counted and reported.
 */
import type { Server as HttpServer } from 'node:http';
import type { Server, Socket } from 'node:net';
import { type TLSSocket, Server as TlsServer } from 'node:tls';
import { UnauthenticatedConnections } from '../../base/unauthenticated.ts';
import type { Account } from '../../broker/core/memory/ledger.ts';
import type { Report } from '../log/hostEvents.ts';
import { machineOf } from '../net/addresses.ts';
import type { UserNameFrom } from '../net/certificates.ts';
import { judgeCertificates } from '../net/clientCertificates.ts';
import type { EdgeLimits } from '../net/edgeLimits.ts';
import { handshakeFailure } from '../net/handshakeFailure.ts';
import { remoteEnd, shownEnd } from '../net/remoteEnd.ts';
import { below, nameOf } from '../net/socketNames.ts';

/** ms without a byte in either direction, also during a response. */
const IDLE_HTTP = 60_000;
/**
 * Accepts as many connections beyond the broker's limit as it has, so the broker can send some a reason for
 * their rejection.
 */
const withRefused = (connections: number): number => 2 * connections + 16;

/** Limit of HTTP connections for one address: at least as many as a few browsers open. */
const ofOneAddress = (connections: number): number => Math.max(16, Math.ceil(connections / 4));

/** Measured memory of a connection in this process below MQTT, without TLS and from its TLS handshake on. */
const SOCKET_BYTES = 6_000;
const TLS_BYTES = 52_000;

/** Causes of rejections, named like the `$SYS` topics below `connections/refused`. */
const CAUSES = ['address', 'sockets', 'http', 'memory', 'files', 'tls', 'request'] as const;
type Cause = (typeof CAUSES)[number];

export interface ConnectionLimitsOptions {
  readonly limits: EdgeLimits;
  /** Limit of the broker's connections. */
  readonly connections: number;
  readonly report: Report;
  /** Charged for sockets. */
  readonly memory: Account;
  /** Limit of open files for this program; undefined: unknown. */
  readonly files: number | undefined;
}

type ListenerKind = 'mqtt' | 'http';

/** Resources of one connection. */
interface Seat {
  kind: ListenerKind;
  readonly machine: string;
  readonly bytes: number;
  readonly socket: Socket;
  /** Name of the socket, kept because a closed socket forgets its address. */
  readonly name: string;
  isLeft: boolean;
}

/** Reason for rejecting a connection, and the unauthenticated one to evict instead, if any. */
interface Objection {
  readonly cause: Cause;
  readonly reason: string;
  readonly first: Seat | undefined;
}

const EVICTED = 'This connection had no sign-in or token, and its address has the most of these.';

/** Limit of evictions for one connection: with TLS it takes as much memory as nine without. */
const MOST_EVICTIONS = Math.ceil(TLS_BYTES / SOCKET_BYTES);

/** Counts names. */
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

export class ConnectionLimits {
  readonly #limits: EdgeLimits;
  readonly #report: Report;
  readonly #most: Record<ListenerKind, number>;
  readonly #open: Record<ListenerKind, number> = { mqtt: 0, http: 0 };
  readonly #memory: Account;
  readonly #files: number;
  /** Open connections by address: all, and those over HTTP that are not MQTT. */
  readonly #perAddress = { all: new Tally(), http: new Tally() };
  /** Seats by socket name, to release them when the connection closes. */
  readonly #seats = new Map<string, Seat>();
  /** Unauthenticated connections of each listener, and of both. */
  readonly #unauthenticated: Readonly<
    Record<ListenerKind | 'all', UnauthenticatedConnections<Seat>>
  > = {
    mqtt: new UnauthenticatedConnections(),
    http: new UnauthenticatedConnections(),
    all: new UnauthenticatedConnections(),
  };
  /** Rejected and evicted sockets, which are not reported as failed handshakes. */
  readonly #turnedAway = new WeakSet<Socket>();
  readonly #refused = new Map<Cause, number>(CAUSES.map((cause) => [cause, 0]));

  constructor(options: ConnectionLimitsOptions) {
    const { limits, connections, report, memory, files } = options;
    this.#memory = memory;
    this.#files = files ?? Number.POSITIVE_INFINITY;
    this.#limits = limits;
    this.#report = report;
    this.#most = { mqtt: withRefused(connections), http: limits.httpConnections };
  }

  /** Destroys the remaining connections, because handshakes in progress would delay the close. */
  close(): void {
    for (const { socket } of this.#seats.values()) socket.destroy();
  }

  /** Counts for `$SYS`. */
  counts(): readonly (readonly [topic: string, count: number])[] {
    return [...this.#refused].map(([cause, count]) => [`connections/refused/${cause}`, count]);
  }

  /** Watches a listener for MQTT over TCP or TLS. */
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

  /** Closes an HTTP connection that keeps sending requests without reading responses. */
  tooManyRequests(socket: Socket): void {
    this.#turnAway('request', socket, 'Too many HTTP requests are waiting for earlier answers.');
    socket.destroy();
  }

  /** Turns an HTTP connection into one of MQTT; false if a limit is reached. */
  becomesMqtt(socket: Socket): boolean {
    const seat = this.#seats.get(nameOf(socket));
    if (seat === undefined || seat.kind === 'mqtt') return true;
    if (this.#open.mqtt >= this.#most.mqtt) {
      const first = this.#unauthenticated.mqtt.first(seat.machine);
      if (first === undefined) return this.#turnAway('sockets', socket, this.#full);
      this.#evict(first, 'sockets', this.#full);
    }
    this.#take(seat, -1);
    seat.kind = 'mqtt';
    this.#take(seat, 1);
    return true;
  }

  /** Marks a connection as signed in or authenticated by token, so it is never evicted. */
  admitted(socket: Socket): void {
    const seat = this.#seats.get(nameOf(socket));
    if (seat !== undefined) this.#forget(seat);
  }

  /** Reports handshakes that fail or time out. */
  #watchTls(server: Server): void {
    server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
      const { openingTimeout } = this.#limits;
      const reason = handshakeFailure(error, socket, openingTimeout);
      this.#refuseTls(socket, reason);
    });
  }

  /** TLS itself rejects clients without a certificate, with an alert. */
  asksForCertificates(server: TlsServer, userNameFrom: UserNameFrom | undefined): void {
    judgeCertificates(server, userNameFrom, (socket, reason) => this.#refuseTls(socket, reason));
  }

  #refuseTls(socket: TLSSocket, reason: string): void {
    if (this.#turnedAway.has(below(socket))) return;
    this.#count('tls');
    this.#report({ kind: 'tls-refused', address: addressOf(socket), reason });
    socket.destroy();
  }

  #watch(server: Server, kind: ListenerKind): void {
    this.#watchTls(server);
    const bytes = server instanceof TlsServer ? TLS_BYTES : SOCKET_BYTES;
    const listeners = server.listeners('connection');
    server.removeAllListeners('connection');
    server.on('connection', (socket: Socket) => {
      if (!this.#admits(socket, kind, bytes)) {
        socket.destroy();
        return;
      }
      for (const listener of listeners) Reflect.apply(listener, server, [socket]);
    });
  }

  #admits(socket: Socket, kind: ListenerKind, bytes: number): boolean {
    const machine = machineOf(socket.remoteAddress ?? '');
    const name = nameOf(socket);
    const seat: Seat = { kind, machine, bytes, socket, name, isLeft: false };
    for (let given = 0; ; given += 1) {
      const objection = this.#objection(seat);
      if (objection === undefined) break;
      const { cause, reason, first } = objection;
      if (first === undefined || given === MOST_EVICTIONS) {
        return this.#turnAway(cause, socket, reason);
      }
      this.#evict(first, cause, reason);
    }
    this.#seats.set(name, seat);
    this.#take(seat, 1);
    this.#unauthenticated.all.add(seat, machine);
    socket.once('close', () => this.#leave(seat));
    return true;
  }

  /** Ends an unauthenticated connection and frees its place at once. */
  #evict(seat: Seat, cause: Cause, reason: string): void {
    const { socket } = seat;
    this.#leave(seat);
    this.#turnAway(cause, socket, `${reason} ${EVICTED}`);
    socket.destroy();
  }

  #leave(seat: Seat): void {
    if (seat.isLeft) return;
    seat.isLeft = true;
    if (this.#seats.get(seat.name) === seat) this.#seats.delete(seat.name);
    this.#take(seat, -1);
    this.#forget(seat);
  }

  #forget(seat: Seat): void {
    for (const unauthenticated of Object.values(this.#unauthenticated))
      unauthenticated.delete(seat);
  }

  /** Reason for rejecting one more connection. */
  #objection(seat: Seat): Objection | undefined {
    return this.#ofAddress(seat) ?? this.#ofAll(seat);
  }

  /** Limits of one address. */
  #ofAddress({ machine, kind }: Seat): Objection | undefined {
    const { connectionsPerAddress, httpConnections } = this.#limits;
    const { all, http } = this.#perAddress;
    if (all.of(machine) >= connectionsPerAddress) {
      const reason = `${connectionsPerAddress} connections of one address are open.`;
      return { cause: 'address', reason, first: this.#unauthenticated.all.oldestOf(machine) };
    }
    const most = ofOneAddress(httpConnections);
    if (kind === 'mqtt' || http.of(machine) < most) return undefined;
    const reason = `${most} connections of one address over HTTP are open.`;
    return { cause: 'http', reason, first: this.#unauthenticated.http.oldestOf(machine) };
  }

  #ofAll({ machine, kind, bytes }: Seat): Objection | undefined {
    const { httpConnections } = this.#limits;
    const unauthenticated = this.#unauthenticated;
    if (kind === 'mqtt' && this.#open.mqtt >= this.#most.mqtt) {
      return { cause: 'sockets', reason: this.#full, first: unauthenticated.mqtt.first(machine) };
    }
    if (kind === 'http' && this.#open.http >= this.#most.http) {
      const reason = `${httpConnections} connections over HTTP are open.`;
      return { cause: 'http', reason, first: unauthenticated.http.first(machine) };
    }
    const first = (): Seat | undefined => unauthenticated.all.first(machine);
    if (this.#open.mqtt + this.#open.http >= this.#files) {
      const reason = `The system allows ${this.#files} open connections (ulimit -n).`;
      return { cause: 'files', reason, first: first() };
    }
    if (this.#memory.fits(bytes)) return undefined;
    const reason = 'All memory for connections is in use (--memory).';
    return { cause: 'memory', reason, first: first() };
  }

  /** `change`: 1 takes a seat, -1 releases it. */
  #take(seat: Seat, change: 1 | -1): void {
    const { kind, machine, bytes } = seat;
    this.#open[kind] += change;
    this.#memory.add(change * bytes);
    this.#perAddress.all.count(machine, change);
    if (kind === 'http') this.#perAddress.http.count(machine, change);
    if (change === 1) this.#unauthenticated[kind].add(seat, machine);
    else this.#unauthenticated[kind].delete(seat);
  }

  get #full(): string {
    return `${this.#most.mqtt} connections for MQTT are open (--max-connections).`;
  }

  #turnAway(cause: Cause, socket: Socket, reason: string): false {
    this.#count(cause);
    this.#turnedAway.add(below(socket));
    this.#report({ kind: 'host-limit', limit: cause, address: addressOf(socket), reason });
    return false;
  }

  #count(cause: Cause): void {
    this.#refused.set(cause, (this.#refused.get(cause) ?? 0) + 1);
  }
}

/** A socket that was reset before its address was asked has none. */
const addressOf = (socket: Socket): string => shownEnd(remoteEnd(socket)) ?? 'gone:0';

const refusal = (status: string): string =>
  `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
const REFUSALS = { late: refusal('408 Request Timeout'), wrong: refusal('400 Bad Request') };
