/**
 * What reads compressed and encrypted streams. It is handed in: whoever opens files without such streams
 * need not have loaded it.
 */
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import type { Side } from '../events/side.ts';
import type { KeyLog } from './keyLog.ts';

/** One direction of a compressed stream (DEFLATE, RFC 1951). */
export interface Inflater {
  /**
   * Unpacks what comes next, as far as it can be unpacked now.
   * @param take gets views of it, good until the call returns; false: it is enough
   * @returns false: it is damaged, or refers to what is not known, or was enough; nothing behind it can
   * be read until `reset`
   */
  push(bytes: Uint8Array, take: (bytes: Uint8Array) => boolean): boolean;
  /** What comes next refers to nothing before it. */
  reset(): void;
}

/** What is found in a connection of TLS. */
export interface TlsEvents {
  /** Who the client is; before anything else, where the handshake is in the capture. */
  client(side: Side): void;
  /** The next bytes that were encrypted; a view. */
  data(side: Side, bytes: Uint8Array, time: number): void;
  /** Some of them are missing; nobody knows how many. */
  gap(side: Side, time: number): void;
  /** Nothing more comes; why, and what to do. Once. */
  failed(why: NoteFact): void;
}

export interface TlsStream {
  data(side: Side, bytes: Uint8Array, time: number): void;
  /** So many bytes are missing. */
  gap(side: Side, length: number, time: number): void;
  /** The connection is over, or the capture. */
  end(): void;
}

export interface Decoders {
  readonly tls: (keys: KeyLog, events: TlsEvents) => TlsStream;
  readonly inflater: () => Inflater;
}
