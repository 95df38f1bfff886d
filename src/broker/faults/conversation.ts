/** What rules ask about packets: type, topics and QoS, also of what an acknowledgement is for. */
import { decode } from '../../mqtt/decode.ts';
import type {
  Packet,
  PacketType,
  ProtocolVersion,
  PublishPacket,
  QoS,
  Sender,
} from '../../mqtt/packet.ts';
import { peekPacketId, peekType } from '../../mqtt/peek.ts';

export interface PacketFacts {
  /** undefined for the reserved type 0. */
  readonly type: PacketType | undefined;
  /** Topic of a PUBLISH, filters of SUBSCRIBE and UNSUBSCRIBE; acknowledgements have those of what they are for. */
  readonly topics: readonly string[];
  readonly qos: readonly QoS[];
}

/** What waits for its acknowledgement, at most; older ones are forgotten. */
const REMEMBERED = 2000;

/** The topic behind an alias of that side, as the broker knows it. */
export type TopicBehind = (sender: Sender, alias: number) => string | undefined;

type Subject = Pick<PacketFacts, 'topics' | 'qos'>;
const NO_SUBJECT: Subject = { topics: [], qos: [] };

/** One connection's packets of both directions, in order. */
export class Conversation {
  readonly #topicBehind: TopicBehind;
  readonly #aliases = { client: new Map<number, string>(), server: new Map<number, string>() };
  /** By packet identifier, under the side that gave it. */
  readonly #subjects = { client: new Map<number, Subject>(), server: new Map<number, Subject>() };

  /** @param topicBehind of aliases that were set before this began to read */
  constructor(topicBehind: TopicBehind) {
    this.#topicBehind = topicBehind;
  }

  /** Others may have been set in their place. */
  forgetAliases(sender: Sender): void {
    this.#aliases[sender].clear();
  }

  read(bytes: Uint8Array, sender: Sender, version: ProtocolVersion): PacketFacts {
    const type = peekType(bytes);
    return { type, ...this.#subject(type, bytes, sender, version) };
  }

  /** As `read`, for a packet that has been read before. */
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
    if (type === 'suback' || type === 'unsuback') return this.#answered(bytes, other(sender));
    if (type === 'puback') return { ...this.#answered(bytes, other(sender)), qos: [1] };
    if (type === 'pubrel') return { ...this.#answered(bytes, sender), qos: [2] };
    if (type === 'pubrec' || type === 'pubcomp') {
      return { ...this.#answered(bytes, other(sender)), qos: [2] };
    }
    return NO_SUBJECT;
  }

  #remember(packet: Packet, sender: Sender): Subject {
    if (packet.type === 'publish' && packet.topic !== '') {
      const alias = aliasOf(packet);
      if (alias !== undefined) this.#aliases[sender].set(alias, packet.topic);
    }
    const subject = this.#subjectOf(packet, sender);
    const packetId = 'packetId' in packet ? packet.packetId : undefined;
    if (packetId === undefined) return subject;
    const subjects = this.#subjects[sender];
    subjects.delete(packetId);
    subjects.set(packetId, subject);
    const [oldest] = subjects.keys();
    if (subjects.size > REMEMBERED && oldest !== undefined) subjects.delete(oldest);
    return subject;
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
    if (known !== undefined) this.#aliases[sender].set(alias, known);
    return known;
  }

  /** `asker`: whose packet identifier it is. */
  #answered(bytes: Uint8Array, asker: Sender): Subject {
    return this.#subjects[asker].get(peekPacketId(bytes) ?? 0) ?? NO_SUBJECT;
  }
}

function isRequest(type: PacketType | undefined): boolean {
  return type === 'publish' || type === 'subscribe' || type === 'unsubscribe';
}

function aliasOf({ properties }: PublishPacket): number | undefined {
  const alias = properties.find(({ name }) => name === 'topicAlias')?.value;
  return typeof alias === 'number' ? alias : undefined;
}

function other(sender: Sender): Sender {
  return sender === 'client' ? 'server' : 'client';
}
