/**
 * Follows messages of QoS 1 and 2 on their usual course: each packet arrives once, on one connection, in
 * order and without refusal. No object is created per packet. All other packets are left to
 * `publishExchanges.ts` and `ackExchanges.ts`. A test proves that both ways are equal.
 */
import { PUBCOMP, PUBREC, PUBREL } from '../../mqtt/tables/typeNumbers.ts';
import type { TopicNames } from '../log/columns/topicNames.ts';
import type { OpenIds } from '../streams/sessionFlow.ts';
import type { Seen } from './exchangeBook.ts';
import {
  AWAITS_PUBCOMP,
  AWAITS_PUBREL,
  type ExchangeColumns,
  PUBREC_SEEN,
  PUBREL_SEEN,
} from './exchangeColumns.ts';
import type { PublishRecord } from './publishRecord.ts';

export class UsualCourse {
  readonly #record: PublishRecord;
  readonly #names: TopicNames;

  constructor(record: PublishRecord, names: TopicNames) {
    this.#record = record;
    this.#names = names;
  }

  /** Begins a PUBLISH without DUP whose identifier is free. @returns the exchange */
  begin(seen: Seen, qos: number, packetId: number, topic: number, ids: OpenIds): number {
    this.#names.retain(topic);
    return this.#record.begin(seen, qos, packetId, topic, false, ids);
  }

  /**
   * Continues with PUBREL, or an answer with reason code 0. @param ids identifiers of the message's sender
   * @returns the exchange; 0 if it is another packet's turn, and nothing was done
   */
  advance(seen: Seen, type: number, packetId: number, ids: OpenIds): number {
    const { store } = this.#record.book;
    const exchange = ids.exchange(packetId);
    const columns = exchange === 0 ? undefined : store.columns(exchange);
    if (columns === undefined || seen.stream.isSucceeded) return 0;
    const index = store.index(exchange);
    // A client sends PUBREL in the order of the PUBREC packets (4.6).
    const isOurs = type === PUBREL && seen.direction === 'out';
    const recorded = isOurs ? (columns.packet[index] ?? 0) + (columns.second[index] ?? 0) : 0;
    const isOrderly =
      type === PUBREL ? !isOurs || recorded > ids.lastReleased : exchange > lastAnswered(type, ids);
    // After a redelivery the steps are not the usual ones.
    if (!isOrderly || !store.addUsual(columns, index, type, seen)) return 0;
    if (isOurs) ids.lastReleased = recorded;
    if (type === PUBREL) {
      columns.unset(index, AWAITS_PUBREL);
      columns.set(index, PUBREL_SEEN | AWAITS_PUBCOMP);
    } else if (type === PUBREC) {
      ids.lastPubrec = exchange;
      columns.set(index, PUBREC_SEEN | AWAITS_PUBREL);
    } else this.#end(exchange, type, columns, index, ids);
    return exchange;
  }

  #end(
    exchange: number,
    type: number,
    columns: ExchangeColumns,
    index: number,
    ids: OpenIds,
  ): void {
    if (type !== PUBCOMP) ids.lastPuback = exchange;
    this.#record.over({ exchange, columns, index, ids });
    this.#record.book.answered(exchange, false);
  }
}

/** PUBACK and PUBREC each have an order (4.6). PUBCOMP has none. */
function lastAnswered(type: number, ids: OpenIds): number {
  if (type === PUBCOMP) return 0;
  return type === PUBREC ? ids.lastPubrec : ids.lastPuback;
}
