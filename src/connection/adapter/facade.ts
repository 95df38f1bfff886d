/** What mqtt.js takes for its WebSocket: it hands over packets and hears nothing of the network. */

/** The WebSocket's surface that mqtt.js uses in browsers; it sets the handlers. */
export class SocketFacade {
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;
  /**
   * mqtt.js sleeps for a second when it sees more than 512 KiB here. What waits is the
   * transport's matter and known to the outbox, so mqtt.js sees none of it.
   */
  readonly bufferedAmount = 0;
  readyState = 0;
  binaryType = 'arraybuffer';
  onopen: ((event: object) => void) | null = null;
  onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: object) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  readonly #written: (bytes: Uint8Array) => void;
  readonly #closing: () => void;

  /**
   * @param written bytes that mqtt.js wants to send, cut anywhere; the array must not be kept.
   * @param closing mqtt.js has given the connection up.
   */
  constructor(written: (bytes: Uint8Array) => void, closing: () => void) {
    this.#written = written;
    this.#closing = closing;
  }

  send(bytes: Uint8Array): void {
    if (this.readyState === this.OPEN) this.#written(bytes);
  }

  close(): void {
    if (this.readyState >= this.CLOSING) return;
    this.readyState = this.CLOSED;
    this.#closing();
  }

  opened(): void {
    this.readyState = this.OPEN;
    this.onopen?.({});
  }

  received(data: ArrayBuffer): void {
    if (this.readyState === this.OPEN) this.onmessage?.({ data });
  }

  /** The transport is gone. */
  ended(): void {
    this.readyState = this.CLOSED;
    this.onclose?.({});
  }
}
