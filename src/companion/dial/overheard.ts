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
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => {
      // After a proper end, what has come and is not read yet is still to be read.
      if (!hasEnded) this.destroy();
    });
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

  override _final(done: () => void): void {
    if (this.#socket.destroyed) done();
    else this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
