/** Distinguishes messages that a server has stored from live ones (3.3.1.3). */
import { topicMatches } from '../../mqtt/tables/topics.ts';

/** A subscription when a message arrived. */
export interface Subscribed {
  readonly filter: string;
  readonly retainAsPublished: boolean;
  /** Number of its SUBSCRIBE. */
  readonly packet: number;
  /** Time of its SUBACK, µs. */
  readonly time: number;
}

interface Delivered {
  readonly topic: string;
  readonly direction: 'in' | 'out';
  readonly subscriptions: () => readonly Subscribed[];
}

interface Flagged extends Delivered {
  /** µs. */
  readonly time: number;
  /** Its RETAIN flag. */
  readonly retain: boolean;
}

/** µs after SUBACK within which stored messages arrive. */
const BURST = 30_000_000;

const heardBy = ({ topic, subscriptions }: Delivered): readonly Subscribed[] =>
  subscriptions().filter(({ filter }) => topicMatches(filter, topic));

const areAsPublished = (all: readonly Subscribed[]): boolean =>
  all.length > 0 && all.every(({ retainAsPublished }) => retainAsPublished);

/**
 * True if RETAIN is the flag of the publisher. A server clears it in live messages, unless every matching
 * subscription uses Retain As Published.
 */
export function isAsPublished(message: Delivered): boolean {
  return message.direction === 'out' || areAsPublished(heardBy(message));
}

/**
 * True if the server may have stored the message before the client subscribed. With Retain As Published, only the
 * first message of a topic after SUBSCRIBE may be a stored one.
 * @param before number of the previous message on the topic, if it is known
 */
export function mayBeStored(message: Flagged, before: number | undefined): boolean {
  if (!message.retain || message.direction === 'out') return false;
  const all = heardBy(message);
  if (!areAsPublished(all)) return true;
  const subscribed = Math.max(...all.map(({ packet }) => packet));
  if (before !== undefined && before > subscribed) return false;
  return all.some(({ time }) => message.time - time < BURST);
}
