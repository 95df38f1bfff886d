/** Positions in the packet order where connections closed, clients returned or the page was reloaded. */
import { type Cleared, clearedPart } from '../log/columns/cleared.ts';

export interface ConnectionChange {
  readonly kind: 'closed' | 'back' | 'reloaded';
  /** 0: a reload. */
  readonly stream: number;
  /** µs since the capture's origin. */
  readonly time: number;
  /** Number of the next packet. */
  readonly before: number;
  /** Packets before a reload that were not kept because they arrived too fast. */
  readonly skipped?: number;
}

/** Limit; equal to the number of closed streams with stored facts. The oldest are dropped. */
const MOST = 10_000;

/** Stored in packet order. Ordinals count from 0 after Clear. */
export class ConnectionChanges {
  #kept: ConnectionChange[] = [];
  #forgotten = 0;

  /** Ordinal of the first stored change. */
  get first(): number {
    return this.#forgotten;
  }

  /** Ordinal of the next change. */
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

  /** Drops changes before a packet, because older packets are gone. */
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
