/**
 * Second answers, by exchange. If a fault rule duplicated a packet of the exchange, its second answer is
 * correct. The mark may arrive before or after the answer.
 */

/** Maximum number of exchanges in each map. The oldest are forgotten. */
const MOST = 5000;

export class SecondAnswers {
  readonly #packets = new Map<number, readonly number[]>();
  readonly #doubled = new Set<number>();
  readonly #most: number;

  constructor(most: number = MOST) {
    this.#most = most;
  }

  /** Reports a second answer. @returns whether it is known to be correct */
  came(exchange: number, packet: number): boolean {
    if (this.#doubled.has(exchange)) return true;
    this.#packets.set(exchange, [...(this.#packets.get(exchange) ?? []), packet]);
    forgetOldest(this.#packets, this.#most);
    return false;
  }

  /** Reports that a rule duplicated a packet of the exchange. @returns the second answers so far */
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
