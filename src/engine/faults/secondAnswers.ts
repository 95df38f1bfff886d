/**
 * Second answers, by the exchange that they belong to: where a fault rule doubled a packet of it, the
 * second answer is right. The mark may come before the answer or after it.
 */

/** Exchanges of either kind; the oldest are forgotten. */
const MOST = 5000;

export class SecondAnswers {
  readonly #packets = new Map<number, readonly number[]>();
  readonly #doubled = new Set<number>();
  readonly #most: number;

  constructor(most: number = MOST) {
    this.#most = most;
  }

  /** Something was answered a second time. @returns whether that is right, as far as is known by now */
  came(exchange: number, packet: number): boolean {
    if (this.#doubled.has(exchange)) return true;
    this.#packets.set(exchange, [...(this.#packets.get(exchange) ?? []), packet]);
    forgetOldest(this.#packets, this.#most);
    return false;
  }

  /** A rule doubled a packet of the exchange. @returns the second answers that had come */
  doubled(exchange: number): readonly number[] {
    this.#doubled.add(exchange);
    forgetOldest(this.#doubled, this.#most);
    const packets = this.#packets.get(exchange) ?? [];
    this.#packets.delete(exchange);
    return packets;
  }

  clear(): void {
    this.#packets.clear();
    this.#doubled.clear();
  }
}

function forgetOldest(
  of: { readonly size: number; keys(): Iterable<number>; delete(key: number): boolean },
  most: number,
): void {
  if (of.size <= most) return;
  for (const oldest of of.keys()) {
    of.delete(oldest);
    return;
  }
}
