/** Follows PUBLISH of QoS 1 and 2 (4.3, 4.4) in both directions. */
import { payloadOffset, peekPayload, peekPublish } from '../../mqtt/framing/peek.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import type { TopicNames } from '../log/columns/topicNames.ts';
import type { PacketLog } from '../log/packetLog.ts';
import { sameMessages } from '../log/sameMessages.ts';
import type { OpenIds } from '../streams/sessionFlow.ts';
import type { Seen } from './exchangeBook.ts';
import { AWAITS_PUBCOMP, AWAITS_PUBREL, PUBREC_SEEN, PUBREL_SEEN } from './exchangeColumns.ts';
import type { Found, PublishRecord } from './publishRecord.ts';

/** Bit of the first byte. */
const DUP = 8;

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
    if (publish.dup && this.#continuesEnded(seen, publish, ids)) return;
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
   * Continues an exchange whose answer did not arrive before the connection ended, so that the message is
   * sent again.
   */
  #continuesEnded(seen: Seen, publish: SeenPublish, ids: OpenIds): boolean {
    const found = this.#record.endedBefore(seen, publish.packetId, ids);
    if (found === undefined) return false;
    const { columns, index } = found;
    if (columns.topic[index] !== publish.topic || columns.qos(index) !== publish.qos) return false;
    // The first send of another message could have been lost, after its identifier was free again.
    if (!this.#isSame(seen, publish, found)) return false;
    if (columns.has(index, PUBREL_SEEN)) {
      this.#record.notice(seen, 'publish-after-pubrec', columns.packet[index]);
      return false;
    }
    this.#record.reopen(found);
    this.#again(seen, publish, found);
    return true;
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
    const isOver = columns.has(index, PUBREL_SEEN) || (isOut && columns.has(index, PUBREC_SEEN));
    if (isSure && isOver) {
      record.notice(seen, 'publish-after-pubrec', first);
    }
    if (columns.qos(index) !== publish.qos) {
      ids.publishesQos2 += publish.qos === 2 ? 1 : -1;
      columns.setInfo(index, 'publish', seen.direction, publish.qos);
    }
    columns.unset(index, AWAITS_PUBREL | AWAITS_PUBCOMP);
    record.count(found);
    record.book.resend(exchange, seen, { packetType: PUBLISH, dup: publish.dup });
  }
}
