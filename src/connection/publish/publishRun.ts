/** A message that goes out again and again, to one topic after another: its packets are encoded once for each connection. */
import { peekPublish } from '../../mqtt/framing/peek.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { faultOfTopicName } from '../../mqtt/tables/topics.ts';
import type { PublishRequest } from '../protocol/protocol.ts';
import { publishFault } from '../protocol/serverLimits.ts';
import type { OutboxLine } from './outboxLine.ts';

/** Of a packet identifier, which stands behind the topic name (3.3.2.2). */
const ID_BYTES = 2;
/** Bytes of all its packets: more are better encoded as they go. */
const MOST_KEPT = 1024 * 1024;
/** Bytes that are written together, above which no more are added: what the capture takes at once. */
const MOST_TOGETHER = 64 * 1024;

/** As it is written, but for its packet identifier. */
interface Encoded {
  readonly bytes: Uint8Array;
  /** Where the identifier stands; 0 at QoS 0. */
  readonly idAt: number;
}

export class PublishRun {
  /** Its id is that of the first. */
  readonly message: PublishRequest;
  readonly topics: readonly string[];
  #line: OutboxLine | undefined;
  #packets: readonly Encoded[] | undefined;

  /** @param topics at least one */
  constructor(message: PublishRequest, topics: readonly string[]) {
    this.message = message;
    this.topics = topics;
  }

  topic(nth: number): string {
    return this.topics[nth % this.topics.length] ?? this.message.topic;
  }

  request(nth: number): PublishRequest {
    return { ...this.message, topic: this.topic(nth), id: this.message.id + nth };
  }

  /** False: each has to go by itself, because it may be refused, defines an alias, or is large. */
  isFor(line: OutboxLine): boolean {
    if (line !== this.#line) {
      this.#line = line;
      this.#packets = this.#encoded(line);
    }
    return this.#packets !== undefined;
  }

  /**
   * Packets from the `from`th message on, in one piece.
   * @param ids their packet identifiers, of QoS 1 and 2
   * @returns up to `most` of them, as many as go together
   */
  bytes(from: number, most: number, ids: readonly number[]): Uint8Array {
    const packets = this.#packets ?? [];
    const count = this.fitting(from, most);
    let size = 0;
    for (let at = from; at < from + count; at += 1) {
      size += packets[at % packets.length]?.bytes.length ?? 0;
    }
    const all = new Uint8Array(size);
    let end = 0;
    for (let at = 0; at < count; at += 1) {
      const packet = packets[(from + at) % packets.length];
      if (packet === undefined) break;
      all.set(packet.bytes, end);
      const id = ids[at] ?? 0;
      if (packet.idAt > 0) {
        all[end + packet.idAt] = id >> 8;
        all[end + packet.idAt + 1] = id & 0xff;
      }
      end += packet.bytes.length;
    }
    return all;
  }

  /** How many from the `from`th on go together, at most `most`, and one at least. */
  fitting(from: number, most: number): number {
    const packets = this.#packets ?? [];
    let [count, size] = [0, 0];
    for (; count < most; count += 1) {
      size += packets[(from + count) % packets.length]?.bytes.length ?? 0;
      if (count > 0 && size > MOST_TOGETHER) break;
    }
    return count;
  }

  /** undefined: see `isFor`. */
  #encoded(line: OutboxLine): readonly Encoded[] | undefined {
    const { payload, qos, retain, properties } = this.message;
    const alias = propertyValue(properties, 'topicAlias');
    if (alias !== undefined || publishFault(this.message, alias, line.limits)) return undefined;
    const packets: Encoded[] = [];
    let size = 0;
    for (const topic of this.topics) {
      size += payload.length + topic.length;
      if (size > MOST_KEPT || faultOfTopicName(topic) !== undefined) return undefined;
      const message = { topic, payload, qos, retain, properties, dup: false } as const;
      try {
        const bytes = line.encode({
          type: 'publish',
          ...message,
          ...(qos > 0 && { packetId: 1 }),
        });
        if (bytes.length > line.limits.maximumPacketSize) return undefined;
        packets.push({
          bytes,
          idAt: qos === 0 ? 0 : (peekPublish(bytes)?.bodyOffset ?? 0) - ID_BYTES,
        });
      } catch {
        // Whoever sends it by itself is told why.
        return undefined;
      }
    }
    return packets;
  }
}
