/** Lines to a stream, no faster than whoever reads them takes them. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Progress } from './progress.ts';

/** Characters to gather before they are written. */
const ENOUGH = 64 * 1024;
/** Characters that are handed on although nobody has waited for room. */
const MUCH = 1024 * 1024;

export class LineOutput {
  readonly #stream: Writable;
  readonly #progress: Progress | undefined;
  #text = '';

  constructor(stream: Writable, progress?: Progress) {
    this.#stream = stream;
    this.#progress = progress;
  }

  line(text: string): void {
    this.#text += `${text}\n`;
    // A few bytes of a file may have very many lines: they are not gathered until all are read.
    if (this.#text.length >= MUCH) this.#write();
  }

  /** Resolves when there is room for more. `isEnd`: also writes what is hardly worth it. */
  async flush(isEnd = false): Promise<void> {
    if (this.#text !== '' && (isEnd || this.#text.length >= ENOUGH)) this.#write();
    if (this.#stream.writableNeedDrain) await once(this.#stream, 'drain');
  }

  #write(): void {
    const text = this.#text;
    this.#text = '';
    this.#progress?.clear();
    // Of what waits, bytes take less room than text.
    this.#stream.write(Buffer.from(text));
  }
}
