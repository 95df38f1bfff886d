/** Follows exchanges as packets arrive, in one pass. */

import { peekPacketId } from '../../mqtt/framing/peek.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { CONNECT, PUBREC } from '../../mqtt/tables/typeNumbers.ts';
import type { Cleared } from '../log/columns/cleared.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { TopicNames } from '../log/columns/topicNames.ts';
import type { PacketLog } from '../log/packetLog.ts';
import type { Session } from '../streams/session.ts';
import type { OpenIds } from '../streams/sessionFlow.ts';
import type { Stream } from '../streams/stream.ts';
import { type Ack, AckExchanges } from './ackExchanges.ts';
import type {
  ExchangeShow,
  ExchangeState,
  ExchangesReply,
  ExchangesRequest,
  LatencyReply,
  LatencyRequest,
  PacketExchange,
} from './exchange.ts';
import { type BookBounds, ExchangeBook, type Seen } from './exchangeBook.ts';
import { COUNTED, type ExchangeColumns, PUBREC_SEEN, PUBREL_SEEN } from './exchangeColumns.ts';
import { exchangeWindow } from './exchangeWindow.ts';
import type { Irregularity } from './irregularity.ts';
import { type LeftBehind, leftBehind } from './leftBehind.ts';
import { type OpenMessage, openMessages } from './openMessages.ts';
import { PublishExchanges, type SeenPublish } from './publishExchanges.ts';
import { type Notice, PublishRecord } from './publishRecord.ts';
import { RequestExchanges } from './requestExchanges.ts';
import { UsualCourse } from './usualCourse.ts';

/** PUBLISH, PUBREC, PUBREL, SUBSCRIBE, UNSUBSCRIBE. */
const ANSWERED: ReadonlySet<number> = new Set([3, PUBREC, 6, 8, 10]);

/** Packets of a handshake that were seen: PUBLISH and PUBACK, or PUBLISH, PUBREC, PUBREL and PUBCOMP. */
function arrivedOf(columns: ExchangeColumns, index: number): number {
  const isDone = columns.state(index) === 'complete' || columns.state(index) === 'retried';
  if (columns.qos(index) < 2) return isDone ? 2 : 1;
  if (isDone) return 4;
  if (columns.has(index, PUBREL_SEEN)) return 3;
  return columns.has(index, PUBREC_SEEN) ? 2 : 1;
}

export interface Listener {
  /** Called if a packet violates the standard or is odd, while it is processed. */
  irregular(irregularity: Irregularity, seen: Seen): void;
  /** Called if an exchange has ended, or continues after all. */
  changed(exchange: number): void;
}

export class Exchanges {
  readonly book: ExchangeBook;
  readonly usual: UsualCourse;
  readonly #log: PacketLog;
  readonly #publishes: PublishExchanges;
  readonly #acks: AckExchanges;
  readonly #requests: RequestExchanges;

  constructor(log: PacketLog, names: TopicNames, listener: Listener, bounds: BookBounds = {}) {
    this.book = new ExchangeBook(
      log,
      names,
      (exchange) => {
        listener.changed(exchange);
      },
      bounds,
    );
    this.#log = log;
    const notice: Notice = (seen, kind, other, swapped) => {
      const { stream, number } = seen;
      // After the end of the connection or a takeover of its session, late packets prove nothing.
      if (!stream.isOpen || stream.isSucceeded) return;
      const known = other === 0 ? undefined : other;
      listener.irregular({ kind, packet: number, other: known, swapped }, seen);
    };
    const record = new PublishRecord(this.book, notice);
    this.#publishes = new PublishExchanges(record, log, names);
    this.#acks = new AckExchanges(record);
    this.usual = new UsualCourse(record, names);
    this.#requests = new RequestExchanges(this.book, log, names, notice, (seen, exchange) => {
      const found = record.at(exchange, seen.stream.session.flow.of(seen.direction));
      if (found !== undefined) this.#publishes.replace(seen, found);
    });
  }

  /**
   * Declares that packets may have been captured anywhere on the way, so a sent packet may not have arrived.
   */
  capturedAnywhere(): void {
    this.#publishes.isAtClient = false;
  }

  /**
   * Processes a PUBLISH of QoS 1 or 2 with an identifier.
   * @returns whether a receiver treats it as a message that it already holds (4.3.3)
   */
  publish(seen: Seen, publish: SeenPublish): boolean {
    return this.#publishes.publish(seen, publish);
  }

  ack(seen: Seen, ack: Ack): void {
    this.#acks.ack(seen, ack);
  }

  /** Processes a packet without a meaning. Its receiver may answer it nevertheless, by its identifier. */
  unreadable(seen: Seen, bytes: Uint8Array): void {
    const { stream, direction } = seen;
    const packetId = peekPacketId(bytes) ?? 0;
    const type = (bytes[0] ?? 0) >> 4;
    if (type === CONNECT && direction === 'out') {
      // The requested session is unknown, but a CONNACK will answer.
      stream.session.isKnown = false;
      this.#requests.connect(seen);
    }
    if (packetId === 0 || !ANSWERED.has(type)) return;
    const isOfSender = type !== PUBREC;
    const sender = isOfSender ? direction : direction === 'out' ? 'in' : 'out';
    stream.session.flow.of(sender).stray(packetId);
  }

  /** Processes every packet except PUBLISH, after its stream has. */
  packet(seen: Seen, packet: Packet): void {
    switch (packet.type) {
      case 'connect':
        this.#connects(seen);
        break;
      case 'connack':
        this.#requests.connack(seen, packet);
        if (seen.stream.connack?.packet === seen.number && packet.reasonCode === 0) {
          this.#accepted(seen.stream);
        }
        break;
      case 'puback':
      case 'pubrec':
      case 'pubrel':
      case 'pubcomp':
        if (packet.packetId !== 0) this.#acks.ack(seen, packet);
        break;
      case 'subscribe':
      case 'unsubscribe':
        if (packet.packetId !== 0) this.#requests.request(seen, packet);
        break;
      case 'suback':
      case 'unsuback':
        this.#requests.answer(seen, packet);
        break;
      case 'pingreq':
        this.#requests.pingreq(seen);
        break;
      case 'pingresp':
        this.#requests.pingresp(seen);
        break;
      case 'auth':
        this.#requests.auth(seen, packet);
        break;
      case 'disconnect':
        this.#requests.disconnect(seen, packet);
        break;
      case 'publish':
        break;
    }
  }

  /** The connection has ended. */
  closed(stream: Stream): void {
    this.#requests.cut(stream);
    const { session } = stream;
    // A session without a name cannot be resumed.
    if (session.clientId === '') this.forget(session);
    else this.#cutRequests(session, (from) => from === stream.ordinal);
  }

  /**
   * Messages that an earlier connection left in flight and that this side has not continued on the new one.
   */
  leftBehind(
    stream: Stream,
    direction: Direction,
    streamOf: (ordinal: number) => Stream | undefined,
  ): readonly LeftBehind[] | undefined {
    return leftBehind(this.book.store, stream, direction, streamOf);
  }

  /** Messages of a connection that wait for their next packet. */
  openMessages(stream: Stream): readonly OpenMessage[] {
    return openMessages(this.book.store, stream);
  }

  /** Forgets a session that will not be resumed. */
  forget(session: Session): void {
    this.#abandonAll(session, () => true);
    for (const ids of session.flow.used) ids.forget();
  }

  /** The sender will not continue the exchange. */
  gaveUp(exchange: number, ids: OpenIds): void {
    this.#publishes.abandon(exchange, ids);
  }

  /** Forgets ended exchanges. Open ones continue. */
  clear(): Cleared {
    return this.book.clear();
  }

  /** Undefined if it is no longer available. */
  stateOf(exchange: number): ExchangeState | undefined {
    return this.book.stateOf(exchange);
  }

  /** µs; undefined if it has not ended with an answer. */
  latencyOf(exchange: number): number | undefined {
    return this.book.latencyOf(exchange);
  }

  /** Undefined if it is no longer available. */
  factsOf(exchange: number): { state: ExchangeState; latency: number | undefined } | undefined {
    const state = this.book.stateOf(exchange);
    return state && { state, latency: this.book.latencyOf(exchange) };
  }

  /** The position of a packet in its exchange; undefined if no exchange is known. */
  packetExchange(number: number): PacketExchange | undefined {
    const { exchange = 0, time = 0 } = this.#log.row(number) ?? {};
    if (exchange === 0) return undefined;
    const place = this.book.store.place(exchange);
    const step = this.book.store.stepOf(exchange, number);
    if (place === undefined || step === 0) return undefined;
    const { columns, index } = place;
    const packet = columns.packet[index] ?? 0;
    const elapsed = time - (columns.start[index] ?? 0);
    const arrived = columns.kind(index) === 'publish' ? arrivedOf(columns, index) : undefined;
    const latency = this.book.latencyOf(exchange);
    return { exchange, packet, step, state: columns.state(index), elapsed, latency, arrived };
  }

  list(range: ExchangesRequest): ExchangesReply {
    return exchangeWindow(this.book, range);
  }

  latency(request: LatencyRequest): LatencyReply {
    return this.book.latencies.reply(request);
  }

  get counts(): Readonly<Record<ExchangeShow, number>> {
    return this.book.lists.counts;
  }

  /** Marks a packet that breaks a rule. It is in the log, or is being processed now. */
  problemOn(packet: number): void {
    this.book.problemOn(packet);
  }

  /** Removes the mark of a packet that breaks no rule after all. Its mark in the log must be gone. */
  problemOff(packet: number): void {
    this.book.problemOff(packet);
  }

  #connects(seen: Seen): void {
    const { stream } = seen;
    const { session } = stream;
    for (const ids of session.flow.used) {
      this.#uncount(ids);
      ids.reconnected();
    }
    if (stream.continues === false) this.#abandonOlder(stream);
    this.#requests.connect(seen);
  }

  #accepted(stream: Stream): void {
    if (stream.continues === true) {
      this.#cutRequests(stream.session, (from) => from !== stream.ordinal);
    } else this.#abandonOlder(stream);
  }

  /**
   * Abandons exchanges that no packet of this connection can continue, because the broker does not know them.
   */
  #abandonOlder(stream: Stream): void {
    const { store } = this.book;
    const { session } = stream;
    this.#abandonAll(session, (exchange) => store.lastStream(exchange) !== stream.ordinal);
    for (const ids of session.flow.used) ids.forget();
  }

  #abandonAll(session: Session, matches: (exchange: number) => boolean): void {
    for (const ids of session.flow.used) {
      for (const exchange of ids.exchanges()) {
        if (matches(exchange)) this.#publishes.abandon(exchange, ids);
      }
    }
  }

  /** SUBSCRIBE and UNSUBSCRIBE end with their connection. */
  #cutRequests(session: Session, matches: (stream: number) => boolean): void {
    const { store } = this.book;
    this.#abandonAll(session, (exchange) => {
      const place = store.place(exchange);
      if (place === undefined || place.columns.kind(place.index) === 'publish') return false;
      return matches(store.lastStream(exchange));
    });
  }

  #uncount(ids: OpenIds): void {
    const { store } = this.book;
    for (const exchange of ids.exchanges()) {
      store.columns(exchange)?.unset(store.index(exchange), COUNTED);
    }
  }
}
