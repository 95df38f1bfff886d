/** Decides from the packets of a capture which rules it could break. */
import { decodeUtf8 } from '../../base/utf8.ts';
import { connectVersion, peekPublish } from '../../mqtt/framing/peek.ts';
import type { PacketType } from '../../mqtt/tables/packet.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import type { ProblemRule } from '../findings/problem.ts';

interface CapturedPacket {
  readonly bytes: Uint8Array;
  readonly stream: number;
}

/** Streams and topic levels that are remembered. */
const MOST = 100_000;
const SLASH = 0x2f;

export class Evidence {
  /** MQTT 3.1 counts as 3.1.1. */
  readonly #editions = new Set<4 | 5>();
  readonly #types = new Set<PacketType>();
  /** First levels of topics. */
  readonly #roots = new Set<string>();
  /** Streams whose version is known. */
  readonly #known = new Set<number>();

  take({ bytes, stream }: CapturedPacket): void {
    const type = packetTypeOf(bytes[0] ?? 0);
    if (type !== undefined) this.#types.add(type);
    if (type === 'publish') this.#takeTopic(bytes);
    if (this.#editions.size === 2) return;
    const version = type === 'connect' ? connectVersion(bytes) : undefined;
    if (version !== undefined) {
      this.#editions.add(version === 5 ? 5 : 4);
      if (this.#known.size < MOST) this.#known.add(stream);
    } else if (!this.#known.has(stream)) this.#editions.add(4).add(5);
  }

  /** True if the rule applies to a version in the capture and judges one of its packets. */
  allows({ judgedOn }: ProblemRule): boolean {
    if (judgedOn === undefined) return true;
    const { editions, types, topicRoots } = judgedOn;
    return (
      (editions === undefined || editions.some((one) => this.#editions.has(one))) &&
      (types === undefined || types.some((one) => this.#types.has(one))) &&
      (topicRoots === undefined || topicRoots.some((one) => this.#roots.has(one)))
    );
  }

  #takeTopic(bytes: Uint8Array): void {
    const parts = peekPublish(bytes);
    if (parts === undefined || this.#roots.size >= MOST) return;
    const { topicOffset, topicLength } = parts;
    const topic = bytes.subarray(topicOffset, topicOffset + topicLength);
    const slash = topic.indexOf(SLASH);
    const root = decodeUtf8(slash < 0 ? topic : topic.subarray(0, slash));
    if (root !== undefined) this.#roots.add(root);
  }
}
