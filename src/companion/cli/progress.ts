/** How far a long run is, on a terminal: a line that is drawn over, and gone at the end. */

import { printable } from '../../base/printable.ts';

/** ms after which somebody may wonder whether it still runs. */
const PATIENCE = 1000;
/** ms between two drawings. */
const PAUSE = 200;
/** To the line's beginning, and nothing on it. */
const CLEAR = '\r\u001B[K';

interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** How far something is of which all is known. */
type Far = (percent: number, total: string) => string;

export class Progress {
  /** undefined: nobody watches. */
  readonly #terminal: Terminal | undefined;
  readonly #now: () => number;
  #what = '';
  #far: Far = () => '';
  #total: number | undefined;
  #began = 0;
  #drawnAt = 0;
  #bytes = 0;
  #isDrawn = false;

  /** @param now ms */
  constructor(terminal: Terminal, now: () => number = () => performance.now()) {
    this.#terminal = terminal.isTTY === true ? terminal : undefined;
    this.#now = now;
  }

  /** @param total bytes, where they are known */
  begin(what: string, total: number | undefined, far: Far): void {
    this.clear();
    this.#what = printable(what);
    this.#far = far;
    this.#total = total;
    this.#bytes = 0;
    this.#began = this.#now();
  }

  /** So many bytes more. */
  advance(bytes: number): void {
    this.#bytes += bytes;
    if (this.#terminal === undefined) return;
    const now = this.#now();
    if (now - this.#began < PATIENCE || now - this.#drawnAt < PAUSE) return;
    this.#drawnAt = now;
    this.#isDrawn = true;
    this.#terminal.write(`${CLEAR}${this.#what}: ${this.#amount}`);
  }

  /** Before anything else is written, and at the end. */
  clear(): void {
    if (!this.#isDrawn) return;
    this.#isDrawn = false;
    this.#terminal?.write(CLEAR);
  }

  get #amount(): string {
    const read = `${(this.#bytes / 1e6).toFixed(1)} MB`;
    if (this.#total === undefined || this.#total === 0) return read;
    const percent = Math.min(100, Math.floor((this.#bytes / this.#total) * 100));
    return this.#far(percent, `${(this.#total / 1e6).toFixed(1)} MB`);
  }
}
