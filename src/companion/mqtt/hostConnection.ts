/** A connection as the broker's host has it: what came in and is not read, and what is to be written. */
import { frames, inOne } from './frames.ts';

/** One open connection to a client, below MQTT. */
export interface Transport {
  /** What is written in one piece comes in one piece, as a WebSocket frame does. */
  readonly isFramed: boolean;
  /** Bytes taken but not yet given to the system. */
  readonly backlog: number;
  /** What of the bytes that came next is MQTT's, where there is more in them. They are its to change. */
  unwrap?(bytes: Uint8Array): Uint8Array;
  /** Writes everything in one piece; `written` is called when the system has taken it, or never. */
  write(bytes: Uint8Array, written: () => void): void;
  /** Writes what came before, then closes. */
  end(): void;
  /** Closes at once. */
  destroy(): void;
  /** The same as a network does that breaks, where the transport can. */
  reset?(): void;
  pause(): void;
  resume(): void;
}

/** What a transport tells of itself. */
export interface Link {
  received(bytes: Uint8Array): void;
  /** The transport is gone, whoever ended it. */
  closed(): void;
  /** Resolves when it is decided whether the client may connect; undefined: nobody thinks about it. */
  deciding(): Promise<void> | undefined;
}

/** What a transport that is behind is given at once: each piece that it holds costs much beside its bytes. */
export const LARGE_PIECE = 64 * 1024;

export class Connection {
  readonly id: number;
  readonly transport: Transport;
  /** Call once when the client has signed in. */
  admitted: (() => void) | undefined;
  /** Waits for a transport that is behind. */
  pending: Uint8Array[] = [];
  pendingBytes = 0;
  toldBacklog = 0;
  /** Came in and is not read yet. */
  readonly unread: Uint8Array[] = [];
  /** What the broker was told to be held here. */
  toldHeld = 0;
  /** All is read. */
  readonly whenRead: (() => void)[] = [];
  paused = false;
  /** What it said is under way on a bad network, and no more is read meanwhile. */
  isHeld = false;
  /** Until the next turn nothing is read. */
  resting = false;
  /** The broker ends it, once what came before is written. */
  ending = false;
  /** The broker has ended it: nothing is read any more. */
  ended = false;
  deciding: Promise<void> | undefined;

  constructor(id: number, transport: Transport, admitted: (() => void) | undefined) {
    this.id = id;
    this.admitted = admitted;
    this.transport = transport;
  }

  /** To be written. */
  add(bytes: Uint8Array): void {
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
  }

  /** In as few pieces as the transport may have. */
  join(): void {
    this.pending = this.transport.isFramed ? frames(this.pending) : inOne(this.pending);
  }

  /** The same, and nothing is pending any more. */
  takePending(): readonly Uint8Array[] {
    this.join();
    const { pending } = this;
    this.drop();
    return pending;
  }

  /** What is pending is never written. */
  drop(): void {
    this.pending = [];
    this.pendingBytes = 0;
  }

  /** What its input takes of memory. */
  heldBytes(): number {
    let held = 0;
    for (const bytes of this.unread) held += sizeOf(bytes);
    return held;
  }

  /**
   * The next of what is not read, as it came over the transport; undefined: nothing, for one where the broker
   * has ended the connection.
   */
  takeSlice(size: number): Uint8Array | undefined {
    const { unread } = this;
    if (this.ended) unread.length = 0;
    const [first] = unread;
    if (first === undefined) return undefined;
    if (first.length <= size) return unread.shift();
    unread[0] = first.subarray(size);
    return first.subarray(0, size);
  }

  /** What of it is MQTT's: to find that is part of reading it, and may be most of the work. */
  unwrap(bytes: Uint8Array): Uint8Array {
    return this.transport.unwrap?.(bytes) ?? bytes;
  }
}

/** A part of a large message keeps all of it. */
const sizeOf = ({ length, buffer }: Uint8Array): number =>
  length > LARGE_PIECE || buffer.byteLength > LARGE_PIECE ? buffer.byteLength : length;
