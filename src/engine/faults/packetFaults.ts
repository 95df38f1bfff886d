/** Keeps the injected faults by packet number. */
import { type Cleared, clearedPart } from '../log/columns/cleared.ts';
import type { RowFault } from './rowFault.ts';

/** Maximum number of packets with faults. The oldest are forgotten. */
const MOST_PACKETS = 50_000;
/** Maximum number of faults of one packet. */
const MOST_OF_PACKET = 8;
/** Maximum length of a rule's name, characters. */
const LONGEST_NAME = 200;
const NONE: readonly RowFault[] = [];

export class PacketFaults {
  #faults = new Map<number, readonly RowFault[]>();
  /** Withheld packets by their exchange. */
  #ofExchange = new Map<number, readonly number[]>();
  readonly #most: number;

  constructor(most: number = MOST_PACKETS) {
    this.#most = most;
  }

  /** Oldest first. */
  of(packet: number): readonly RowFault[] {
    return this.#faults.get(packet) ?? NONE;
  }

  /** @returns whether the fault is new */
  add(packet: number, { rule, action }: RowFault): boolean {
    const before = this.of(packet);
    const name = rule.slice(0, LONGEST_NAME);
    const isKnown = before.some((one) => one.rule === name && one.action === action);
    if (isKnown || before.length >= MOST_OF_PACKET) return false;
    this.#faults.set(packet, [...before, { rule: name, action }]);
    if (this.#faults.size > this.#most) this.#forgetOldest();
    return true;
  }

  /** @param exchange the exchange of the withheld packet */
  withhold(packet: number, exchange: number): void {
    this.#ofExchange.set(exchange, [...(this.#ofExchange.get(exchange) ?? []), packet]);
    if (this.#ofExchange.size <= this.#most) return;
    const [oldest] = this.#ofExchange.keys();
    if (oldest !== undefined) this.#ofExchange.delete(oldest);
  }

  /** Withheld packets that would have belonged to the exchange, oldest first. */
  withheldOf(exchange: number): readonly number[] {
    return this.#ofExchange.get(exchange) ?? [];
  }

  clear(): Cleared {
    const faults = this.#faults;
    const ofExchange = this.#ofExchange;
    this.#faults = new Map();
    this.#ofExchange = new Map();
    return clearedPart(() => {
      this.#faults = new Map([...faults, ...this.#faults]);
      this.#ofExchange = new Map([...ofExchange, ...this.#ofExchange]);
      while (this.#faults.size > this.#most) this.#forgetOldest();
    });
  }

  #forgetOldest(): void {
    const [oldest] = this.#faults.keys();
    if (oldest !== undefined) this.#faults.delete(oldest);
  }
}
