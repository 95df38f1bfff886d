/** Writes lines to a stream, no faster than its reader. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Progress } from './progress.ts';

/** Characters to gather before a write. */
const ENOUGH = 64 * 1024;
/** Characters above which the text is written without waiting. */
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
    // A few bytes of a file may produce very many lines, so they are not gathered until the end.
    if (this.#text.length >= MUCH) this.#write();
  }

  /** Resolves when more can be written. `isEnd`: also writes a small rest. */
  async flush(isEnd = false): Promise<void> {
    if (this.#text !== '' && (isEnd || this.#text.length >= ENOUGH)) this.#write();
    if (this.#stream.writableNeedDrain) await once(this.#stream, 'drain');
  }

  #write(): void {
    const text = this.#text;
    this.#text = '';
    this.#progress?.clear();
    // Bytes take less memory than text while they wait.
    this.#stream.write(Buffer.from(text));
  }
}
