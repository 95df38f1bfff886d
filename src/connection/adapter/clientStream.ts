/** The stream that mqtt.js uses as its connection. It passes packets and knows nothing of the network. */
import { Duplex } from 'readable-stream';

type Done = (error: Error | null) => void;

export class ClientStream extends Duplex {
  readonly #written: (bytes: Uint8Array) => void;
  readonly #closing: () => void;
  #isOver = false;

  /**
   * @param written bytes that mqtt.js sends, cut anywhere; copy the array to keep it.
   * @param closing mqtt.js has given up the connection.
   */
  constructor(written: (bytes: Uint8Array) => void, closing: () => void) {
    // Received bytes stay in their original pieces.
    super({ readableObjectMode: true });
    this.#written = written;
    this.#closing = closing;
  }

  received(data: ArrayBuffer): void {
    if (!this.#isOver) this.push(new Uint8Array(data));
  }

  /** The transport has closed. */
  ended(): void {
    this.#isOver = true;
    this.destroy();
  }

  /**
   * Does nothing: a packet delayed to a later turn would leave after packets that our code writes in this
   * one.
   */
  override cork(): void {
    // The transport buffers, not this stream.
  }

  override uncork(): void {
    // See `cork`.
  }

  override _read(): void {
    // Received bytes have already been pushed.
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
