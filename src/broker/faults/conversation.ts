/**
 * Facts of packets for rules: type, topics and QoS, also of the packet that an acknowledgement belongs to.
 */
import { decode } from '../../mqtt/codec/decode.ts';
import { peekPacketId, peekType } from '../../mqtt/framing/peek.ts';
import {
  otherSide,
  type Packet,
  type PacketType,
  type ProtocolVersion,
  type PublishPacket,
  type QoS,
  type Sender,
} from '../../mqtt/tables/packet.ts';
import type { Account } from '../core/memory/ledger.ts';
import { aliasSize, textSize } from '../core/memory/sizes.ts';

export interface PacketFacts {
  /** undefined for the reserved type 0. */
  readonly type: PacketType | undefined;
  /**
   * Topic of a PUBLISH, filters of SUBSCRIBE and UNSUBSCRIBE; acknowledgements have the topics of their
   * packet.
   */
  readonly topics: readonly string[];
  readonly qos: readonly QoS[];
}

/** Maximum of packets awaiting their acknowledgement; older ones are forgotten. */
const REMEMBERED = 2000;
/** Maximum of their estimated memory. */
const REMEMBERED_BYTES = 1024 * 1024;
const SUBJECT_BYTES = 200;

/** Returns the topic of an alias of that side, as known to the broker. */
export type TopicBehind = (sender: Sender, alias: number) => string | undefined;

type Subject = Pick<PacketFacts, 'topics' | 'qos'>;
const NO_SUBJECT: Subject = { topics: [], qos: [] };

/** Reads a connection's packets of both directions in order. */
export class Conversation {
  readonly #topicBehind: TopicBehind;
  readonly #aliases = { client: new Map<number, string>(), server: new Map<number, string>() };
  /** By packet identifier, for the side that assigned it. */
  readonly #subjects = { client: new Map<number, Subject>(), server: new Map<number, Subject>() };

  readonly #account: Account;
  /** Estimated memory. */
  #bytes = 0;

  /**
   * @param topicBehind resolves aliases set before this object began to read
   * @param account charged for remembered packets
   */
  constructor(topicBehind: TopicBehind, account: Account) {
    this.#topicBehind = topicBehind;
    this.#account = account;
  }

  /** The side may have redefined them unread. */
  forgetAliases(sender: Sender): void {
    for (const topic of this.#aliases[sender].values()) this.#count(-aliasSize(topic));
    this.#aliases[sender].clear();
  }

  /** The connection has ended. */
  end(): void {
    this.#account.add(-this.#bytes);
    this.#bytes = 0;
    for (const side of [this.#aliases, this.#subjects]) {
      side.client.clear();
      side.server.clear();
    }
  }

  read(bytes: Uint8Array, sender: Sender, version: ProtocolVersion): PacketFacts {
    const type = peekType(bytes);
    return { type, ...this.#subject(type, bytes, sender, version) };
  }

  /** Like `read`, for a packet that was read before. */
  topicsOf(bytes: Uint8Array, sender: Sender, version: ProtocolVersion): readonly string[] {
    const type = peekType(bytes);
    if (!isRequest(type)) return this.#subject(type, bytes, sender, version).topics;
    const decoded = decode(bytes, version, sender);
    return decoded.ok ? this.#subjectOf(decoded.packet, sender).topics : [];
  }

  #subject(
    type: PacketType | undefined,
    bytes: Uint8Array,
    sender: Sender,
    version: ProtocolVersion,
  ): Subject {
    if (isRequest(type)) {
      const decoded = decode(bytes, version, sender);
      return decoded.ok ? this.#remember(decoded.packet, sender) : NO_SUBJECT;
    }
    if (type === 'suback' || type === 'unsuback') return this.#answered(bytes, otherSide(sender));
    if (type === 'puback') return { ...this.#answered(bytes, otherSide(sender)), qos: [1] };
    if (type === 'pubrel') return { ...this.#answered(bytes, sender), qos: [2] };
    if (type === 'pubrec' || type === 'pubcomp') {
      return { ...this.#answered(bytes, otherSide(sender)), qos: [2] };
    }
    return NO_SUBJECT;
  }

  #remember(packet: Packet, sender: Sender): Subject {
    if (packet.type === 'publish' && packet.topic !== '') {
      const alias = aliasOf(packet);
      if (alias !== undefined) this.#learn(sender, alias, packet.topic);
    }
    const subject = this.#subjectOf(packet, sender);
    const packetId = 'packetId' in packet ? packet.packetId : undefined;
    if (packetId === undefined) return subject;
    const subjects = this.#subjects[sender];
    this.#forget(subjects, packetId);
    this.#count(sizeOf(subject));
    subjects.set(packetId, subject);
    while (subjects.size > REMEMBERED || this.#bytes > REMEMBERED_BYTES || !this.#account.fits(0)) {
      const [oldest] = subjects.keys();
      if (oldest === undefined) break;
      this.#forget(subjects, oldest);
    }
    return subject;
  }

  #forget(subjects: Map<number, Subject>, packetId: number): void {
    const subject = subjects.get(packetId);
    if (subject === undefined) return;
    subjects.delete(packetId);
    this.#count(-sizeOf(subject));
  }

  #subjectOf(packet: Packet, sender: Sender): Subject {
    if (packet.type === 'publish') {
      const alias = packet.topic === '' ? aliasOf(packet) : undefined;
      const known = alias === undefined ? packet.topic : this.#behind(sender, alias);
      return { topics: known === undefined ? [] : [known], qos: [packet.qos] };
    }
    if (packet.type === 'subscribe') {
      const { subscriptions } = packet;
      return { topics: subscriptions.map((s) => s.filter), qos: subscriptions.map((s) => s.qos) };
    }
    return packet.type === 'unsubscribe' ? { topics: packet.filters, qos: [] } : NO_SUBJECT;
  }

  #behind(sender: Sender, alias: number): string | undefined {
    const known = this.#aliases[sender].get(alias) ?? this.#topicBehind(sender, alias);
    if (known !== undefined) this.#learn(sender, alias, known);
    return known;
  }

  /** If there is no memory, later packets read the alias from the broker. */
  #learn(sender: Sender, alias: number, topic: string): void {
    const aliases = this.#aliases[sender];
    const known = aliases.get(alias);
    if (known === topic) return;
    if (known !== undefined) this.#count(-aliasSize(known));
    aliases.delete(alias);
    if (!this.#account.fits(aliasSize(topic))) return;
    this.#count(aliasSize(topic));
    aliases.set(alias, topic);
  }

  #count(more: number): void {
    this.#bytes += more;
    this.#account.add(more);
  }

  /** `asker`: the side that assigned the packet identifier. */
  #answered(bytes: Uint8Array, asker: Sender): Subject {
    return this.#subjects[asker].get(peekPacketId(bytes) ?? 0) ?? NO_SUBJECT;
  }
}

const sizeOf = ({ topics }: Subject): number =>
  topics.reduce((sum, topic) => sum + textSize(topic), SUBJECT_BYTES);

function isRequest(type: PacketType | undefined): boolean {
  return type === 'publish' || type === 'subscribe' || type === 'unsubscribe';
}

function aliasOf({ properties }: PublishPacket): number | undefined {
  const alias = properties.find(({ name }) => name === 'topicAlias')?.value;
  return typeof alias === 'number' ? alias : undefined;
}
