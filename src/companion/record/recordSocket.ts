/** What a recording's connections are opened with, over TCP, TLS and WebSocket alike. */
import type { Socket as NetSocket } from 'node:net';
import type { Socket, SocketHandlers } from '../../connection/environment/environment.ts';

/** How TLS is to trust. */
export interface Trust {
  /** PEM, in place of the authorities that Node knows. */
  readonly ca: string | undefined;
  /** Takes any certificate. */
  readonly isInsecure: boolean;
  /** What this client shows, PEM. */
  readonly identity: { readonly cert: string; readonly key: string } | undefined;
}

/** The same, for `node:tls` and `ws`. */
export const tlsOptions = ({ ca, isInsecure, identity }: Trust) => ({
  rejectUnauthorized: !isInsecure,
  ...(ca !== undefined && { ca }),
  ...identity,
});

/** A connection's socket as it is opened here. */
export interface RecordSocket extends Socket {
  /** Nothing is read until `resume`. */
  pause(): void;
  resume(): void;
  /** Ends it without a goodbye. */
  destroy(): void;
}

export interface SocketEvents extends SocketHandlers {
  /** Before `closed`: why. */
  readonly failed: (error: Error) => void;
  /** Before `opened`. */
  readonly connected: (socket: NetSocket) => void;
}
