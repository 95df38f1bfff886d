/** Retained messages that clients have set and cleared in the capture, by server and topic (3.3.1.3). */
import { sameBytes } from '../../../base/bytes.ts';
import { topicMatches } from '../../../mqtt/tables/topics.ts';

/** The last message with RETAIN on a topic. An empty payload clears the topic. */
export interface RetainedMessage {
  readonly topic: string;
  readonly packet: number;
  /** µs. */
  readonly time: number;
  readonly size: number;
  /** undefined if it is too long to keep. */
  readonly payload: Uint8Array | undefined;
  readonly expires: boolean;
  /** Number of the packet by which the server accepted it; 0: none yet. */
  acceptedBy: number;
  /** Payloads that it replaced, newest first. */
  readonly former: readonly Uint8Array[];
}

const SECOND = 1_000_000;
const MOST_TOPICS = 1_000;
const MOST_FORMER = 4;
const LONGEST = 1_024;

export class RetainedMessages {
  /** By server, then by topic, oldest first. */
  readonly #servers = new Map<string, Map<string, RetainedMessage>>();

  set(
    server: string,
    topic: string,
    payload: Uint8Array,
    expires: boolean,
    packet: number,
    time: number,
  ): RetainedMessage {
    const topics = this.#servers.get(server) ?? new Map<string, RetainedMessage>();
    this.#servers.set(server, topics);
    const before = topics.get(topic);
    const kept = payload.length <= LONGEST ? payload.slice() : undefined;
    const replaced =
      before?.payload === undefined || before.payload.length === 0 ? [] : [before.payload];
    const former = [...replaced, ...(before?.former ?? [])]
      .filter((one) => kept === undefined || !sameBytes(one, kept))
      .slice(0, MOST_FORMER);
    const size = payload.length;
    const message = { topic, packet, time, size, payload: kept, expires, acceptedBy: 0, former };
    topics.delete(topic);
    topics.set(topic, message);
    const [oldest = ''] = topics.keys();
    if (topics.size > MOST_TOPICS) topics.delete(oldest);
    return message;
  }

  of(server: string, topic: string): RetainedMessage | undefined {
    return this.#servers.size === 0 ? undefined : this.#servers.get(server)?.get(topic);
  }

  /** Messages that a new subscription has to get. @param before number of its SUBSCRIBE */
  matching(server: string, filter: string, before: number): readonly RetainedMessage[] {
    const found: RetainedMessage[] = [];
    for (const message of this.#servers.get(server)?.values() ?? []) {
      const { topic, acceptedBy, size, expires } = message;
      const isThere = size > 0 && !expires && acceptedBy > 0 && acceptedBy < before;
      if (isThere && topicMatches(filter, topic)) found.push(message);
    }
    return found;
  }

  /** A packet that the capture lacks, or a will, may have changed them. @param topic undefined: all */
  doubt(server: string, topic?: string): void {
    if (topic === undefined) this.#servers.delete(server);
    else this.#servers.get(server)?.delete(topic);
  }
}

/** True if the server had the message before that request. */
export function wasBefore(
  { acceptedBy, time }: RetainedMessage,
  packet: number,
  at: number,
): boolean {
  return acceptedBy > 0 ? acceptedBy < packet : at - time >= SECOND;
}
