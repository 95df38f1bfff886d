/** State of a connection in the broker's host: unread input and pending output. */
import { frames, inOne } from './frames.ts';

/** An open connection to a client, below MQTT. */
export interface Transport {
  /** True if a written piece arrives as one piece, like a WebSocket frame. */
  readonly isFramed: boolean;
  /** Bytes accepted but not yet passed to the system. */
  readonly backlog: number;
  /** Extracts the MQTT bytes from the next input, if it has other content. It may modify the input. */
  unwrap?(bytes: Uint8Array): Uint8Array;
  /** Writes everything in one piece. `written` is called when the system has taken it, or never. */
  write(bytes: Uint8Array, written: () => void): void;
  /** Closes after pending data. */
  end(): void;
  /** Closes at once. */
  destroy(): void;
  /** Closes like a failing network, if the transport can. */
  reset?(): void;
  pause(): void;
  resume(): void;
}

/** Events of a transport. */
export interface Link {
  received(bytes: Uint8Array): void;
  /** The transport is closed, by either end. */
  closed(): void;
  /** Resolves when the client's sign-in is decided; undefined: no decision is pending. */
  deciding(): Promise<void> | undefined;
}

/**
 * Size above which a transport with a backlog receives data at once, because each held piece costs much
 * beside its bytes.
 */
export const LARGE_PIECE = 64 * 1024;

export class Connection {
  readonly id: number;
  readonly transport: Transport;
  /** Call once when the client has signed in. */
  admitted: (() => void) | undefined;
  /** Output that waits for a transport with a backlog. */
  pending: Uint8Array[] = [];
  pendingBytes = 0;
  toldBacklog = 0;
  /** Input that is not read yet. */
  readonly unread: Uint8Array[] = [];
  /** Bytes held here, as reported to the broker. */
  toldHeld = 0;
  /** Called when all input is read. */
  readonly whenRead: (() => void)[] = [];
  paused = false;
  /** Its data is in transit on a simulated network, and reading has stopped. */
  isHeld = false;
  /** Reading has stopped until the next turn. */
  resting = false;
  /** The broker ends it after pending data is written. */
  ending = false;
  /** The broker has ended it: reading has stopped. */
  ended = false;
  deciding: Promise<void> | undefined;

  constructor(id: number, transport: Transport, admitted: (() => void) | undefined) {
    this.id = id;
    this.admitted = admitted;
    this.transport = transport;
  }

  /** Adds output. */
  add(bytes: Uint8Array): void {
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
  }

  /** Joins output into as few pieces as the transport allows. */
  join(): void {
    this.pending = this.transport.isFramed ? frames(this.pending) : inOne(this.pending);
  }

  /** The same, and clears pending output. */
  takePending(): readonly Uint8Array[] {
    this.join();
    const { pending } = this;
    this.drop();
    return pending;
  }

  /** Discards pending output. */
  drop(): void {
    this.pending = [];
    this.pendingBytes = 0;
  }

  /** Memory of its input. */
  heldBytes(): number {
    let held = 0;
    for (const bytes of this.unread) held += sizeOf(bytes);
    return held;
  }

  /** Next raw slice of unread input; undefined: none, or the broker has ended the connection. */
  takeSlice(size: number): Uint8Array | undefined {
    const { unread } = this;
    if (this.ended) unread.length = 0;
    const [first] = unread;
    if (first === undefined) return undefined;
    if (first.length <= size) return unread.shift();
    unread[0] = first.subarray(size);
    return first.subarray(0, size);
  }

  /** Extracts its MQTT bytes. This is part of reading, and may be most of the work. */
  unwrap(bytes: Uint8Array): Uint8Array {
    return this.transport.unwrap?.(bytes) ?? bytes;
  }
}

/** A slice of a large buffer keeps all of it in memory. */
const sizeOf = ({ length, buffer }: Uint8Array): number =>
  length > LARGE_PIECE || buffer.byteLength > LARGE_PIECE ? buffer.byteLength : length;
