/** Finds the exchange of a PUBLISH that a packet belongs to, and its state (2.2.1, 4.3). */

import type { OpenIds } from '../streams/sessionFlow.ts';
import type { ExchangeBook, Seen, StepOf } from './exchangeBook.ts';
import {
  AWAITS_PUBCOMP,
  AWAITS_PUBREL,
  COUNTED,
  type ExchangeColumns,
  PUBREL_SEEN,
} from './exchangeColumns.ts';
import type { IrregularityKind } from './irregularity.ts';

/** @param swapped the open packet identifier with the same bytes in the other order */
export type Notice = (seen: Seen, kind: IrregularityKind, other?: number, swapped?: number) => void;

/** An open or ended exchange that a packet belongs to. */
export interface Found {
  readonly exchange: number;
  readonly columns: ExchangeColumns;
  readonly index: number;
  readonly ids: OpenIds;
}

export class PublishRecord {
  readonly book: ExchangeBook;
  readonly notice: Notice;

  constructor(book: ExchangeBook, notice: Notice) {
    this.book = book;
    this.notice = notice;
  }

  /** The open exchange of an identifier, of any kind. */
  open(packetId: number, ids: OpenIds): Found | undefined {
    const exchange = ids.exchange(packetId);
    return exchange === 0 ? undefined : this.at(exchange, ids);
  }

  at(exchange: number, ids: OpenIds): Found | undefined {
    const place = this.book.store.place(exchange);
    return place && { exchange, ids, ...place };
  }

  /** The last PUBLISH of an identifier that ended with an answer. */
  ended(packetId: number, ids: OpenIds): Found | undefined {
    const exchange = ids.ended(packetId);
    const found = exchange === 0 ? undefined : this.at(exchange, ids);
    if (found === undefined) return undefined;
    const { columns, index } = found;
    const isOfIt = columns.packetId[index] === packetId && columns.kind(index) === 'publish';
    return isOfIt && columns.state(index) !== 'abandoned' ? found : undefined;
  }

  /** True if a forgotten exchange of that identifier may have ended. */
  mayHaveEnded(packetId: number, ids: OpenIds): boolean {
    const exchange = ids.ended(packetId);
    if (exchange === 0) return false;
    const found = this.at(exchange, ids);
    return found === undefined || found.columns.packetId[found.index] !== packetId;
  }

  /** Like `ended`, but not in an earlier session. */
  endedInSession(seen: Seen, packetId: number, ids: OpenIds): Found | undefined {
    const found = this.ended(packetId, ids);
    if (found === undefined || this.isOnLastStream(seen, found)) return found;
    return seen.stream.continues === false ? undefined : found;
  }

  /** @returns the number of the exchange */
  begin(
    seen: Seen,
    qos: number,
    packetId: number,
    topic: number,
    dup: boolean,
    ids: OpenIds,
  ): number {
    const { book } = this;
    const exchange = book.begin({ kind: 'publish', qos, packetId, topic }, seen, dup);
    this.#opened(exchange, packetId, qos, ids);
    book.store.columns(exchange)?.set(book.store.index(exchange), COUNTED);
    ids.counted += 1;
    return exchange;
  }

  /** Begins an exchange of QoS 2 whose PUBLISH was not seen. */
  beginLate(seen: Seen, packetId: number, step: StepOf, ids: OpenIds): Found | undefined {
    const first = { kind: 'publish', qos: 2, packetId, topic: 0 } as const;
    const exchange = this.book.beginLate(first, seen, step);
    this.#opened(exchange, packetId, 2, ids);
    return this.at(exchange, ids);
  }

  /** Continues an exchange whose end did not reach the other side. */
  reopen({ exchange, columns, index, ids }: Found): void {
    this.book.reopen(exchange);
    columns.unset(index, AWAITS_PUBREL | AWAITS_PUBCOMP);
    this.#opened(exchange, columns.packetId[index] ?? 0, columns.qos(index), ids);
  }

  #opened(exchange: number, packetId: number, qos: number, ids: OpenIds): void {
    ids.open(packetId, exchange);
    ids.publishes += 1;
    if (qos === 2) ids.publishesQos2 += 1;
  }

  /** Frees its identifier. */
  over({ exchange, columns, index, ids }: Found): void {
    ids.close(columns.packetId[index] ?? 0, exchange, columns.resends[index]);
    if (columns.kind(index) !== 'publish') return;
    ids.publishes -= 1;
    if (columns.qos(index) === 2) ids.publishesQos2 -= 1;
    if (columns.has(index, COUNTED)) ids.counted -= 1;
    columns.unset(index, COUNTED | AWAITS_PUBREL | AWAITS_PUBCOMP);
  }

  /** Counts it against the receive maximum of its connection (MQTT 5, 4.9). */
  count({ columns, index, ids }: Found): void {
    if (columns.has(index, COUNTED)) return;
    columns.set(index, COUNTED);
    ids.counted += 1;
  }

  /**
   * True if it is certainly in flight. Exchanges of an earlier connection are uncertain before the CONNACK.
   * Exchanges of an incomplete session are always uncertain.
   * @param isSame the message is the same, which is unlikely under a reused identifier
   */
  isSure(seen: Seen, found: Found, isSame = false): boolean {
    const { connect, continues, sessionKnown, isBackAtOnce, isBackSoon } = seen.stream;
    const isDecided = connect === undefined || continues !== undefined;
    // Only PUBREL may follow PUBREL, so that its sender is hardly done with it on an unseen connection.
    const isReleased = continues === true && found.columns.has(found.index, PUBREL_SEEN);
    const isBack = isBackAtOnce || (isBackSoon && isReleased);
    const isAllKnown = sessionKnown || (isBack && (isSame || seen.direction === 'out'));
    return (isDecided && isAllKnown) || this.isOnSameStream(seen, found);
  }

  /** The last packet of the exchange. */
  lastOf({ exchange }: Found): number | undefined {
    return this.book.store.lastStep(exchange)?.packet;
  }

  isOnSameStream(seen: Seen, found: Found): boolean {
    const { columns, index } = found;
    return columns.stream[index] === seen.stream.ordinal || this.isOnLastStream(seen, found);
  }

  isOnLastStream({ stream }: Seen, { exchange }: Found): boolean {
    return this.book.store.lastStream(exchange) === stream.ordinal;
  }

  /** MQTT 5 redelivers only after a reconnect (4.4). MQTT 3.1.1 requires redelivery only then. */
  noticeInConnection(seen: Seen, found: Found): void {
    if (!this.isOnSameStream(seen, found)) return;
    this.notice(seen, 'redelivery-in-connection', found.columns.packet[found.index]);
  }
}
