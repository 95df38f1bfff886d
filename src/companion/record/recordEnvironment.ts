/** Node as the environment of a connection: plain TCP, TLS and WebSocket, with back-pressure. */
import { randomBytes } from 'node:crypto';
import type { Socket as NetSocket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type {
  Environment,
  Socket,
  SocketHandlers,
} from '../../connection/environment/environment.ts';
import type { Endpoint } from '../../engine/files/events/captureEvents.ts';
import type { RecordSocket, Trust } from './recordSocket.ts';
import { openTcp } from './recordTcp.ts';
import { openWebSocket } from './recordWebSocket.ts';

/** Addresses of the last opened connection. */
export interface Ends {
  readonly client?: Endpoint;
  readonly server?: Endpoint;
}

export class RecordEnvironment implements Environment {
  readonly schemes: ReadonlySet<string> = new Set(['mqtt:', 'mqtts:', 'ws:', 'wss:']);
  readonly origin = performance.timeOrigin;
  readonly pageIsSecure = false;
  readonly #trust: Trust;
  readonly #sockets = new Set<RecordSocket>();
  #isHeld = false;
  /** Error of the last socket. */
  failure: Error | undefined;
  ends: Ends = {};

  constructor(trust: Trust) {
    this.#trust = trust;
  }

  now(): number {
    return Math.round(performance.now() * 1000);
  }

  wallClock(): number {
    return Date.now();
  }

  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  }

  nextTurn(run: () => void): void {
    setImmediate(run);
  }

  random(): number {
    return Math.random();
  }

  randomBytes(count: number): Uint8Array {
    return randomBytes(count);
  }

  /** True while reading is stopped, because earlier data is not written yet. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  hold(): void {
    this.#isHeld = true;
    for (const socket of this.#sockets) socket.pause();
  }

  resume(): void {
    this.#isHeld = false;
    for (const socket of this.#sockets) socket.resume();
  }

  /** Destroys open sockets. */
  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  openSocket(url: string, protocols: readonly string[], handlers: SocketHandlers): Socket {
    this.failure = undefined;
    const open = /^wss?:/.test(url) ? openWebSocket : openTcp;
    const socket: RecordSocket = open(url, protocols, this.#trust, {
      ...handlers,
      failed: (error) => {
        this.failure = error;
      },
      connected: (connection) => {
        this.ends = endsOf(connection);
        if (this.#isHeld) socket.pause();
      },
      closed: (code, reason) => {
        this.#sockets.delete(socket);
        handlers.closed(code, reason);
      },
    });
    this.#sockets.add(socket);
    return socket;
  }
}

function endsOf({ localAddress, localPort, remoteAddress, remotePort }: NetSocket): Ends {
  return {
    ...(localAddress !== undefined &&
      localPort !== undefined && { client: { address: localAddress, port: localPort } }),
    ...(remoteAddress !== undefined &&
      remotePort !== undefined && { server: { address: remoteAddress, port: remotePort } }),
  };
}
