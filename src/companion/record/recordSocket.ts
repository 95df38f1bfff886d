/** Socket interface of recordings over TCP, TLS and WebSocket. */
import type { Socket as NetSocket } from 'node:net';
import type { Socket, SocketHandlers } from '../../connection/environment/environment.ts';

/** Trust settings of TLS. */
export interface Trust {
  /** PEM, instead of Node's authorities. */
  readonly ca: string | undefined;
  /** Accepts any certificate. */
  readonly isInsecure: boolean;
  /** The client's certificate and key, PEM. */
  readonly identity: { readonly cert: string; readonly key: string } | undefined;
}

/** Converts them for `node:tls` and `ws`. */
export const tlsOptions = ({ ca, isInsecure, identity }: Trust) => ({
  rejectUnauthorized: !isInsecure,
  ...(ca !== undefined && { ca }),
  ...identity,
});

/** The socket of a connection. */
export interface RecordSocket extends Socket {
  /** Stops reading until `resume`. */
  pause(): void;
  resume(): void;
  /** Destroys it without a close handshake. */
  destroy(): void;
}

export interface SocketEvents extends SocketHandlers {
  /** Called before `closed` with the reason. */
  readonly failed: (error: Error) => void;
  /** Called before `opened`. */
  readonly connected: (socket: NetSocket) => void;
}
