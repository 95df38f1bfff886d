/**
 * Interfaces of decoders for compressed and encrypted streams. The decoders are passed in, so that their
 * libraries are loaded only for files that need them.
 */
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import type { Side } from '../events/side.ts';
import type { KeyLog } from './keyLog.ts';

/** Decompressor of one direction (DEFLATE, RFC 1951). */
export interface Inflater {
  /**
   * Decompresses the next bytes as far as possible.
   * @param take receives views, valid during the call; false: the limit is reached
   * @returns false: the data is damaged, refers to unknown bytes, or exceeds the limit; later data is
   *   unreadable until `reset`
   */
  push(bytes: Uint8Array, take: (bytes: Uint8Array) => boolean): boolean;
  /** The next data does not refer to earlier data. */
  reset(): void;
}

/** Receiver of the content of a TLS connection. */
export interface TlsEvents {
  /** Identifies the client; the first event if the handshake is in the capture. */
  client(side: Side): void;
  /** The next decrypted bytes; a view. */
  data(side: Side, bytes: Uint8Array, time: number): void;
  /** An unknown number of bytes is missing. */
  gap(side: Side, time: number): void;
  /** The side announces that it sends nothing more (close_notify). */
  closing(side: Side, time: number): void;
  /** Decryption ends; the note has the cause and a remedy. Called once. */
  failed(why: NoteFact): void;
}

export interface TlsStream {
  /** Bytes of incomplete records and messages, and of records that wait for the handshake. */
  readonly heldBytes: number;
  data(side: Side, bytes: Uint8Array, time: number): void;
  /** Reports missing bytes. */
  gap(side: Side, length: number, time: number): void;
  /** Ends the connection or the capture. */
  end(): void;
}

export interface Decoders {
  readonly tls: (keys: KeyLog, events: TlsEvents) => TlsStream;
  readonly inflater: () => Inflater;
}
