/** Searches a list of exchanges in slices, and updates the result as the list changes. */
import { NO_TOPIC } from '../log/columns/topicNames.ts';
import { topicSearch } from '../log/columns/topicSearch.ts';
import type { ExchangeShow } from './exchange.ts';
import { SortedNumbers } from './sortedNumbers.ts';

/** Access to the searched fields of an exchange; 0 if a field is missing. */
export interface SearchedExchanges {
  packetId(exchange: number): number;
  /** Interned topic. */
  topic(exchange: number): number;
  name(topic: number): string | undefined;
}

export class ExchangeSearch {
  readonly show: ExchangeShow;
  readonly text: string;
  readonly matches = new SortedNumbers();
  readonly #packetId: number | undefined;
  readonly #finds: (topic: string) => boolean;
  readonly #look: SearchedExchanges;
  /** Results by topic, valid for one slice only: later the number may belong to another name. */
  readonly #verdicts = new Map<number, boolean>();
  /** All members of the list below this number have been examined. */
  #examined = 0;

  /** @param text a packet identifier, text in a topic, or a topic filter; not empty */
  constructor(show: ExchangeShow, text: string, look: SearchedExchanges) {
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
    this.#verdicts.clear();
    for (const exchange of members) {
      if (this.#isFound(exchange)) this.matches.add(exchange);
      this.#examined = exchange + 1;
    }
  }

  /** Adds a new member of the list. The newest members are examined last. */
  added(exchange: number): void {
    this.#verdicts.clear();
    if (exchange < this.#examined && this.#isFound(exchange)) this.matches.add(exchange);
  }

  /** The members that match. */
  among(members: Iterable<number>): number[] {
    this.#verdicts.clear();
    return [...members].filter((exchange) => this.#isFound(exchange));
  }

  #isFound(exchange: number): boolean {
    if (this.#packetId !== undefined && this.#look.packetId(exchange) === this.#packetId) {
      return true;
    }
    const topic = this.#look.topic(exchange);
    return topic !== NO_TOPIC && this.#verdict(topic);
  }

  #verdict(topic: number): boolean {
    const known = this.#verdicts.get(topic);
    if (known !== undefined) return known;
    const name = this.#look.name(topic);
    const verdict = name !== undefined && this.#finds(name);
    this.#verdicts.set(topic, verdict);
    return verdict;
  }
}
