/** Shows the progress of a long run on a terminal, in one line that is overwritten and removed at the end. */

import { printable } from '../../base/printable.ts';

/** ms until progress is shown. */
const TIMEOUT = 1000;
/** ms between updates. */
const PAUSE = 200;
/** Moves to the line's beginning and clears it. */
const CLEAR = '\r\u001B[K';

interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Progress text if the total is known. */
type Far = (percent: number, total: string) => string;

export class Progress {
  /** Undefined: no terminal. */
  readonly #terminal: Terminal | undefined;
  readonly #now: () => number;
  #what = '';
  #far: Far = () => '';
  #total: number | undefined;
  #began = 0;
  #drawnAt = 0;
  #bytes = 0;
  #isDrawn = false;

  /** @param now clock in ms */
  constructor(terminal: Terminal, now: () => number = () => performance.now()) {
    this.#terminal = terminal.isTTY === true ? terminal : undefined;
    this.#now = now;
  }

  /** @param total bytes, if known */
  begin(what: string, total: number | undefined, far: Far): void {
    this.clear();
    this.#what = printable(what);
    this.#far = far;
    this.#total = total;
    this.#bytes = 0;
    this.#began = this.#now();
  }

  /** Shows at once that a pipe has no writer yet, until `begin`. */
  wait(what: string): void {
    if (this.#terminal === undefined) return;
    this.#isDrawn = true;
    this.#terminal.write(`${CLEAR}${printable(what)}`);
  }

  /** Adds read bytes. */
  advance(bytes: number): void {
    this.#bytes += bytes;
    if (this.#terminal === undefined) return;
    const now = this.#now();
    if (now - this.#began < TIMEOUT || now - this.#drawnAt < PAUSE) return;
    this.#drawnAt = now;
    this.#isDrawn = true;
    this.#terminal.write(`${CLEAR}${this.#what}: ${this.#amount}`);
  }

  /** Call before other output and at the end. */
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
