/** One WebSocket: what is sent within one turn of the event loop leaves as one binary frame. */
import { joined } from '../../base/joined.ts';
import type { LineSettings } from '../../profiles/settings/lineSettings.ts';
import type { Environment, Socket, SocketHandlers } from '../environment/environment.ts';

/** A control packet on its way out; `leaving` is called just before its bytes are written. */
export interface Outgoing {
  readonly bytes: Uint8Array;
  readonly leaving: () => void;
}

/** A packet that began to leave when nothing was before it. */
export interface Leaving {
  readonly bytes: Uint8Array;
  /** Bytes that were sent when it will be whole. */
  readonly end: number;
  /** When the last whole packet before it left, µs. */
  readonly since: number;
}

/** Bytes of which whoever was given them has taken all at once. */
const AT_ONCE = 16_384;

export class Transport {
  readonly #environment: Environment;
  readonly #socket: Socket;
  #waiting: Outgoing[] = [];
  #waitingBytes = 0;
  /** Bytes that the socket was given. */
  #written = 0;
  #leaving: Leaving | undefined;
  /** When the last bytes left, µs; undefined: they were too many to know. */
  #left: number | undefined;
  #flushComes = false;
  #open = false;
  #ended = false;

  /**
   * Begins to open.
   * @throws what `Environment.openSocket` throws.
   */
  constructor(
    environment: Environment,
    url: string,
    protocols: readonly string[],
    handlers: SocketHandlers,
    line?: LineSettings,
  ) {
    this.#environment = environment;
    const events: SocketHandlers = {
      ...handlers,
      opened: () => {
        if (this.#ended) {
          this.#socket.close();
          return;
        }
        this.#open = true;
        handlers.opened();
        this.#gather();
      },
      received: (frame) => {
        if (!this.#ended) handlers.received(frame);
      },
      closed: (code, reason) => {
        this.#open = false;
        this.#ended = true;
        this.#waiting = [];
        handlers.closed(code, reason);
      },
    };
    this.#socket = environment.openSocket(url, protocols, events, line);
  }

  get isOpen(): boolean {
    return this.#open && !this.#ended;
  }

  /** The subprotocol that the server chose; empty: none. */
  get protocol(): string {
    return this.#socket.protocol;
  }

  /** Bytes that the network has not taken yet. */
  get backlog(): number {
    return this.#waitingBytes + this.#socket.bufferedAmount;
  }

  /** Bytes that were to be sent, from the beginning. */
  get offered(): number {
    return this.#written + this.#waitingBytes;
  }

  /** How many of them the network has taken, as far as the socket tells. */
  get taken(): number {
    return this.#written - this.#socket.bufferedAmount;
  }

  /** Of what the network has not taken as a whole, what began to leave at once. */
  get leaving(): Leaving | undefined {
    return this.#leaving && this.taken < this.#leaving.end ? this.#leaving : undefined;
  }

  /** Leaves with the next frame; before the socket is open it waits for that; after the end it is dropped. */
  send(packet: Outgoing): void {
    if (this.#ended) return;
    this.#waiting.push(packet);
    this.#waitingBytes += packet.bytes.length;
    this.#gather();
  }

  /** Writes what is gathered now. */
  flush(): void {
    if (!this.isOpen || this.#waiting.length === 0) return;
    const packets = this.#waiting;
    this.#waiting = [];
    const size = this.#waitingBytes;
    this.#written += size;
    this.#waitingBytes = 0;
    const now = this.#environment.now();
    // Behind another one it would be unknown when it began.
    if (this.#socket.bufferedAmount === 0 && packets.length === 1 && packets[0]) {
      const { bytes } = packets[0];
      this.#leaving = { bytes, end: this.#written, since: this.#left ?? now };
    }
    this.#left = size <= AT_ONCE ? now : undefined;
    for (const packet of packets) packet.leaving();
    this.#socket.send(inOnePiece(packets));
  }

  /**
   * Writes what is gathered, then closes; nothing is received any more. A socket that is not open
   * yet is closed when it is: browsers report one that is closed before as an error.
   */
  close(): void {
    this.flush();
    const wasOpen = this.#open;
    this.#ended = true;
    this.#waiting = [];
    if (wasOpen) this.#socket.close();
  }

  #gather(): void {
    if (this.#flushComes || !this.#open || this.#waiting.length === 0) return;
    this.#flushComes = true;
    this.#environment.nextTurn(() => {
      this.#flushComes = false;
      this.flush();
    });
  }
}

/** Bytes that lie in a buffer of their own need not be copied. */
function inOnePiece(packets: readonly Outgoing[]): Uint8Array<ArrayBuffer> {
  const [first] = packets;
  const { bytes } = first ?? {};
  return packets.length === 1 && bytes !== undefined && isWhole(bytes)
    ? bytes
    : joined(packets.map((packet) => packet.bytes));
}

const isWhole = (bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength;
