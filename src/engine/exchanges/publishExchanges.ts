/** Follows PUBLISH of QoS 1 and 2 and its acknowledgements (4.3, 4.4), in both directions alike. */
import type { AckPacket } from '../../mqtt/packet.ts';
import type { Direction } from '../direction.ts';
import type { PacketLog } from '../packetLog.ts';
import type { TopicNames } from '../topicNames.ts';
import type { ExchangeBook, Seen, StepOf } from './exchangeBook.ts';
import {
  AWAITS_PUBCOMP,
  AWAITS_PUBREL,
  COUNTED,
  type ExchangeColumns,
  PUBREC_SEEN,
  PUBREL_SEEN,
  REPLACED,
} from './exchangeColumns.ts';
import type { IrregularityKind } from './irregularity.ts';
import { samePublish } from './samePublish.ts';
import type { OpenIds } from './sessionFlow.ts';

export interface SeenPublish {
  readonly bytes: Uint8Array;
  readonly qos: number;
  readonly packetId: number;
  readonly dup: boolean;
  /** Interned. */
  readonly topic: number;
}

export type Notice = (seen: Seen, kind: IrregularityKind, other?: number) => void;

type Ack = Pick<AckPacket, 'type' | 'packetId' | 'reasonCode' | 'dup'>;

const PUBLISH = 3;
const TYPE_NUMBERS = { puback: 4, pubrec: 5, pubrel: 6, pubcomp: 7 } as const;
const REFUSED = 0x80;

const otherWay = (direction: Direction): Direction => (direction === 'out' ? 'in' : 'out');

/** An open or ended exchange that a packet belongs to. */
interface Found {
  readonly exchange: number;
  readonly columns: ExchangeColumns;
  readonly index: number;
  readonly ids: OpenIds;
}

export class PublishExchanges {
  readonly #book: ExchangeBook;
  readonly #log: PacketLog;
  readonly #names: TopicNames;
  readonly #notice: Notice;
  /** Whether what is seen for the client has reached it: not where a file may come from anywhere. */
  isAtClient = true;

  constructor(book: ExchangeBook, log: PacketLog, names: TopicNames, notice: Notice) {
    this.#book = book;
    this.#log = log;
    this.#names = names;
    this.#notice = notice;
  }

  /**
   * QoS 1 or 2, with an identifier.
   * @returns whether a receiver takes it for one that it holds already (4.3.3)
   */
  publish(seen: Seen, publish: SeenPublish): boolean {
    const ids = seen.stream.session.flow.of(seen.direction);
    const exchange = ids.exchange(publish.packetId);
    const place = exchange === 0 ? undefined : this.#book.store.place(exchange);
    if (place === undefined) {
      this.#first(seen, publish, ids);
      return false;
    }
    const found = { exchange, ids, ...place };
    const { columns, index } = place;
    const isPublish = columns.kind(index) === 'publish';
    const repeats =
      isPublish &&
      publish.qos === 2 &&
      columns.qos(index) === 2 &&
      !columns.has(index, PUBREL_SEEN);
    const isAgain = isPublish && this.#isAgain(seen, publish, found);
    if (isAgain) this.#again(seen, publish, found);
    else {
      this.#replace(seen, found);
      this.#begin(seen, publish, ids);
    }
    return repeats;
  }

  ack(seen: Seen, ack: Ack): void {
    const sender = ack.type === 'pubrel' ? seen.direction : otherWay(seen.direction);
    const ids = seen.stream.session.flow.of(sender);
    const exchange = ids.exchange(ack.packetId);
    const place = exchange === 0 ? undefined : this.#book.store.place(exchange);
    if (place === undefined) {
      this.#unasked(seen, ack, ids);
      return;
    }
    const found = { exchange, ids, ...place };
    const { columns, index } = place;
    if (columns.kind(index) !== 'publish') {
      const kind = ack.type === 'pubrel' ? 'pubrel-without-pubrec' : 'unexpected-ack';
      this.#notice(seen, kind, columns.packet[index]);
    } else if (ack.type === 'puback') this.#puback(seen, ack, found);
    else if (columns.qos(index) !== 2) {
      this.#attach(seen, ack, found, 'pubrec-for-qos1');
    } else if (ack.type === 'pubrec') this.#pubrec(seen, ack, found);
    else if (ack.type === 'pubrel') this.#pubrel(seen, ack, found);
    else this.#pubcomp(seen, ack, found);
  }

  /** It ends without an answer. */
  abandon(exchange: number, ids: OpenIds): void {
    const place = this.#book.store.place(exchange);
    if (place === undefined) return;
    this.#over({ exchange, ids, ...place });
    this.#book.abandon(exchange);
  }

  #begin(seen: Seen, { qos, packetId, dup, topic }: SeenPublish, ids: OpenIds): void {
    this.#names.retain(topic);
    const exchange = this.#book.begin({ kind: 'publish', qos, packetId, topic }, seen, dup);
    ids.open(packetId, exchange);
    ids.publishes += 1;
    if (qos === 2) ids.publishesQos2 += 1;
    const place = this.#book.store.place(exchange);
    if (place !== undefined) this.#count({ exchange, ids, ...place });
  }

  /** A PUBLISH whose identifier is free, as far as is known. */
  #first(seen: Seen, publish: SeenPublish, ids: OpenIds): void {
    if (publish.dup && this.#continuesEnded(seen, publish, ids)) return;
    this.#begin(seen, publish, ids);
    const { stream } = seen;
    const { session } = stream;
    // On an earlier connection the first sending could have been lost on its way here.
    if (publish.dup && session.isKnown && session.beganOn === stream.ordinal) {
      this.#notice(seen, 'dup-on-first');
    }
  }

  /** A redelivery whose answer seemed to be over: it did not get through before the connection ended. */
  #continuesEnded(seen: Seen, publish: SeenPublish, ids: OpenIds): boolean {
    const found = this.#endedBefore(seen, publish.packetId, ids);
    if (found === undefined) return false;
    const { columns, index } = found;
    if (columns.topic[index] !== publish.topic || columns.qos(index) !== publish.qos) return false;
    if (columns.has(index, PUBREL_SEEN)) {
      this.#notice(seen, 'publish-after-pubrec', columns.packet[index]);
      return false;
    }
    this.#reopen(found, publish.packetId);
    this.#again(seen, publish, found);
    return true;
  }

  /** The last exchange of the identifier, ended by an answer on an earlier connection of the session. */
  #endedBefore(seen: Seen, packetId: number, ids: OpenIds): Found | undefined {
    const found = this.#ended(packetId, ids);
    if (found === undefined || seen.stream.continues === false) return undefined;
    if (found.columns.state(found.index) === 'abandoned') return undefined;
    return this.#isOnLastStream(seen, found) ? undefined : found;
  }

  #ended(packetId: number, ids: OpenIds): Found | undefined {
    const exchange = ids.ended(packetId);
    const place = exchange === 0 ? undefined : this.#book.store.place(exchange);
    if (place === undefined || place.columns.packetId[place.index] !== packetId) return undefined;
    return { exchange, ids, ...place };
  }

  #reopen({ exchange, ids, columns, index }: Found, packetId: number): void {
    this.#book.reopen(exchange);
    columns.unset(index, AWAITS_PUBREL | AWAITS_PUBCOMP);
    ids.open(packetId, exchange);
    ids.publishes += 1;
    if (columns.qos(index) === 2) ids.publishesQos2 += 1;
  }

  /** Whether a PUBLISH under an identifier in flight is the one of before. */
  #isAgain(seen: Seen, publish: SeenPublish, found: Found): boolean {
    if (publish.dup) return true;
    // DUP 0 says that it is new (3.3.1.1); senders that forget DUP after a reconnect are well known.
    if (this.#isOnSameStream(seen, found)) return false;
    return this.#isSame(seen, publish, found);
  }

  /**
   * Whether it is in flight for certain: of an earlier connection nobody knows before the CONNACK,
   * nor where not all of the session was seen.
   */
  #isSure(seen: Seen, found: Found): boolean {
    const { connect, continues, sessionKnown } = seen.stream;
    const isDecided = connect === undefined || continues !== undefined;
    return (isDecided && sessionKnown) || this.#isOnSameStream(seen, found);
  }

  #isOnSameStream(seen: Seen, found: Found): boolean {
    const { columns, index } = found;
    return columns.stream[index] === seen.stream.ordinal || this.#isOnLastStream(seen, found);
  }

  #isOnLastStream({ stream }: Seen, { exchange }: Found): boolean {
    return this.#book.store.lastStream(exchange) === stream.ordinal;
  }

  /** Where the first one is not held any more nobody can tell a difference. */
  #isSame(seen: Seen, publish: SeenPublish, { columns, index }: Found): boolean {
    const topic = columns.topic[index] ?? 0;
    if (topic !== 0 && topic !== publish.topic) return false;
    const first = this.#log.view(columns.packet[index] ?? 0);
    if (first === undefined || (first[0] ?? 0) >> 4 !== PUBLISH) return true;
    return samePublish(first, publish.bytes, seen.stream.version);
  }

  #again(seen: Seen, publish: SeenPublish, found: Found): void {
    const { exchange, columns, index, ids } = found;
    const first = columns.packet[index];
    const isOut = seen.direction === 'out' && this.isAtClient;
    if (!this.#isSame(seen, publish, found)) this.#notice(seen, 'redelivery-differs', first);
    if (!publish.dup && this.#isSure(seen, found)) {
      this.#notice(seen, 'redelivery-without-dup', first);
    }
    this.#noticeInConnection(seen, found);
    // Whether a PUBREC of ours arrived is known only by the PUBREL that follows it.
    if (columns.has(index, PUBREL_SEEN) || (isOut && columns.has(index, PUBREC_SEEN))) {
      this.#notice(seen, 'publish-after-pubrec', first);
    }
    if (columns.qos(index) !== publish.qos) {
      ids.publishesQos2 += publish.qos === 2 ? 1 : -1;
      columns.setInfo(index, 'publish', seen.direction, publish.qos);
    }
    columns.unset(index, AWAITS_PUBREL | AWAITS_PUBCOMP);
    this.#count(found);
    this.#book.resend(exchange, seen, { packetType: PUBLISH, dup: publish.dup });
  }

  /** MQTT 5 redelivers only after a reconnect (4.4); MQTT 3.1.1 asks for it only then. */
  #noticeInConnection(seen: Seen, found: Found): void {
    if (!this.#isOnSameStream(seen, found)) return;
    this.#notice(seen, 'redelivery-in-connection', found.columns.packet[found.index]);
  }

  #count({ columns, index, ids }: Found): void {
    if (columns.has(index, COUNTED)) return;
    columns.set(index, COUNTED);
    ids.counted += 1;
  }

  /** Another packet takes the identifier of one that is in flight. */
  #replace(seen: Seen, found: Found): void {
    const { exchange, columns, index, ids } = found;
    if (this.#isSure(seen, found)) {
      this.#notice(seen, 'identifier-in-use', columns.packet[index]);
    }
    // Its own answer may still come.
    ids.stray(columns.packetId[index] ?? 0);
    this.abandon(exchange, ids);
    columns.set(index, REPLACED);
  }

  replace(seen: Seen, exchange: number, ids: OpenIds): void {
    const place = this.#book.store.place(exchange);
    if (place !== undefined) this.#replace(seen, { exchange, ids, ...place });
  }

  #puback(seen: Seen, ack: Ack, found: Found): void {
    if (found.columns.qos(found.index) === 2) {
      this.#attach(seen, ack, found, 'puback-for-qos2');
      return;
    }
    if (seen.direction === 'out') this.#orderOfAnswers(seen, found, 'lastPuback');
    this.#end(seen, ack, found, (ack.reasonCode ?? 0) >= REFUSED);
  }

  #pubrec(seen: Seen, ack: Ack, found: Found): void {
    const { columns, index } = found;
    const isAnswered = columns.has(index, AWAITS_PUBREL | AWAITS_PUBCOMP);
    if (isAnswered && columns.has(index, PUBREC_SEEN)) {
      const isTwice = (columns.resends[index] ?? 0) === 0;
      this.#attach(seen, ack, found, isTwice ? 'answered-twice' : undefined);
      return;
    }
    if (seen.direction === 'out') this.#orderOfAnswers(seen, found, 'lastPubrec');
    columns.set(index, PUBREC_SEEN);
    if ((ack.reasonCode ?? 0) >= REFUSED) {
      this.#end(seen, ack, found, true);
      return;
    }
    columns.set(index, AWAITS_PUBREL);
    this.#attach(seen, ack, found, undefined);
  }

  #pubrel(seen: Seen, ack: Ack, found: Found): void {
    const { exchange, columns, index } = found;
    const isAgain = columns.has(index, PUBREL_SEEN);
    if (!columns.has(index, PUBREC_SEEN)) {
      if (!isAgain) this.#notice(seen, 'pubrel-without-pubrec', columns.packet[index]);
    } else if (!isAgain && seen.direction === 'out') this.#orderOfReleases(seen, found);
    if (isAgain) this.#noticeInConnection(seen, found);
    columns.unset(index, AWAITS_PUBREL);
    columns.set(index, PUBREL_SEEN | AWAITS_PUBCOMP);
    // What goes on after a reconnect is a redelivery (4.4), also where the first try was not seen.
    if (isAgain || !this.#isOnLastStream(seen, found))
      this.#book.resend(exchange, seen, stepOf(ack));
    else this.#book.add(exchange, seen, stepOf(ack));
  }

  #pubcomp(seen: Seen, ack: Ack, found: Found): void {
    if (found.columns.has(found.index, PUBREL_SEEN)) this.#end(seen, ack, found, false);
    else this.#attach(seen, ack, found, 'pubcomp-without-pubrel');
  }

  /** Belongs to the exchange, but does not bring it further than it is. */
  #attach(seen: Seen, ack: Ack, found: Found, kind: IrregularityKind | undefined): void {
    const { exchange, columns, index } = found;
    if (kind !== undefined) this.#notice(seen, kind, columns.packet[index]);
    this.#book.add(exchange, seen, stepOf(ack));
  }

  #end(seen: Seen, ack: Ack, found: Found, isRefused: boolean): void {
    this.#book.add(found.exchange, seen, stepOf(ack));
    this.#over(found);
    this.#book.answered(found.exchange, isRefused);
  }

  #over({ exchange, columns, index, ids }: Found): void {
    ids.close(columns.packetId[index] ?? 0, exchange);
    if (columns.kind(index) !== 'publish') return;
    ids.publishes -= 1;
    if (columns.qos(index) === 2) ids.publishesQos2 -= 1;
    if (columns.has(index, COUNTED)) ids.counted -= 1;
    columns.unset(index, COUNTED | AWAITS_PUBREL | AWAITS_PUBCOMP);
  }

  /** 4.6: PUBACK and PUBREC in the order of the PUBLISH packets. */
  #orderOfAnswers(seen: Seen, found: Found, which: 'lastPuback' | 'lastPubrec'): void {
    const { exchange, ids } = found;
    const newest = ids[which];
    if (exchange > newest) ids[which] = exchange;
    else if (exchange < newest) {
      this.#notice(seen, 'ack-order', this.#book.store.columns(newest) && this.#lastOf(newest));
    }
  }

  /** 4.6: PUBREL in the order of the PUBREC packets. */
  #orderOfReleases(seen: Seen, { exchange, ids }: Found): void {
    const last = this.#book.store.lastStep(exchange);
    if (last === undefined || last.stream !== seen.stream.ordinal) return;
    if (last.packet > ids.lastReleased) ids.lastReleased = last.packet;
    else this.#notice(seen, 'ack-order', ids.lastReleased);
  }

  #lastOf(exchange: number): number | undefined {
    return this.#book.store.lastStep(exchange)?.packet;
  }

  /** An acknowledgement whose identifier nothing waits for. */
  #unasked(seen: Seen, ack: Ack, ids: OpenIds): void {
    const ended = this.#ended(ack.packetId, ids);
    const isPublish = ended !== undefined && ended.columns.kind(ended.index) === 'publish';
    if (ack.type === 'pubrel') this.#unaskedRelease(seen, ack, ids, isPublish ? ended : undefined);
    else if (ids.takeStray(ack.packetId)) return;
    else if (isPublish && ended.columns.state(ended.index) !== 'abandoned') {
      const isTwice = (ended.columns.resends[ended.index] ?? 0) === 0;
      const last = this.#lastOf(ended.exchange);
      if (isTwice) this.#notice(seen, 'answered-twice', last);
      this.#book.add(ended.exchange, seen, stepOf(ack));
    } else {
      if (seen.stream.sessionKnown) this.#notice(seen, 'unexpected-ack');
      if (ack.type === 'pubrec') ids.stray(ack.packetId);
    }
  }

  #unaskedRelease(seen: Seen, ack: Ack, ids: OpenIds, ended: Found | undefined): void {
    const isReleased =
      ended !== undefined &&
      ended.columns.has(ended.index, PUBREL_SEEN) &&
      ended.columns.state(ended.index) !== 'abandoned';
    if (isReleased && seen.stream.continues !== false) {
      const isLater = this.#endedBefore(seen, ack.packetId, ids) !== undefined;
      if (!isLater) this.#noticeInConnection(seen, ended);
      this.#reopen(ended, ack.packetId);
      ended.columns.set(ended.index, AWAITS_PUBCOMP);
      this.#book.resend(ended.exchange, seen, stepOf(ack));
      return;
    }
    if (!ids.takeStray(ack.packetId) && seen.stream.sessionKnown) {
      this.#notice(seen, 'pubrel-without-pubrec');
    }
    const first = { kind: 'publish', qos: 2, packetId: ack.packetId, topic: 0 } as const;
    const exchange = this.#book.beginLate(first, seen, stepOf(ack));
    ids.open(ack.packetId, exchange);
    ids.publishes += 1;
    ids.publishesQos2 += 1;
    const columns = this.#book.store.columns(exchange);
    columns?.set(this.#book.store.index(exchange), PUBREC_SEEN | PUBREL_SEEN | AWAITS_PUBCOMP);
  }
}

function stepOf({ type, reasonCode = 0, dup }: Ack): StepOf {
  return { packetType: TYPE_NUMBERS[type], code: reasonCode, dup: dup === true };
}
