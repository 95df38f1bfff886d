/** Follows PUBLISH of QoS 1 and 2 (4.3, 4.4) in both directions. */
import { payloadOffset, peekPayload, peekPublish } from '../../mqtt/framing/peek.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import {
  PINGREQ,
  PINGRESP,
  PUBLISH,
  SUBACK,
  SUBSCRIBE,
  UNSUBACK,
  UNSUBSCRIBE,
} from '../../mqtt/tables/typeNumbers.ts';
import type { TopicNames } from '../log/columns/topicNames.ts';
import type { PacketLog } from '../log/packetLog.ts';
import { sameMessages } from '../log/sameMessages.ts';
import type { OpenIds } from '../streams/sessionFlow.ts';
import type { Seen } from './exchangeBook.ts';
import { AWAITS_PUBCOMP, AWAITS_PUBREL, PUBREC_SEEN, PUBREL_SEEN } from './exchangeColumns.ts';
import type { Found, PublishRecord } from './publishRecord.ts';

/** Bit of the first byte. */
const DUP = 8;

/** Requests of a client, and the server's responses: it reads the packets of a connection in order. */
const REQUESTS = new Set([PINGREQ, SUBSCRIBE, UNSUBSCRIBE]);
const RESPONSES = new Set([PINGRESP, SUBACK, UNSUBACK]);

/** Compares QoS, retain flag and payload. The caller compares topics, because aliases hide them. */
function samePublish(
  first: Uint8Array,
  second: Uint8Array,
  version: ProtocolVersion | undefined,
): boolean {
  if (((first[0] ?? 0) | DUP) !== ((second[0] ?? 0) | DUP)) return false;
  const a = payloadAt(first, version);
  const b = payloadAt(second, version);
  if (first.length - a !== second.length - b) return false;
  for (let index = 0; a + index < first.length; index += 1) {
    if (first[a + index] !== second[b + index]) return false;
  }
  return true;
}

function payloadAt(publish: Uint8Array, version: ProtocolVersion | undefined): number {
  const parts = peekPublish(publish);
  return (parts && payloadOffset(publish, parts, version ?? 4)) ?? publish.length;
}

export interface SeenPublish {
  readonly bytes: Uint8Array;
  readonly qos: number;
  readonly packetId: number;
  readonly dup: boolean;
  /** Interned topic. */
  readonly topic: number;
}

/** Limits of the search for an earlier send: packets, and those with its topic. */
const LOOKBACK = 10_000;
const COMPARED = 100;

export class PublishExchanges {
  readonly #record: PublishRecord;
  readonly #log: PacketLog;
  readonly #names: TopicNames;
  /** True if all packets for the client have reached it. False for files, which may be captured anywhere. */
  isAtClient = true;

  constructor(record: PublishRecord, log: PacketLog, names: TopicNames) {
    this.#record = record;
    this.#log = log;
    this.#names = names;
  }

  /**
   * Processes a PUBLISH of QoS 1 or 2 with an identifier.
   * @returns whether a receiver treats it as a message that it already holds (4.3.3)
   */
  publish(seen: Seen, publish: SeenPublish): boolean {
    const ids = seen.stream.session.flow.of(seen.direction);
    const found = this.#record.open(publish.packetId, ids);
    if (found === undefined) {
      this.#first(seen, publish, ids);
      return false;
    }
    const { columns, index } = found;
    const isPublish = columns.kind(index) === 'publish';
    const isHeld = columns.qos(index) === 2 && !columns.has(index, PUBREL_SEEN);
    const repeats = isPublish && publish.qos === 2 && isHeld;
    if (isPublish && this.#isAgain(seen, publish, found)) this.#again(seen, publish, found);
    else {
      this.replace(seen, found);
      this.#begin(seen, publish, ids);
    }
    return repeats;
  }

  /** Ends it without an answer. */
  abandon(exchange: number, ids: OpenIds): void {
    const found = this.#record.at(exchange, ids);
    if (found === undefined) return;
    this.#record.over(found);
    this.#record.book.abandon(exchange);
  }

  /** Ends an exchange in flight whose identifier another packet takes. */
  replace(seen: Seen, found: Found): void {
    const { exchange, columns, index, ids } = found;
    if (this.#record.isSure(seen, found)) {
      this.#record.notice(seen, 'identifier-in-use', columns.packet[index]);
    }
    // Its own answer may still arrive.
    ids.stray(columns.packetId[index] ?? 0);
    this.abandon(exchange, ids);
    columns.setReplaced(index);
  }

  #begin(seen: Seen, { qos, packetId, dup, topic }: SeenPublish, ids: OpenIds): void {
    this.#names.retain(topic);
    this.#record.begin(seen, qos, packetId, topic, dup, ids);
  }

  /** Begins a PUBLISH whose identifier is free, as far as is known. */
  #first(seen: Seen, publish: SeenPublish, ids: OpenIds): void {
    if (publish.dup && this.#repeatsEnded(seen, publish, ids)) return;
    this.#begin(seen, publish, ids);
    const { stream } = seen;
    const { session } = stream;
    // On an earlier connection the first send could have been lost before it was captured.
    const isFirst = session.isKnown && session.beganOn === stream.ordinal;
    if (publish.dup && isFirst && this.#isNeverSent(seen, publish)) {
      this.#record.notice(seen, 'dup-on-first');
    }
  }

  /**
   * A client may keep messages of a session that the server has lost, or from before the capture. DUP only
   * says that it has tried before (3.3.1.1).
   */
  #isNeverSent({ direction, number, stream }: Seen, { bytes, topic }: SeenPublish): boolean {
    if (direction === 'in') return true;
    if (!this.isAtClient) return false;
    const payload = peekPayload(bytes, stream.version);
    if (payload === undefined) return false;
    const message = { topic, payload };
    for (const row of sameMessages(this.#log, number, message, LOOKBACK, COMPARED)) {
      if (row.direction === 'out') return false;
    }
    return true;
  }

  /**
   * Handles a message that is sent again although it was answered. The answer may not have arrived before the
   * connection ended, so the exchange continues.
   */
  #repeatsEnded(seen: Seen, publish: SeenPublish, ids: OpenIds): boolean {
    const found = this.#record.endedInSession(seen, publish.packetId, ids);
    if (found === undefined) return false;
    const { columns, index } = found;
    if (columns.topic[index] !== publish.topic || columns.qos(index) !== publish.qos) return false;
    // The first send of another message could have been lost, after its identifier was free again.
    if (!this.#isSame(seen, publish, found)) return false;
    this.#noticeAnswered(seen, found);
    // After PUBREL, its receiver takes it for a new message.
    if (columns.has(index, PUBREL_SEEN)) {
      this.#begin(seen, publish, ids);
      return true;
    }
    this.#record.reopen(found);
    this.#again(seen, publish, found);
    return true;
  }

  #noticeAnswered(seen: Seen, found: Found): void {
    const answer = this.#record.lastOf(found);
    const connect = seen.stream.connect?.packet ?? seen.number;
    // The server may have ended the connection before it read an answer that came after the next CONNECT.
    if (answer === undefined || (!this.#record.isOnLastStream(seen, found) && answer > connect))
      return;
    const isRead = seen.direction === 'out' ? this.isAtClient : this.#hasServerRead(answer, seen);
    this.#record.notice(
      seen,
      isRead ? 'redelivery-after-answer' : 'redelivery-of-answered',
      answer,
    );
  }

  /** True if the server has answered a later request on the same connection. */
  #hasServerRead(packet: number, { number }: Seen): boolean {
    const stream = this.#log.row(packet)?.stream;
    const end = Math.min(number, packet + LOOKBACK);
    let isAsked = false;
    for (let at = packet + 1; at < end; at += 1) {
      const row = this.#log.row(at);
      if (row === undefined || row.stream !== stream) continue;
      const type = row.firstByte >> 4;
      isAsked ||= REQUESTS.has(type);
      if (isAsked && RESPONSES.has(type)) return true;
    }
    return false;
  }

  /** True if a PUBLISH under an identifier in flight is the previous message. */
  #isAgain(seen: Seen, publish: SeenPublish, found: Found): boolean {
    if (publish.dup) return true;
    // DUP 0 means a new message (3.3.1.1), but some senders forget DUP after a reconnect.
    if (this.#record.isOnSameStream(seen, found)) return false;
    return this.#isSame(seen, publish, found);
  }

  /** True if the first message has been discarded, because then no difference can be shown. */
  #isSame(seen: Seen, publish: SeenPublish, { columns, index }: Found): boolean {
    const topic = columns.topic[index] ?? 0;
    if (topic !== 0 && topic !== publish.topic) return false;
    const first = this.#log.view(columns.packet[index] ?? 0);
    if (first === undefined || (first[0] ?? 0) >> 4 !== PUBLISH) return true;
    return samePublish(first, publish.bytes, seen.stream.version);
  }

  #again(seen: Seen, publish: SeenPublish, found: Found): void {
    const record = this.#record;
    const { exchange, columns, index, ids } = found;
    const first = columns.packet[index];
    const isOut = seen.direction === 'out' && this.isAtClient;
    const isSame = this.#isSame(seen, publish, found);
    const isSure = record.isSure(seen, found, isSame);
    if (isSure && !isSame) record.notice(seen, 'redelivery-differs', first);
    if (isSure && !publish.dup) record.notice(seen, 'redelivery-without-dup', first);
    record.noticeInConnection(seen, found);
    // Only a PUBREL shows that our PUBREC arrived.
    const isReleased = columns.has(index, PUBREL_SEEN);
    const isOver = isReleased || (isOut && columns.has(index, PUBREC_SEEN));
    // After an exchange on an unseen connection, the same message would not have DUP.
    const isRepeat = isReleased && isSame && publish.dup && seen.stream.continues === true;
    if (isOver && (isSure || isRepeat)) record.notice(seen, 'publish-after-pubrec', first);
    if (columns.qos(index) !== publish.qos) {
      ids.publishesQos2 += publish.qos === 2 ? 1 : -1;
      columns.setInfo(index, 'publish', seen.direction, publish.qos);
    }
    columns.unset(index, AWAITS_PUBREL | AWAITS_PUBCOMP);
    record.count(found);
    record.book.resend(exchange, seen, { packetType: PUBLISH, dup: publish.dup });
  }
}
