/** The packets that belong together, followed as they come: one pass, one look at each. */

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
import { COUNTED } from './exchangeColumns.ts';
import { ExchangeWindow } from './exchangeWindow.ts';
import type { Irregularity } from './irregularity.ts';
import { type LeftBehind, leftBehind } from './leftBehind.ts';
import { PublishExchanges, type SeenPublish } from './publishExchanges.ts';
import { PublishRecord } from './publishRecord.ts';
import { RequestExchanges } from './requestExchanges.ts';
import { UsualCourse } from './usualCourse.ts';

/** PUBLISH, PUBREC, PUBREL, SUBSCRIBE, UNSUBSCRIBE. */
const ANSWERED: ReadonlySet<number> = new Set([3, PUBREC, 6, 8, 10]);

export interface Listener {
  /** Something is against the standard or odd; told while the packet is followed. */
  irregular(irregularity: Irregularity, seen: Seen): void;
  /** An exchange has ended, or goes on after all. */
  changed(exchange: number): void;
}

export class Exchanges {
  readonly book: ExchangeBook;
  readonly usual: UsualCourse;
  readonly #log: PacketLog;
  readonly #window: ExchangeWindow;
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
    this.#window = new ExchangeWindow(this.book, names);
    const notice = (seen: Seen, kind: Irregularity['kind'], other?: number) => {
      const { stream, number } = seen;
      // It has ended, or another connection has taken the session over: what comes late proves nothing.
      if (!stream.isOpen || stream.session.stream !== stream.ordinal) return;
      listener.irregular({ kind, packet: number, other: other === 0 ? undefined : other }, seen);
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

  /** What comes was captured anywhere on the way: what a side sent may not have reached the other. */
  capturedAnywhere(): void {
    this.#publishes.isAtClient = false;
  }

  /**
   * A PUBLISH of QoS 1 or 2, with an identifier.
   * @returns whether a receiver takes it for one that it holds already (4.3.3)
   */
  publish(seen: Seen, publish: SeenPublish): boolean {
    return this.#publishes.publish(seen, publish);
  }

  ack(seen: Seen, ack: Ack): void {
    this.#acks.ack(seen, ack);
  }

  /** A packet without a meaning, which its receiver may answer all the same: by what it names. */
  unreadable(seen: Seen, bytes: Uint8Array): void {
    const { stream, direction } = seen;
    const packetId = peekPacketId(bytes) ?? 0;
    const type = (bytes[0] ?? 0) >> 4;
    if (type === CONNECT && direction === 'out') {
      // Nobody can tell which session it asks for; a CONNACK answers it all the same.
      stream.session.isKnown = false;
      this.#requests.connect(seen);
    }
    if (packetId === 0 || !ANSWERED.has(type)) return;
    const isOfSender = type !== PUBREC;
    const sender = isOfSender ? direction : direction === 'out' ? 'in' : 'out';
    stream.session.flow.of(sender).stray(packetId);
  }

  /** Every packet but PUBLISH, after its stream has followed it. */
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
    // Nobody can come back to a session without a name.
    if (session.clientId === '') this.forget(session);
    else this.#cutRequests(session, (from) => from === stream.ordinal);
  }

  /** What an earlier connection has left in flight, and that side has not gone on with on this one. */
  leftBehind(stream: Stream, direction: Direction): readonly LeftBehind[] | undefined {
    return leftBehind(this.book.store, stream, direction);
  }

  /** The session will not be continued. */
  forget(session: Session): void {
    this.#abandonAll(session, () => true);
    for (const ids of session.flow.used) ids.forget();
  }

  /** Its sender goes on with it no more. */
  gaveUp(exchange: number, ids: OpenIds): void {
    this.#publishes.abandon(exchange, ids);
  }

  /** Forgets what has ended; open ones go on. */
  clear(): Cleared {
    return this.book.clear();
  }

  /** Undefined where it is not there any more. */
  stateOf(exchange: number): ExchangeState | undefined {
    return this.book.stateOf(exchange);
  }

  /** µs; undefined where it has not ended with an answer. */
  latencyOf(exchange: number): number | undefined {
    return this.book.latencyOf(exchange);
  }

  /** Undefined where it is not there any more. */
  factsOf(exchange: number): { state: ExchangeState; latency: number | undefined } | undefined {
    const state = this.book.stateOf(exchange);
    return state && { state, latency: this.book.latencyOf(exchange) };
  }

  /** Where a packet stands in its exchange; undefined where it belongs to none that is known. */
  packetExchange(number: number): PacketExchange | undefined {
    const { exchange = 0, time = 0 } = this.#log.row(number) ?? {};
    if (exchange === 0) return undefined;
    const place = this.book.store.place(exchange);
    const step = this.book.store.stepOf(exchange, number);
    if (place === undefined || step === 0) return undefined;
    const { columns, index } = place;
    const packet = columns.packet[index] ?? 0;
    const elapsed = time - (columns.start[index] ?? 0);
    return { exchange, packet, step, state: columns.state(index), elapsed };
  }

  list(range: ExchangesRequest): ExchangesReply {
    return this.#window.reply(range);
  }

  latency(request: LatencyRequest): LatencyReply {
    return this.book.latencies.reply(request);
  }

  get counts(): Readonly<Record<ExchangeShow, number>> {
    return this.book.lists.counts;
  }

  /** A packet breaks a rule: one that is held, or the one that is being followed now. */
  problemOn(packet: number): void {
    this.book.problemOn(packet);
  }

  /** The packet breaks no rule after all, and is no longer marked in the log. */
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

  /** What no packet of this connection belongs to: the broker knows nothing of it. */
  #abandonOlder(stream: Stream): void {
    const { store } = this.book;
    const { session } = stream;
    this.#abandonAll(session, (exchange) => store.lastStream(exchange) !== stream.ordinal);
    for (const ids of session.flow.used) ids.forget();
  }

  #abandonAll(session: Session, isMeant: (exchange: number) => boolean): void {
    for (const ids of session.flow.used) {
      for (const exchange of ids.exchanges()) {
        if (isMeant(exchange)) this.#publishes.abandon(exchange, ids);
      }
    }
  }

  /** SUBSCRIBE and UNSUBSCRIBE end with the connection that they were sent on. */
  #cutRequests(session: Session, isMeant: (stream: number) => boolean): void {
    const { store } = this.book;
    this.#abandonAll(session, (exchange) => {
      const place = store.place(exchange);
      if (place === undefined || place.columns.kind(place.index) === 'publish') return false;
      return isMeant(store.lastStream(exchange));
    });
  }

  #uncount(ids: OpenIds): void {
    const { store } = this.book;
    for (const exchange of ids.exchanges()) {
      store.columns(exchange)?.unset(store.index(exchange), COUNTED);
    }
  }
}
