/** A WebSocket that sends all packets of one event loop turn in one binary frame. */
import { joined } from '../../base/bytes.ts';
import type { LineSettings } from '../../profiles/settings/lineSettings.ts';
import type { Environment, Socket, SocketHandlers } from '../environment/environment.ts';

/** A control packet to send; `leaving` is called just before its bytes are written. */
export interface Outgoing {
  readonly bytes: Uint8Array;
  readonly leaving: () => void;
}

/** A packet that began to leave with nothing queued before it. */
export interface Leaving {
  readonly bytes: Uint8Array;
  /** Total bytes sent once it is complete. */
  readonly end: number;
  /** Time at which the previous whole packet left, µs. */
  readonly since: number;
}

/** Bytes that a network accepts at once. */
const AT_ONCE = 16_384;

export class Transport {
  readonly #environment: Environment;
  readonly #socket: Socket;
  #waiting: Outgoing[] = [];
  #waitingBytes = 0;
  /** Bytes passed to the socket. */
  #written = 0;
  #leaving: Leaving | undefined;
  /** Time at which the last bytes were sent, µs; undefined if there were too many to track. */
  #left: number | undefined;
  #flushComes = false;
  #open = false;
  #ended = false;

  /**
   * Starts opening.
   * @throws the errors of `Environment.openSocket`.
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

  /** The subprotocol chosen by the server; empty if none. */
  get protocol(): string {
    return this.#socket.protocol;
  }

  /** Bytes that the network has not accepted yet. */
  get backlog(): number {
    return this.#waitingBytes + this.#socket.bufferedAmount;
  }

  /** All bytes submitted so far. */
  get offered(): number {
    return this.#written + this.#waitingBytes;
  }

  /** Bytes that the network has accepted, according to the socket. */
  get taken(): number {
    return this.#written - this.#socket.bufferedAmount;
  }

  /** The packet that the network has not fully accepted, if it began to leave at once. */
  get leaving(): Leaving | undefined {
    return this.#leaving && this.taken < this.#leaving.end ? this.#leaving : undefined;
  }

  /** Sends with the next frame. Waits until the socket is open; after the end the packet is dropped. */
  send(packet: Outgoing): void {
    if (this.#ended) return;
    this.#waiting.push(packet);
    this.#waitingBytes += packet.bytes.length;
    this.#gather();
  }

  /** Writes the collected packets now. */
  flush(): void {
    if (!this.isOpen || this.#waiting.length === 0) return;
    const packets = this.#waiting;
    this.#waiting = [];
    const size = this.#waitingBytes;
    this.#written += size;
    this.#waitingBytes = 0;
    const now = this.#environment.now();
    // After another packet, its start would be unknown.
    if (this.#socket.bufferedAmount === 0 && packets.length === 1 && packets[0]) {
      const { bytes } = packets[0];
      this.#leaving = { bytes, end: this.#written, since: this.#left ?? now };
    }
    this.#left = size <= AT_ONCE ? now : undefined;
    for (const packet of packets) packet.leaving();
    this.#socket.send(inOnePiece(packets));
  }

  /**
   * Writes the collected packets, then closes; nothing is received any more. A socket that is still opening
   * is closed once it is open, because browsers report an earlier close as an error.
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

/** Bytes that own their buffer need not be copied. */
function inOnePiece(packets: readonly Outgoing[]): Uint8Array<ArrayBuffer> {
  const [first] = packets;
  const { bytes } = first ?? {};
  return packets.length === 1 && bytes !== undefined && isWhole(bytes)
    ? bytes
    : joined(packets.map((packet) => packet.bytes));
}

const isWhole = (bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength;
