/** Lines to a stream, no faster than whoever reads them takes them. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { systemCode } from './errors.ts';

/** Characters to gather before they are written. */
const ENOUGH = 64 * 1024;

export class LineOutput {
  readonly #stream: Writable;
  #text = '';

  constructor(stream: Writable) {
    this.#stream = stream;
    stream.on('error', (error) => {
      if (systemCode(error) !== 'EPIPE') throw error;
      // Whoever read the lines has enough of them, as `head` has.
      process.exit(0);
    });
  }

  line(text: string): void {
    this.#text += `${text}\n`;
  }

  /** Resolves when there is room for more. `isEnd`: also writes what is hardly worth it. */
  async flush(isEnd = false): Promise<void> {
    if (this.#text === '' || (!isEnd && this.#text.length < ENOUGH)) return;
    const text = this.#text;
    this.#text = '';
    if (!this.#stream.write(text)) await once(this.#stream, 'drain');
  }
}
