/** Stores a stream in a private temporary file, so that it can be read again. */
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError, systemReason } from '../cli/errors.ts';

const CHUNK_BYTES = 256 * 1024;

export class SpooledInput {
  readonly #folder: string;
  readonly #file: FileHandle;
  #size = 0;

  private constructor(folder: string, file: FileHandle) {
    this.#folder = folder;
    this.#file = file;
  }

  static async open(): Promise<SpooledInput> {
    const folder = await mkdtemp(join(tmpdir(), 'mqttscope-')).catch((error: unknown) => {
      throw new StartError((say) => say.cannotSpool(tmpdir(), systemReason(error, say)));
    });
    const spool = new SpooledInput(folder, await open(join(folder, 'input'), 'wx+', 0o600));
    // If the system allows it, the open file is removed at once, so nothing remains however the process ends.
    if (process.platform !== 'win32') await spool.#remove();
    return spool;
  }

  /** Stored bytes. */
  get size(): number {
    return this.#size;
  }

  /** Passes the stream on and stores it. */
  async *filledFrom(stream: AsyncIterable<unknown>): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of stream) {
      if (!(chunk instanceof Uint8Array)) continue;
      await this.#store(chunk);
      yield chunk;
    }
  }

  async #store(chunk: Uint8Array): Promise<void> {
    this.#size += chunk.length;
    await this.#file.appendFile(chunk).catch((error: unknown) => {
      throw new StartError((say) => say.cannotSpool(tmpdir(), systemReason(error, say)));
    });
  }

  /** Reads all stored bytes from the beginning. */
  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let at = 0; ; ) {
      const { bytesRead, buffer } = await this.#file.read(
        new Uint8Array(CHUNK_BYTES),
        0,
        CHUNK_BYTES,
        at,
      );
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
    await this.#remove();
  }

  async #remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
