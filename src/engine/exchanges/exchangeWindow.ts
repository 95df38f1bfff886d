/** Answers lists of exchanges by position, oldest first. Positions are as stable as the list. */

import { NO_TOPIC, type TopicNames } from '../log/columns/topicNames.ts';
import type { ExchangeRow, ExchangeShow, ExchangesReply, ExchangesRequest } from './exchange.ts';
import type { ExchangeBook } from './exchangeBook.ts';
import { ExchangeSearch, type SearchedExchanges } from './exchangeSearch.ts';

/** Number of exchanges that a search examines for one window: a few milliseconds. */
const EXAMINED_AT_ONCE = 50_000;

interface Numbers {
  readonly total: number;
  readonly forgotten: number;
  at(first: number, end: number): readonly number[];
}

export class ExchangeWindow {
  readonly #book: ExchangeBook;
  readonly #searched: SearchedExchanges;
  #search: ExchangeSearch | undefined;

  constructor(book: ExchangeBook, names: TopicNames) {
    this.#book = book;
    const { store } = book;
    this.#searched = {
      packetId: (exchange) => store.columns(exchange)?.packetId[store.index(exchange)] ?? 0,
      topic: (exchange) => store.columns(exchange)?.topic[store.index(exchange)] ?? NO_TOPIC,
      name: (topic) => names.name(topic),
    };
    book.lists.listener = {
      added: (show, exchange) => {
        if (this.#search?.show === show) this.#search.added(exchange);
      },
      removed: (show, exchange) => {
        if (this.#search?.show === show) this.#search.matches.remove(exchange);
      },
      forgotten: (below, stays) => this.#search?.matches.forget(below, stays),
      forgottenOne: (exchange) => this.#search?.matches.forgetOne(exchange),
      cleared: () => {
        this.#search = undefined;
      },
    };
  }

  /** A search continues with each window until all are examined. `total` grows meanwhile. */
  reply({ first, count, tail = false, show, search }: ExchangesRequest): ExchangesReply {
    const numbers = search.trim() === '' ? this.#list(show) : this.#found(show, search);
    const { total, forgotten } = numbers;
    const from = Math.min(total, Math.max(tail ? total - count : first, forgotten));
    const end = tail ? total : Math.min(total, Math.floor(first + count));
    const rows: ExchangeRow[] = [];
    for (const exchange of numbers.at(from, Math.max(from, end))) {
      const row = this.#book.row(exchange);
      if (row !== undefined) rows.push(row);
    }
    const unexamined = search.trim() === '' ? 0 : this.#left(show);
    const reply = { show, search, first: from, rows, total, forgotten };
    return unexamined > 0 ? { ...reply, unexamined } : reply;
  }

  #list(show: ExchangeShow): Numbers {
    if (show === 'all') return this.#all();
    if (show === 'in-flight') return listOf([...this.#book.lists.open]);
    return this.#book.lists.list(show);
  }

  #all(): Numbers {
    const { store, lists } = this.#book;
    const { kept, firstHeld } = store;
    const total = lists.counts.all;
    const forgotten = total - kept.length - store.heldInChunks;
    const numberAt = (place: number) =>
      place < kept.length ? (kept[place] ?? 0) : firstHeld + place - kept.length;
    return {
      total,
      forgotten,
      at: (first, end) =>
        Array.from({ length: end - first }, (_, index) => numberAt(first - forgotten + index)),
    };
  }

  #found(show: ExchangeShow, text: string): Numbers {
    let search = this.#search;
    if (search?.show !== show || search.text !== text) {
      search = new ExchangeSearch(show, text, this.#searched);
      this.#search = search;
    }
    // Members leave this list at any position, all the time.
    if (show === 'in-flight') {
      return listOf(search.among(this.#book.lists.open));
    }
    search.advance(this.#unexamined(show, search.examined));
    return search.matches;
  }

  /** Number of exchanges of a list that are not examined yet. */
  #left(show: ExchangeShow): number {
    const examined = this.#search?.examined ?? 0;
    const { store, lists } = this.#book;
    if (show === 'in-flight') return 0;
    if (show !== 'all') return lists.list(show).countFrom(examined);
    return Math.max(0, store.nextNumber - Math.max(examined, store.firstHeld));
  }

  *#unexamined(show: Exclude<ExchangeShow, 'in-flight'>, from: number): Iterable<number> {
    const { store, lists } = this.#book;
    if (show !== 'all') {
      yield* lists.list(show).from(from, EXAMINED_AT_ONCE);
      return;
    }
    const { kept, firstHeld } = store;
    if (from < firstHeld) for (const exchange of kept) if (exchange >= from) yield exchange;
    const start = Math.max(from, firstHeld);
    const end = Math.min(store.nextNumber, start + EXAMINED_AT_ONCE);
    for (let exchange = start; exchange < end; exchange += 1) yield exchange;
  }
}

function listOf(numbers: readonly number[]): Numbers {
  return { total: numbers.length, forgotten: 0, at: (first, end) => numbers.slice(first, end) };
}
