/** Keeps the bytes of a connection that asks for TLS or WebSocket on a port for plain MQTT. */
import { isTlsRecord } from '../../../mqtt/framing/otherProtocol.ts';
import type { Side } from '../events/side.ts';
import { sizeOf } from '../tcp/heldSegments.ts';

export type Piece =
  | { readonly side: Side; readonly bytes: Uint8Array; readonly time: number }
  | { readonly side: Side; readonly lost: number; readonly time: number };

/** Bytes that identify a TLS record. */
const RECORD_START = 2;

export class AskedBytes {
  readonly #client: Side;
  readonly #pieces: Piece[] = [];
  /** First bytes of the server. */
  readonly #answer: number[] = [];
  /** Approximate memory in bytes. */
  heldBytes = 0;

  constructor(client: Side, pieces: readonly Piece[]) {
    this.#client = client;
    for (const piece of pieces) this.#keep(piece);
  }

  get pieces(): readonly Piece[] {
    return this.#pieces;
  }

  /** True if the server has answered with a TLS record. */
  get isTlsAnswered(): boolean {
    return isTlsRecord(Uint8Array.from(this.#answer));
  }

  /** Copies the bytes. */
  add(side: Side, bytes: Uint8Array, time: number): void {
    this.#keep({ side, bytes: bytes.slice(), time });
  }

  #keep(piece: Piece): void {
    this.#pieces.push(piece);
    if (!('bytes' in piece)) return;
    this.heldBytes += sizeOf(piece.bytes);
    if (piece.side === this.#client) return;
    this.#answer.push(...piece.bytes.subarray(0, RECORD_START - this.#answer.length));
  }
}
