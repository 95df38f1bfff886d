/**
 * A side of a connection as the receiver of the other side's packets (MQTT 5): its limits, and packets that
 * exceeded them.
 */

import { decode } from '../../mqtt/codec/decode.ts';
import {
  headerLength,
  peekPacketId,
  peekPublish,
  peekTopicAlias,
} from '../../mqtt/framing/peek.ts';
import type { PacketType } from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import {
  RECEIVE_MAXIMUM,
  type ServerLimits,
  type SideLimits,
} from '../../mqtt/tables/sideLimits.ts';
import { splitShared } from '../../mqtt/tables/topics.ts';
import type { Limit } from '../endCauses/limits.ts';
import { SparseSet } from '../log/columns/sparse.ts';

export interface SentPacket {
  readonly type: PacketType | undefined;
  /** Its first bytes. */
  readonly head: Uint8Array;
  readonly size: number;
  /** ms. */
  readonly time: number;
}

/** A packet above a limit: bytes, messages, alias, QoS or identifier; 1 for an unsupported feature. */
interface Exceeded {
  readonly limit: Limit | 'packet-size';
  readonly sent: number;
  readonly maximum: number;
}

export interface Excess extends Exceeded {
  readonly type: PacketType;
  /** ms. */
  readonly time: number;
}

/** A client announces only the limits in `SideLimits`. */
type Limits = SideLimits & Partial<ServerLimits>;

export class Receiver {
  #limits: Limits | undefined;
  /** True if all packets since then were seen. */
  #isWhole = true;
  /** PUBLISH packets above QoS 0 without an answer, if it has a receive maximum. */
  readonly #unanswered = new SparseSet<number>();
  readonly #aliases = new SparseSet<number>();
  #last: Excess | undefined;

  /** @param isWhole all later packets will be seen */
  takes(limits: Limits, isWhole = true): void {
    this.#limits = limits;
    this.#isWhole = isWhole;
  }

  /** Bytes; undefined: not announced. */
  get maximumPacketSize(): number | undefined {
    return this.#limits?.maximumPacketSize;
  }

  /** The last packet above a limit. Too many messages count only while they are unanswered. */
  get excess(): Excess | undefined {
    const { receiveMaximum = RECEIVE_MAXIMUM } = this.#limits ?? {};
    const isOver =
      this.#last?.limit === 'receive-maximum' && this.#unanswered.size <= receiveMaximum;
    return isOver ? undefined : this.#last;
  }

  got(packet: SentPacket): void {
    const { type, time } = packet;
    if (this.#limits === undefined || type === undefined) return;
    const exceeded = this.#judge(packet, this.#limits);
    if (exceeded !== undefined) this.#last = { ...exceeded, type, time };
  }

  /** Takes a packet that it sent. */
  said(type: PacketType | undefined, head: Uint8Array): void {
    if (this.#unanswered.size === 0) return;
    const isLast =
      type === 'puback' ||
      type === 'pubcomp' ||
      (type === 'pubrec' && isFailure(head[headerLength(head) + 2]));
    const packetId = isLast ? peekPacketId(head) : undefined;
    if (packetId !== undefined) this.#unanswered.delete(packetId);
  }

  #judge(packet: SentPacket, limits: Limits): Exceeded | undefined {
    const { size: sent, type } = packet;
    const { maximumPacketSize: maximum } = limits;
    if (sent > maximum) return { limit: 'packet-size', sent, maximum };
    if (type === 'publish') return this.#judgePublish(packet, limits);
    return type === 'subscribe' ? judgeSubscribe(packet, limits) : undefined;
  }

  #judgePublish({ head }: SentPacket, limits: Limits): Exceeded | undefined {
    const { receiveMaximum, topicAliasMaximum, maximumQoS = 2, retainAvailable = true } = limits;
    const parts = peekPublish(head);
    // QoS 3 is malformed [MQTT-3.3.1-4].
    if (parts === undefined || parts.qos > 2) return undefined;
    const { qos, retain, topicLength, packetId } = parts;
    if (packetId !== undefined && receiveMaximum < RECEIVE_MAXIMUM) this.#unanswered.add(packetId);
    const alias = peekTopicAlias(head, parts) ?? 0;
    const ofAlias = { sent: alias, maximum: topicAliasMaximum } as const;
    if (alias > topicAliasMaximum) return { limit: 'topic-alias', ...ofAlias };
    if (alias > 0 && topicLength === 0 && this.#isWhole && !this.#aliases.has(alias)) {
      return { limit: 'alias-not-set', ...ofAlias };
    }
    if (alias > 0) this.#aliases.add(alias);
    if (qos > maximumQoS) return { limit: 'maximum-qos', sent: qos, maximum: maximumQoS };
    if (retain && !retainAvailable) return { limit: 'retain', sent: 1, maximum: 0 };
    const { size: sent } = this.#unanswered;
    return sent > receiveMaximum
      ? { limit: 'receive-maximum', sent, maximum: receiveMaximum }
      : undefined;
  }
}

/** Decodes only if a feature is unsupported, because most servers support all of them. */
function judgeSubscribe({ head, size }: SentPacket, limits: Limits): Exceeded | undefined {
  const { wildcardAvailable = true, sharedAvailable = true, identifiersAvailable = true } = limits;
  const takesAll = wildcardAvailable && sharedAvailable && identifiersAvailable;
  const decoded = takesAll || head.length < size ? undefined : decode(head, 5, 'client');
  if (decoded?.ok !== true || decoded.packet.type !== 'subscribe') return undefined;
  const { properties, subscriptions } = decoded.packet;
  const shared = subscriptions.map(({ filter }) => splitShared(filter));
  const plain = subscriptions.map(({ filter }, at) => shared[at]?.filter ?? filter);
  const identifier = propertyValue(properties, 'subscriptionIdentifier');
  if (!sharedAvailable && shared.some((one) => one !== undefined)) {
    return { limit: 'shared', sent: 1, maximum: 0 };
  }
  if (!wildcardAvailable && plain.some((filter) => /[+#]/.test(filter))) {
    return { limit: 'wildcard', sent: 1, maximum: 0 };
  }
  return identifiersAvailable || identifier === undefined
    ? undefined
    : { limit: 'identifier', sent: identifier, maximum: 0 };
}
