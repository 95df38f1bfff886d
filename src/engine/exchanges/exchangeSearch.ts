/** A search in a list of exchanges, examined bit by bit and then kept true as the list changes. */
import { topicSearch } from '../topicSearch.ts';
import type { ExchangeShow } from './exchange.ts';
import { SortedNumbers } from './sortedNumbers.ts';

export interface SearchedExchange {
  readonly packetId: number;
  readonly topic: string | undefined;
}

/** Names whose verdict is remembered. */
const REMEMBERED = 65_536;

export class ExchangeSearch {
  readonly show: ExchangeShow;
  readonly text: string;
  readonly matches = new SortedNumbers();
  readonly #packetId: number | undefined;
  readonly #finds: (topic: string) => boolean;
  readonly #look: (exchange: number) => SearchedExchange | undefined;
  readonly #verdicts = new Map<string, boolean>();
  /** All members of the list below this number have been examined. */
  #examined = 0;

  /** @param text a packet identifier, text in a topic, or a topic filter; not empty */
  constructor(
    show: ExchangeShow,
    text: string,
    look: (exchange: number) => SearchedExchange | undefined,
  ) {
    this.show = show;
    this.text = text;
    this.#look = look;
    this.#packetId = /^\d{1,5}$/.test(text.trim()) ? Number(text) : undefined;
    const search = topicSearch(text.trim());
    this.#finds = (topic) => search?.(topic, () => undefined) ?? true;
  }

  get examined(): number {
    return this.#examined;
  }

  /** Examines the next members of the list, in ascending order. */
  advance(members: Iterable<number>): void {
    for (const exchange of members) {
      if (this.isMatch(exchange)) this.matches.add(exchange);
      this.#examined = exchange + 1;
    }
  }

  /** One came to the list; the newest are examined in their turn. */
  added(exchange: number): void {
    if (exchange < this.#examined && this.isMatch(exchange)) this.matches.add(exchange);
  }

  isMatch(exchange: number): boolean {
    const seen = this.#look(exchange);
    if (seen === undefined) return false;
    if (this.#packetId !== undefined && seen.packetId === this.#packetId) return true;
    return seen.topic !== undefined && this.#verdict(seen.topic);
  }

  #verdict(topic: string): boolean {
    const known = this.#verdicts.get(topic);
    if (known !== undefined) return known;
    if (this.#verdicts.size >= REMEMBERED) this.#verdicts.clear();
    const verdict = this.#finds(topic);
    this.#verdicts.set(topic, verdict);
    return verdict;
  }
}
