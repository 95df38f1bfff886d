/** Keeps the exchanges of each list up to date. */
import { type Cleared, clearedPart } from '../log/columns/cleared.ts';
import type { ExchangeKind, ExchangeShow } from './exchange.ts';
import { OpenNumbers } from './openNumbers.ts';
import { SortedNumbers } from './sortedNumbers.ts';

type ListedShow = Exclude<ExchangeShow, 'all' | 'in-flight'>;

export class ExchangeLists {
  readonly #open = new OpenNumbers();
  /** Number of exchanges that began since Clear, plus the exchanges that were open at Clear. */
  #all = 0;
  /** Messages of QoS 1 and 2 among the exchanges that began since Clear. */
  #messages = 0;
  readonly #listed: Readonly<Record<ListedShow, SortedNumbers>> = {
    retried: new SortedNumbers(),
    refused: new SortedNumbers(),
    abandoned: new SortedNumbers(),
    problems: new SortedNumbers(),
  };

  get counts(): Readonly<Record<ExchangeShow, number>> {
    const { retried, refused, abandoned, problems } = this.#listed;
    return {
      all: this.#all,
      'in-flight': this.#open.size,
      retried: retried.total,
      refused: refused.total,
      abandoned: abandoned.total,
      problems: problems.total,
    };
  }

  /** Exchanges without an end, oldest first. */
  get open(): Iterable<number> & Pick<OpenNumbers, 'has'> {
    return this.#open;
  }

  list(show: ListedShow): SortedNumbers {
    return this.#listed[show];
  }

  get messages(): number {
    return this.#messages;
  }

  begun(exchange: number, kind: ExchangeKind): void {
    this.#all += 1;
    if (kind === 'publish') this.#messages += 1;
    this.#open.add(exchange);
  }

  reopened(exchange: number): void {
    this.#open.add(exchange);
  }

  ended(exchange: number): void {
    this.#open.delete(exchange);
  }

  add(show: ListedShow, exchange: number): void {
    this.#listed[show].add(exchange);
  }

  remove(show: ListedShow, exchange: number): void {
    this.#listed[show].remove(exchange);
  }

  /** Forgets all below a number, with exceptions. */
  forget(below: number, stays: (exchange: number) => boolean): void {
    for (const list of Object.values(this.#listed)) list.forget(below, stays);
  }

  forgetOne(exchange: number): void {
    for (const list of Object.values(this.#listed)) list.forgetOne(exchange);
  }

  /** Keeps only open exchanges. */
  clear(): Cleared {
    const open = this.#open.size;
    const all = this.#all;
    const messages = this.#messages;
    const lists = Object.values(this.#listed);
    this.#all = open;
    this.#messages = 0;
    const before = lists.map((list) => {
      const cleared = list.takeOut();
      for (const exchange of cleared.numbers) if (this.#open.has(exchange)) list.add(exchange);
      return cleared;
    });
    return clearedPart(() => {
      this.#all += all - open;
      this.#messages += messages;
      for (const [at, list] of lists.entries()) list.putBack(before[at]);
    });
  }
}
