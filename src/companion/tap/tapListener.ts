/** Accepts devices over TCP, TLS and WebSocket, up to where MQTT begins. */
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { hostname } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { type WebSocket, WebSocketServer } from 'ws';
import { UnauthenticatedConnections } from '../../base/unauthenticated.ts';
import { seconds } from '../../engine/disconnectCause/causeTimes.ts';
import type { EndCause } from '../../engine/endCauses/endCauses.ts';
import { LARGEST_PACKET } from '../../mqtt/tables/packetSize.ts';
import { isAllowedHost, judgeOrigin, type OwnAddress } from '../http/hostRules.ts';
import { peerAddress } from '../mqtt/tcpListener.ts';
import { refuseUpgrade } from '../mqtt/webSocketListener.ts';
import { isLoopbackAddress, machineOf } from '../net/addresses.ts';
import { listen } from '../net/listen.ts';
import type { ListenAddress } from '../net/listenAddress.ts';
import { unfinishedMessages } from '../net/unfinishedMessages.ts';
import type { KeyAndCertificate } from './certificateForms.ts';
import { tlsFailure } from './tlsFailure.ts';
import { offeredProtocols, opensWebSocket } from './upgradeRequest.ts';

/** ms for TLS and the HTTP request. */
const OPENING_WITHIN = 15_000;

/** A connected device that waits for its line. */
export interface Caller {
  readonly address: string;
  readonly loopback: boolean;
  /** Key for limits: an IPv4 address or a /64 network. */
  readonly machine: string;
  /** Server name that it requested in TLS. */
  readonly serverName: string | undefined;
  readonly alpn: readonly string[];
  /** Offered subprotocols of a WebSocket, and its path with query. */
  readonly protocols: readonly string[];
  readonly path: string | undefined;
  /** Aborts when it disconnects. */
  readonly gone: AbortSignal;
  /** Whether MQTT data has arrived and waits. */
  hasSpoken(): boolean;
  /** `subprotocol`: the broker's choice. Rejects if the device has disconnected. */
  take(subprotocol: string | undefined): Promise<Socket | WebSocket>;
  /** Rejects it, because there is no target. */
  refuse(): void;
}

export interface TapListenerEvents {
  readonly caller: (caller: Caller) => void;
  /** Called if it fails before MQTT. @param opened time of arrival, in ms of the process's clock */
  readonly failed: (address: string, cause: EndCause, opened: number) => void;
}

export interface TapListenerOptions {
  readonly listen: ListenAddress;
  /** Certificate for devices by requested name; undefined without TLS. */
  readonly identity: ((serverName: string | undefined) => KeyAndCertificate) | undefined;
  readonly keyLog: ((line: Buffer) => void) | undefined;
  readonly option: string;
  /** Connections that are still in TLS or HTTP. Beyond it, the address with the most of them loses one. */
  readonly mostOpening: number;
}

/** A connection that is still in TLS or HTTP. */
interface Opening {
  /** Ends the connection to make room for another. */
  evict: () => void;
}

/** A connection that has not reached MQTT. */
interface Visit {
  readonly address: string;
  /** ms of the process's clock. */
  readonly opened: number;
  /** Socket that shows whether data has arrived. */
  readonly socket: Socket;
}

interface Below {
  readonly visit: Visit;
  readonly known: Omit<Caller, 'take' | 'refuse' | 'hasSpoken' | 'protocols' | 'path'>;
  /** Timeout of the HTTP request. */
  readonly late: NodeJS.Timeout;
  readonly opening: Opening;
}

export class TapListener {
  readonly #options: TapListenerOptions;
  readonly #events: TapListenerEvents;
  readonly #server: Server;
  readonly #contexts = new Map<string, SecureContext>();
  readonly #sockets = new Set<Socket>();
  readonly #openings = new UnauthenticatedConnections<Opening>();
  readonly #http = createHttpServer();
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    // A frame may hold any packet.
    maxPayload: LARGEST_PACKET,
    clientTracking: false,
    handleProtocols: (_offered, request) => this.#chosen.get(request) ?? false,
  });
  readonly #chosen = new WeakMap<IncomingMessage, string>();
  /** Facts about the sockets below HTTP. */
  readonly #below = new WeakMap<Duplex, Below>();
  #own: OwnAddress;

  constructor(options: TapListenerOptions, events: TapListenerEvents) {
    this.#options = options;
    this.#events = events;
    const { host, port, isTls } = options.listen;
    const scheme = isTls ? 'https' : 'http';
    this.#own = { scheme, host, port, machineName: hostname(), allowedOrigins: [] };
    this.#server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      const opening = this.#opened(socket);
      if (options.listen.isTls) this.#secure(socket, opening);
      else this.#enter(socket, opening, peerAddress(socket), performance.now(), undefined, []);
      // The newest connection counts, too.
      if (this.#openings.size > options.mostOpening) this.#openings.first()?.evict();
    });
    this.#http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#http.on('request', (request, response) => {
      this.#fail(request.socket, NO_WEB_SOCKET);
      response.writeHead(426, { connection: 'close', upgrade: 'websocket' }).end();
    });
    this.#http.on('clientError', (_error, socket) => {
      this.#fail(socket, NO_WEB_SOCKET);
      socket.destroy();
    });
  }

  /** Resolves to the port. Throws `StartError`. */
  async open(): Promise<number> {
    const { host, port } = this.#options.listen;
    const opened = await listen(this.#server, host, { port, given: true }, this.#options.option);
    this.#own = { ...this.#own, port: opened };
    // Such as too many open files; the next device may succeed.
    this.#server.on('error', () => undefined);
    return opened;
  }

  /** Stops accepting devices; connected ones stay. */
  shut(): Promise<void> {
    this.#http.close();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  /** Ends all remaining connections. */
  clear(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #opened(socket: Socket): Opening {
    const opening: Opening = { evict: () => socket.destroy() };
    this.#openings.add(opening, machineOf(socket.remoteAddress ?? ''));
    socket.once('close', () => this.#openings.delete(opening));
    return opening;
  }

  #secure(socket: Socket, opening: Opening): void {
    const address = peerAddress(socket);
    const opened = performance.now();
    const visit: Visit = { address, opened, socket };
    let secure: TLSSocket | undefined;
    let isOver = false;
    const failed = (cause: EndCause, by: 'client' | 'tap' = 'client'): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(late);
      secure?.destroy();
      socket.destroy();
      this.#over(visit, by, cause);
    };
    const late = setTimeout(() => {
      failed({ key: 'tls-failed', args: { why: 'late', detail: '' } }, 'tap');
    }, OPENING_WITHIN);
    const ended = (): void => {
      failed({ key: 'tls-failed', args: { why: 'ended', detail: '' } });
    };
    opening.evict = () => {
      this.#openings.delete(opening);
      failed(CROWDED_OUT, 'tap');
    };
    socket.on('error', () => undefined);
    socket.once('close', ended);
    socket.once('end', ended);
    // OpenSSL does not report the unexpected data.
    socket.once('readable', () => {
      const first: unknown = socket.read();
      if (!(first instanceof Buffer)) return;
      socket.off('close', ended);
      socket.off('end', ended);
      socket.unshift(first);
      const { tls, asked, offered } = this.#serverOf(socket);
      secure = tls;
      tls.on('error', (error: Error) => failed(tlsFailure(error, first)));
      tls.once('close', ended);
      // Only its half, because ours may continue after MQTT has begun.
      tls.once('end', ended);
      tls.once('secure', () => {
        isOver = true;
        clearTimeout(late);
        tls.off('close', ended);
        tls.off('end', ended);
        tls.setNoDelay(true);
        this.#enter(tls, opening, address, opened, asked(), offered);
      });
    });
  }

  /** `asked`: requested name, once known; `offered`: the protocols. */
  #serverOf(socket: Socket) {
    const offered: string[] = [];
    let asked: string | undefined;
    const tls = new TLSSocket(socket, {
      isServer: true,
      secureContext: this.#contextFor(undefined),
      SNICallback: (name, done) => {
        asked = name === '' ? undefined : name;
        try {
          done(null, this.#contextFor(name));
        } catch (error) {
          done(error instanceof Error ? error : new Error(String(error)));
        }
      },
      ALPNCallback: ({ protocols }) => {
        offered.push(...protocols);
        return protocols[0];
      },
    });
    const { keyLog } = this.#options;
    if (keyLog !== undefined) tls.on('keylog', keyLog);
    return { tls, asked: () => asked, offered };
  }

  #contextFor(serverName: string | undefined): SecureContext {
    const key = serverName ?? '';
    const known = this.#contexts.get(key);
    if (known !== undefined) return known;
    const identity = this.#options.identity?.(serverName);
    const context = createSecureContext({ ...identity, minVersion: 'TLSv1.2' });
    if (this.#contexts.size > 500) this.#contexts.clear();
    this.#contexts.set(key, context);
    return context;
  }

  #enter(
    socket: Socket,
    opening: Opening,
    address: string,
    opened: number,
    serverName: string | undefined,
    alpn: readonly string[],
  ): void {
    const gone = new AbortController();
    socket.once('close', () => gone.abort());
    socket.on('error', () => undefined);
    // A connection that was reset before it was accepted has no address, and looks half-closed.
    if (socket.remoteAddress === undefined) {
      socket.once('end', () =>
        socket.destroy(Object.assign(new Error('reset'), { code: 'ECONNRESET' })),
      );
    }
    const known = {
      address,
      loopback: isLoopbackAddress(socket.remoteAddress ?? ''),
      machine: machineOf(socket.remoteAddress ?? ''),
      serverName,
      alpn,
      gone: gone.signal,
    };
    if (this.#options.listen.isWeb) {
      // Node's own timeouts work only for listening servers, and this one never listens.
      const late = setTimeout(() => {
        this.#fail(socket, NO_WEB_SOCKET, 'tap');
        socket.destroy();
      }, OPENING_WITHIN);
      socket.once('close', () => {
        clearTimeout(late);
        this.#fail(socket, NO_WEB_SOCKET);
      });
      opening.evict = () => {
        this.#openings.delete(opening);
        this.#fail(socket, CROWDED_OUT, 'tap');
        socket.destroy();
      };
      this.#below.set(socket, { visit: { address, opened, socket }, known, late, opening });
      this.#http.emit('connection', socket);
      return;
    }
    this.#openings.delete(opening);
    this.#events.caller({
      ...known,
      protocols: [],
      path: undefined,
      hasSpoken: () => socket.readableLength > 0,
      take: () =>
        socket.destroyed ? Promise.reject(new Error('closed')) : Promise.resolve(socket),
      refuse: () => socket.destroy(),
    });
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const below = this.#below.get(request.socket);
    if (below === undefined) {
      socket.destroy();
      return;
    }
    const { late, known, opening } = below;
    const { host, origin } = request.headers;
    if (!opensWebSocket(request)) {
      this.#fail(request.socket, NO_WEB_SOCKET);
      refuseUpgrade(socket, 400, 'This is not a WebSocket request.');
      return;
    }
    // A foreign page must not reach a broker that trusts this machine. Devices send no Origin and may use any
    // name of the tap.
    if (
      origin !== undefined &&
      (!isAllowedHost(host, this.#own) || judgeOrigin(origin, host, this.#own) === 'foreign')
    ) {
      this.#fail(request.socket, { key: 'foreign-page', args: { origin: origin.slice(0, 200) } });
      refuseUpgrade(socket, 403, 'Pages of other origins may not use this tap.');
      return;
    }
    clearTimeout(late);
    this.#below.delete(request.socket);
    this.#openings.delete(opening);
    const protocols = offeredProtocols(request.headers['sec-websocket-protocol']);
    this.#events.caller({
      ...known,
      protocols,
      path: request.url,
      hasSpoken: () => head.length > 0 || socket.readableLength > 0,
      take: (subprotocol) => {
        const chosen = subprotocol ?? protocols.find((name) => name.startsWith('mqtt'));
        if (chosen !== undefined && protocols.includes(chosen)) this.#chosen.set(request, chosen);
        return new Promise((resolve, reject) => {
          const closed = (): void => reject(new Error('closed'));
          if (socket.destroyed) {
            closed();
            return;
          }
          // `ws` calls back only on success.
          socket.once('close', closed);
          this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
            socket.off('close', closed);
            unfinishedMessages.watch(webSocket, socket, true);
            resolve(webSocket);
          });
        });
      },
      refuse: () => refuseUpgrade(socket, 502, 'The broker cannot be reached.'),
    });
  }

  #fail(socket: Duplex, cause: EndCause, by: 'client' | 'tap' = 'client'): void {
    const below = this.#below.get(socket);
    if (below === undefined) return;
    this.#below.delete(socket);
    this.#over(below.visit, by, cause);
  }

  /** A silent visit is not an error. */
  #over({ address, opened, socket }: Visit, by: 'client' | 'tap', cause: EndCause): void {
    const after = seconds(performance.now() - opened);
    const told: EndCause =
      socket.bytesRead === 0 ? { key: 'said-nothing', args: { by, after } } : cause;
    this.#events.failed(address, told, opened);
  }
}

const CROWDED_OUT: EndCause = { key: 'crowded-out', args: {} };
const NO_WEB_SOCKET: EndCause = { key: 'no-websocket', args: {} };
/** Cause of an end by a simulated bad network. */
