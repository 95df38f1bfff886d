/** The stream that mqtt.js takes for its connection: it hands over packets and knows nothing of the network. */
import { Duplex } from 'readable-stream';

type Done = (error: Error | null) => void;

export class ClientStream extends Duplex {
  readonly #written: (bytes: Uint8Array) => void;
  readonly #closing: () => void;
  #isOver = false;

  /**
   * @param written bytes that mqtt.js wants to send, cut anywhere; the array must not be kept.
   * @param closing mqtt.js has given the connection up.
   */
  constructor(written: (bytes: Uint8Array) => void, closing: () => void) {
    // Received bytes stay in the pieces in which they came.
    super({ readableObjectMode: true });
    this.#written = written;
    this.#closing = closing;
  }

  received(data: ArrayBuffer): void {
    if (!this.#isOver) this.push(new Uint8Array(data));
  }

  /** The transport is gone. */
  ended(): void {
    this.#isOver = true;
    this.destroy();
  }

  /** Does nothing: a packet that waits for a later turn would leave after packets that our code writes in this one. */
  override cork(): void {
    // Nothing is gathered here; the transport gathers.
  }

  override uncork(): void {
    // See `cork`.
  }

  override _read(): void {
    // Received bytes were pushed already.
  }

  override _write(chunk: Uint8Array, _encoding: string, done: Done): void {
    if (!this.#isOver) this.#written(chunk);
    done(null);
  }

  override _destroy(error: Error | null, done: Done): void {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#closing();
    }
    done(error);
  }
}
