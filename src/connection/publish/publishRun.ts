/** A message that is sent repeatedly to several topics: its packets are encoded once per connection. */
import { peekPublish } from '../../mqtt/framing/peek.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';
import { topicNameError } from '../../mqtt/tables/topics.ts';
import type { PublishRequest } from '../protocol/protocol.ts';
import { publishError } from '../protocol/serverLimits.ts';
import type { OutboxLine } from './outboxLine.ts';

/** Size of a packet identifier, which follows the topic name (3.3.2.2). */
const ID_BYTES = 2;
/** Total bytes of its packets, above which they are encoded individually. */
const MOST_KEPT = 1024 * 1024;
/** Maximum bytes written together: the capture's batch size. */
const MOST_TOGETHER = 64 * 1024;

/** The encoded packet without its packet identifier. */
interface Encoded {
  readonly bytes: Uint8Array;
  /** Offset of the identifier; 0 at QoS 0. */
  readonly idAt: number;
}

export class PublishRun {
  /** Its id is that of the first message. */
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

  /** False if each must be sent individually, because it may be rejected, defines an alias, or is large. */
  isFor(line: OutboxLine): boolean {
    if (line !== this.#line) {
      this.#line = line;
      this.#packets = this.#encoded(line);
    }
    return this.#packets !== undefined;
  }

  /**
   * Packets in one piece, starting at message `from`.
   * @param ids packet identifiers, for QoS 1 and 2
   * @returns up to `most` packets that fit together
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

  /** Number of messages that fit together, starting at `from`: at least one, at most `most`. */
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
    if (alias !== undefined || publishError(this.message, alias, line.limits)) return undefined;
    const packets: Encoded[] = [];
    let size = 0;
    for (const topic of this.topics) {
      size += payload.length + topic.length;
      if (size > MOST_KEPT || topicNameError(topic) !== undefined) return undefined;
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
        // Sending it individually reports the reason.
        return undefined;
      }
    }
    return packets;
  }
}
