/**
 * A minimal MQTT 3.1.1 client, so that the broker is measured. It knows only the bench's packets,
 * acknowledges all packets of a chunk in one write, and reads into one buffer that all clients share.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const CONNACK = 2;
const PUBLISH = 3;
const PUBACK = 4;
const PUBREC = 5;
const PUBREL = 6;
const PUBCOMP = 7;
const SUBACK = 9;

const READ_BYTES = 256 * 1024;
/** An acknowledgement has four bytes, and no packet has fewer than two. */
const ACKS_BYTES = 2 * READ_BYTES;
/** Shared by all clients: a chunk is processed before the next read. */
const buffer = Buffer.allocUnsafe(READ_BYTES);
const acks = Buffer.allocUnsafe(ACKS_BYTES);

interface Listener {
  /** Called for a PUBLISH; `payload`: start of its payload. Its exceptions end the bench. */
  readonly message: (bytes: Buffer, payload: number) => void;
  /**
   * Called after each chunk. `ended`: completed handshakes, of our own messages and of received ones of QoS
   * 2.
   */
  readonly read: (ended: number) => void;
}

export class LeanClient {
  readonly #socket: Socket;
  readonly #listener: Listener;
  /** Beginning of an incomplete packet. */
  #rest: Buffer | undefined;
  #acksLength = 0;
  #answered: (() => void) | undefined;
  #isEnding = false;
  /** Never resolves; rejects on an error of the connection or its packets. */
  readonly failed: Promise<never>;

  /** @param localAddress own address; absent: chosen by the system */
  constructor(port: number, listener: Listener, localAddress?: string) {
    this.#listener = listener;
    let fail: (error: Error) => void = () => undefined;
    this.failed = new Promise((_resolve, reject) => {
      fail = reject;
    });
    // Prevents an unhandled rejection before the caller listens.
    this.failed.catch(() => undefined);
    this.#socket = connect({
      host: '127.0.0.1',
      port,
      localAddress,
      noDelay: true,
      onread: {
        buffer,
        callback: (length) => {
          try {
            this.#read(buffer.subarray(0, length));
          } catch (error) {
            fail(error instanceof Error ? error : new Error(String(error)));
          }
          return true;
        },
      },
    });
    this.#socket.on('error', fail);
    this.#socket.on('close', () => {
      if (!this.#isEnding) fail(new Error('the broker has closed a connection'));
    });
  }

  /** Sends CONNECT and awaits CONNACK. */
  async begin(clientId: string): Promise<void> {
    await Promise.race([once(this.#socket, 'connect'), this.failed]);
    const id = Buffer.from(clientId);
    const head = [0x10, 12 + id.length, 0, 4, 0x4d, 0x51, 0x54, 0x54, 4, 2, 0, 0, 0, id.length];
    await this.#ask(Buffer.concat([Buffer.from(head), id]));
  }

  async subscribe(filter: string, qos: number): Promise<void> {
    const text = Buffer.from(filter);
    const head = [0x82, 5 + text.length, 0, 1, 0, text.length];
    await this.#ask(Buffer.concat([Buffer.from(head), text, Buffer.from([qos])]));
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  /** Sends DISCONNECT and awaits the end of the connection. */
  async end(): Promise<void> {
    const closed = once(this.#socket, 'close');
    this.#isEnding = true;
    this.#socket.end(Buffer.from([0xe0, 0]));
    await Promise.race([closed, this.failed]);
  }

  async #ask(question: Buffer): Promise<void> {
    const answered = new Promise<void>((resolve) => {
      this.#answered = resolve;
    });
    this.write(question);
    await Promise.race([answered, this.failed]);
  }

  #read(chunk: Buffer): void {
    const bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = undefined;
    let at = 0;
    let ended = 0;
    while (at + 2 <= bytes.length) {
      let body = at + 2;
      let length = bytes[at + 1] ?? 0;
      if (length > 0x7f) {
        if (body >= bytes.length) break;
        const second = bytes[body] ?? 0;
        if (second > 0x7f) throw new Error('a packet larger than any of the bench');
        length = (length & 0x7f) + second * 128;
        body += 1;
      }
      const end = body + length;
      if (end > bytes.length) break;
      if (this.#take(bytes, at, body, end)) ended += 1;
      at = end;
    }
    // A copy, because the buffer is reused.
    if (at < bytes.length) this.#rest = Buffer.from(bytes.subarray(at));
    if (this.#acksLength > 0) {
      this.write(Buffer.from(acks.subarray(0, this.#acksLength)));
      this.#acksLength = 0;
    }
    this.#listener.read(ended);
  }

  /** Processes a packet from `at` to `end`. Returns true if it completes a handshake. */
  #take(bytes: Buffer, at: number, body: number, end: number): boolean {
    const first = bytes[at] ?? 0;
    const type = first >> 4;
    if (type === PUBLISH) {
      const qos = (first >> 1) & 3;
      const topicEnd = body + 2 + (bytes[body] ?? 0) * 256 + (bytes[body + 1] ?? 0);
      if (qos > 0) this.#acknowledge(qos === 1 ? 0x40 : 0x50, bytes, topicEnd);
      this.#listener.message(bytes, qos > 0 ? topicEnd + 2 : topicEnd);
      return false;
    }
    if (type === PUBREC) this.#acknowledge(0x62, bytes, body);
    else if (type === PUBREL) this.#acknowledge(0x70, bytes, body);
    else if (type === CONNACK || type === SUBACK) {
      if ((bytes[end - 1] ?? 0xff) > 2) throw new Error('the broker has refused');
      this.#answered?.();
    } else if (type !== PUBACK && type !== PUBCOMP) throw new Error(`a packet of type ${type}`);
    return type === PUBACK || type === PUBREL || type === PUBCOMP;
  }

  #acknowledge(first: number, bytes: Buffer, id: number): void {
    const at = this.#acksLength;
    acks[at] = first;
    acks[at + 1] = 2;
    acks[at + 2] = bytes[id] ?? 0;
    acks[at + 3] = bytes[id + 1] ?? 0;
    this.#acksLength = at + 4;
  }
}
