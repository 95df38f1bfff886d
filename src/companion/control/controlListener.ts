/** The control interface over WebSocket at `/control`, for holders of this start's token. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { UnauthenticatedConnections } from '../../base/unauthenticated.ts';
import { CONTROL_PATH } from '../../broker/control/control.ts';
import type { ControlLine, ControlSession } from '../../broker/control/controlSession.ts';
import type { Report } from '../log/hostEvents.ts';
import { peerAddress } from '../mqtt/tcpListener.ts';
import { refuseUpgrade } from '../mqtt/webSocketListener.ts';
import { machineOf } from '../net/addresses.ts';
import { remoteEnd } from '../net/remoteEnd.ts';
import { ControlConnection } from './controlConnection.ts';
import type { TokenGate } from './tokenGate.ts';

/** Fault rules are the largest messages. */
const LARGEST_MESSAGE = 2 * 1024 * 1024;
/** Fragments of one message. Each takes much memory beside its bytes. */
const MOST_FRAGMENTS = 256;

interface LineLimits {
  /** Limit of lines with a right token. */
  readonly authenticated: number;
  /** Connections without a token yet. Beyond it, the address with the most of them loses one. */
  readonly unauthenticated: number;
  readonly pingEvery?: number;
}
const LIMITS: LineLimits = { authenticated: 128, unauthenticated: 32 };
/** ms of silence after which TCP probes the peer. */
const KEEP_ALIVE = 30_000;
/** ms between pings, because proxies close a connection that is silent for a minute. */
const PING_EVERY = 30_000;

export const NO_QUERY =
  'The address of the control interface has no query: send the token in the first message, because others may read addresses.';

export interface ControlHost {
  control(line: ControlLine, from?: string): ControlSession;
  /** Sends the output that neither clients nor timers have caused. */
  flushLater(): void;
}

export class ControlListener {
  readonly #gate: TokenGate;
  readonly #host: ControlHost;
  readonly #limits: LineLimits;
  readonly #report: Report;
  readonly #admitted: (socket: Socket) => void;
  readonly #unauthenticated = new UnauthenticatedConnections<ControlConnection>();
  readonly #connections = new Set<ControlConnection>();
  readonly #server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: LARGEST_MESSAGE,
    maxFragments: MOST_FRAGMENTS,
    handleProtocols: () => false,
  });

  /** @param admitted called when the token is correct */
  constructor(
    host: ControlHost,
    gate: TokenGate,
    report: Report,
    admitted: (socket: Socket) => void,
    limits = LIMITS,
  ) {
    this.#host = host;
    this.#admitted = admitted;
    this.#report = report;
    this.#limits = limits;
    this.#gate = gate;
  }

  /** Takes over an upgrade request whose path, Host and Origin are accepted. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if ((request.url ?? '') !== CONTROL_PATH) {
      refuseUpgrade(socket, 400, NO_QUERY);
      return;
    }
    const authenticated = [...this.#connections].filter(({ isIn }) => isIn);
    const { authenticated: most } = this.#limits;
    if (authenticated.length >= most) {
      const reason = `The control interface allows ${most} connections at a time.`;
      this.#report({ kind: 'control-refused', address: peerAddress(request.socket), reason });
      refuseUpgrade(socket, 503, reason);
      return;
    }
    request.socket.setKeepAlive(true, KEEP_ALIVE);
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      const address = peerAddress(request.socket);
      const connection = new ControlConnection(webSocket, {
        judge: (token) => this.#gate.judge(token, request.socket),
        open: (line) => {
          this.#unauthenticated.delete(connection);
          this.#admitted(request.socket);
          this.#report({ kind: 'control-opened', address });
          webSocket.once('close', () => this.#report({ kind: 'control-closed', address }));
          return this.#host.control(line, address);
        },
        caughtUp: () => this.#host.flushLater(),
      });
      this.#connections.add(connection);
      this.#unauthenticated.add(connection, machineOf(remoteEnd(request.socket).address));
      const pings = setInterval(() => webSocket.ping(), this.#limits.pingEvery ?? PING_EVERY);
      webSocket.once('close', () => {
        clearInterval(pings);
        this.#connections.delete(connection);
        this.#unauthenticated.delete(connection);
      });
      socket.on('data', (bytes: Buffer) => connection.arrived(bytes.length));
      this.#evictUnauthenticated();
    });
  }

  /** Closes all lines. Resolves when they are closed. */
  close(): Promise<void> {
    for (const connection of this.#connections) {
      connection.closeWith('ended', { key: 'companion-ended', args: {} });
    }
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #evictUnauthenticated(): void {
    const first = this.#unauthenticated.first();
    if (first === undefined || this.#unauthenticated.size <= this.#limits.unauthenticated) return;
    this.#unauthenticated.delete(first);
    first.closeWith('ended', { key: 'many-others', args: {} });
  }
}
