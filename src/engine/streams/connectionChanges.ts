/** Where in the order of packets connections closed, and where their clients came back. */
import { type Cleared, clearedPart } from '../log/columns/cleared.ts';

export interface ConnectionChange {
  readonly kind: 'closed' | 'back';
  readonly stream: number;
  /** µs since the capture's origin. */
  readonly time: number;
  /** Number of the packet that came next. */
  readonly before: number;
}

/** The oldest go first: as many as there are closed streams whose facts are remembered. */
const MOST = 10_000;

/** In their order, which is that of the packets. Ordinals count from Clear, from 0. */
export class ConnectionChanges {
  #kept: ConnectionChange[] = [];
  #forgotten = 0;

  /** Ordinal of the first that is kept; those before it were forgotten. */
  get first(): number {
    return this.#forgotten;
  }

  /** Ordinal of the one that comes next. */
  get end(): number {
    return this.#forgotten + this.#kept.length;
  }

  at(ordinal: number): ConnectionChange | undefined {
    return this.#kept[ordinal - this.#forgotten];
  }

  add(change: ConnectionChange): void {
    this.#kept.push(change);
    this.#forget(this.#kept.length - MOST);
  }

  /** Packets before this one are not there any more. */
  forgetBefore(packet: number): void {
    const kept = this.#kept.findIndex(({ before }) => before >= packet);
    this.#forget(kept < 0 ? this.#kept.length : kept);
  }

  #forget(count: number): void {
    if (count <= 0) return;
    this.#kept.splice(0, count);
    this.#forgotten += count;
  }

  clear(): Cleared {
    const kept = this.#kept;
    const forgotten = this.#forgotten;
    this.#kept = [];
    this.#forgotten = 0;
    return clearedPart(() => {
      const isWhole = this.#forgotten === 0;
      this.#forgotten += forgotten + (isWhole ? 0 : kept.length);
      if (isWhole) this.#kept = [...kept, ...this.#kept];
      this.#forget(this.#kept.length - MOST);
    });
  }
}
