/** What mqtt.js takes for its connection: it hands over packets and hears nothing of the network. */
import { Duplex } from 'readable-stream';

type Done = (error: Error | null) => void;

export class ClientStream extends Duplex {
  readonly #written: (bytes: Uint8Array) => void;
  readonly #closing: () => void;
  #state: 'before' | 'open' | 'over' = 'before';
  /** What mqtt.js writes before there is a connection, which is its CONNECT. */
  #held: (() => void) | undefined;

  /**
   * @param written bytes that mqtt.js wants to send, cut anywhere; the array must not be kept.
   * @param closing mqtt.js has given the connection up.
   */
  constructor(written: (bytes: Uint8Array) => void, closing: () => void) {
    // What comes in stays in the pieces in which it came.
    super({ readableObjectMode: true });
    this.#written = written;
    this.#closing = closing;
  }

  opened(): void {
    this.#state = 'open';
    this.#held?.();
    this.#held = undefined;
  }

  received(data: ArrayBuffer): void {
    if (this.#state === 'open') this.push(new Uint8Array(data));
  }

  /** The transport is gone. */
  ended(): void {
    this.#state = 'over';
    this.destroy();
  }

  override _read(): void {
    // What there is was pushed already.
  }

  override _write(chunk: Uint8Array, _encoding: string, done: Done): void {
    const write = () => {
      if (this.#state === 'open') this.#written(chunk);
      done(null);
    };
    if (this.#state === 'before') this.#held = write;
    else write();
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#close();
    done(error);
  }

  #close(): void {
    if (this.#state === 'over') return;
    this.#state = 'over';
    this.#closing();
  }
}
