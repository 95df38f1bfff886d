/** Answers lists of exchanges by position, oldest first. Positions are as stable as the list. */
import type { ExchangeRow, ExchangeShow, ExchangesReply, ExchangesRequest } from './exchange.ts';
import type { ExchangeBook } from './exchangeBook.ts';

interface Numbers {
  readonly total: number;
  readonly forgotten: number;
  at(first: number, end: number): readonly number[];
}

export function exchangeWindow(
  book: ExchangeBook,
  { first, count, tail = false, show }: ExchangesRequest,
): ExchangesReply {
  const numbers = numbersOf(book, show);
  const { total, forgotten } = numbers;
  const from = Math.min(total, Math.max(tail ? total - count : first, forgotten));
  const end = tail ? total : Math.min(total, Math.floor(first + count));
  const rows: ExchangeRow[] = [];
  for (const exchange of numbers.at(from, Math.max(from, end))) {
    const row = book.row(exchange);
    if (row !== undefined) rows.push(row);
  }
  return { show, first: from, rows, total, forgotten };
}

function numbersOf(book: ExchangeBook, show: ExchangeShow): Numbers {
  if (show === 'all') return allOf(book);
  if (show !== 'in-flight') return book.lists.list(show);
  const open = [...book.lists.open];
  return { total: open.length, forgotten: 0, at: (first, end) => open.slice(first, end) };
}

function allOf({ store, lists }: ExchangeBook): Numbers {
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
