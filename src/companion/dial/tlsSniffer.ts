/** Wraps a connection and keeps the server's first bytes, for handshake facts that Node does not report. */
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** Bytes; longer than any handshake. */
const MOST = 256 * 1024;

export class TlsSniffer extends Duplex {
  readonly #socket: Socket;
  #heard: Buffer[] = [];
  #bytes = 0;
  #isHearing = true;
  /** The connection has not ended cleanly. */
  #isBroken = false;
  #error: Error | undefined;

  constructor(socket: Socket) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => {
      if (this.#isHearing && this.#bytes < MOST) {
        this.#heard.push(bytes);
        this.#bytes += bytes.length;
      }
      if (!this.push(bytes)) socket.pause();
    });
    let hasEnded = false;
    socket.on('end', () => {
      hasEnded = true;
      this.push(null);
    });
    socket.on('error', (error) => {
      this.#error = error;
    });
    socket.on('close', () => {
      // Received data is still delivered: an alert with the reason may precede a reset.
      this.#isBroken = !hasEnded;
      this.#breakOnceRead();
    });
  }

  override read(size?: number): unknown {
    const got: unknown = super.read(size);
    this.#breakOnceRead();
    return got;
  }

  #breakOnceRead(): void {
    if (!this.#isBroken || this.readableLength > 0) return;
    this.#isBroken = false;
    this.destroy(this.#error);
  }

  /** Returns the server's bytes so far and stops recording. */
  takeBytes(): Buffer {
    const heard = Buffer.concat(this.#heard);
    this.#heard = [];
    this.#isHearing = false;
    return heard;
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: () => void): void {
    // The socket itself reports failures.
    this.#socket.write(bytes, () => done());
  }

  /** Writes in one piece, because a server may reject the first part and be gone before the next. */
  override _writev(pieces: readonly { readonly chunk: Buffer }[], done: () => void): void {
    this.#socket.write(Buffer.concat(pieces.map(({ chunk }) => chunk)), () => done());
  }

  override _final(done: () => void): void {
    if (this.#socket.destroyed) done();
    else this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
