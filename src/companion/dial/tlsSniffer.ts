/** A way to a server whose first bytes are kept, for what TLS does not tell of its handshake. */
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** Bytes: longer than any handshake. */
const MOST = 256 * 1024;

export class Overheard extends Duplex {
  readonly #socket: Socket;
  #heard: Buffer[] = [];
  #bytes = 0;
  #isHearing = true;
  /** It has not ended properly. */
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
      // What has come and is not read yet is still to be read: a reset may follow an alert that says why.
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

  /** What the server has said so far; nothing more is kept. */
  takeHeard(): Buffer {
    const heard = Buffer.concat(this.#heard);
    this.#heard = [];
    this.#isHearing = false;
    return heard;
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, done: () => void): void {
    // Where it fails, the socket tells.
    this.#socket.write(bytes, () => done());
  }

  /** As one: a server may refuse the first of them and be gone before the next. */
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
