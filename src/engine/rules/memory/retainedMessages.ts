/** Retained messages that clients have set and cleared in the capture, by server and topic (3.3.1.3). */
import { sameBytes } from '../../../base/bytes.ts';
import { topicMatches } from '../../../mqtt/tables/topics.ts';

/** The last message with RETAIN on a topic. An empty payload clears the topic. */
export interface RetainedMessage {
  readonly topic: string;
  readonly packet: number;
  /** µs; from then on, the server has it. */
  readonly time: number;
  readonly size: number;
  /** undefined if it is too long to keep. */
  readonly payload: Uint8Array | undefined;
  /** µs; infinite without a message expiry. */
  readonly expiresAt: number;
  /** Number of the packet that shows the server's acceptance; 0: none yet. */
  acceptedBy: number;
  /** Number of the packet in which the server sent it with RETAIN; 0: none yet. */
  shownBy: number;
  /** Payloads that it replaced, newest first. */
  readonly former: readonly Uint8Array[];
  /** The publisher; undefined if its CONNECT is not known. */
  readonly owner: string | undefined;
  /** The empty message just before it; undefined if it follows another one. */
  readonly clearing: Clearing | undefined;
  /** It cleared the topic, and it was reported that the topic was set again. */
  isReported: boolean;
}

/** An empty message with RETAIN. */
type Clearing = Pick<RetainedMessage, 'packet' | 'time' | 'owner' | 'isReported'>;

/** The publisher of a message with RETAIN, and its packet. */
interface Setting {
  readonly packet: number;
  /** µs. */
  readonly time: number;
  readonly owner: string | undefined;
  /** µs; infinite without a message expiry. */
  readonly expiresAt: number;
  /** The message before it, if it is not stored here any more. */
  readonly replaces?: RetainedMessage | undefined;
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
    { packet, time, owner, expiresAt, replaces }: Setting,
  ): RetainedMessage {
    const topics = this.#servers.get(server) ?? new Map<string, RetainedMessage>();
    this.#servers.set(server, topics);
    const before = topics.get(topic) ?? replaces;
    const kept = payload.length <= LONGEST ? payload.slice() : undefined;
    const replaced =
      before?.payload === undefined || before.payload.length === 0 ? [] : [before.payload];
    const former = [...replaced, ...(before?.former ?? [])]
      .filter((one) => kept === undefined || !sameBytes(one, kept))
      .slice(0, MOST_FORMER);
    const size = payload.length;
    const clearing = before?.size === 0 && size > 0 ? clearingOf(before) : undefined;
    const message: RetainedMessage = {
      topic,
      packet,
      time,
      size,
      payload: kept,
      expiresAt,
      acceptedBy: 0,
      shownBy: 0,
      former,
      owner,
      clearing,
      isReported: false,
    };
    topics.delete(topic);
    topics.set(topic, message);
    const [oldest = ''] = topics.keys();
    if (topics.size > MOST_TOPICS) topics.delete(oldest);
    return message;
  }

  of(server: string, topic: string): RetainedMessage | undefined {
    return this.#servers.size === 0 ? undefined : this.#servers.get(server)?.get(topic);
  }

  /** Messages that a new subscription has to get, by its SUBSCRIBE, until a time in µs. */
  matching(
    server: string,
    filter: string,
    {
      packet: before,
      at,
      until,
    }: { readonly packet: number; readonly at: number; readonly until: number },
  ): readonly RetainedMessage[] {
    const found: RetainedMessage[] = [];
    for (const message of this.#servers.get(server)?.values() ?? []) {
      const { topic, acceptedBy, shownBy, size, expiresAt, time } = message;
      const knownBy = acceptedBy > 0 ? acceptedBy : shownBy;
      const isThere =
        size > 0 && expiresAt > until && time <= at && knownBy > 0 && knownBy < before;
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

/** Copied, because each message would otherwise keep all earlier ones of its topic. */
const clearingOf = ({ packet, time, owner, isReported }: RetainedMessage): Clearing => ({
  packet,
  time,
  owner,
  isReported,
});

/** True if the server had the message before that request. */
export function wasBefore(
  { acceptedBy, time }: RetainedMessage,
  packet: number,
  at: number,
): boolean {
  return acceptedBy > 0 ? acceptedBy < packet && time <= at : at - time >= SECOND;
}
