/**
 * Lists the retained messages that a broker is known to have, with copies, so that clearing them can be
 * undone.
 */
import { decode } from '../../mqtt/codec/decode.ts';
import type { QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { topicMatches } from '../../mqtt/tables/topics.ts';
import type { RetainedTopic, TopicsSearched } from '../topics/receivedTopics.ts';
import type { HeldPacket } from './heldPackets.ts';

export interface RetainedCopy {
  readonly payload: Uint8Array;
  readonly qos: QoS;
  /** Properties as received, except those of a single delivery. */
  readonly properties: readonly Property[];
  /** Arrival time, µs since the capture's origin. */
  readonly time: number;
}

export interface RetainedMessage {
  readonly topic: string;
  /** Undefined if there is no copy any more. */
  readonly copy: RetainedCopy | undefined;
}

export interface RetainedMessages {
  readonly messages: readonly RetainedMessage[];
  /** Number of known messages; may be more than are listed. */
  readonly total: number;
  /** Set if only the matches of a search are listed. `of`: number of known messages without it. */
  readonly search?: { readonly text: string; readonly of: number };
}

/** Limits of a list. */
interface Only {
  /** Only these topics, regardless of the path. */
  readonly topics?: readonly string[] | undefined;
  /** Only topics that it matches, regardless of the path. */
  readonly filter?: string | undefined;
  /** Only the matches of the search in the topic tree. */
  readonly search?: TopicsSearched | undefined;
}

/** Limits of the list: messages, and bytes of their payloads. */
const MOST = 5_000;
const MOST_BYTES = 32 << 20;
const OF_ONE_DELIVERY: ReadonlySet<Property['name']> = new Set([
  'subscriptionIdentifier',
  'topicAlias',
]);

/** Source of retained messages and their packets: a capture, or the list that includes published messages. */
interface Known {
  readonly retained: (matches: (topic: string) => boolean) => readonly RetainedTopic[];
  readonly packetsFrom: (number: number) => Iterable<HeldPacket>;
}

/**
 * True if a topic is at a path, or with `isBelow` also below it. An empty path means all topics except the
 * broker's own.
 */
export const isAt = (topic: string, path: string, isBelow: boolean): boolean =>
  topic === path ||
  (isBelow && (path === '' ? !topic.startsWith('$') : topic.startsWith(`${path}/`)));

/** @param isBelow includes everything below the level */
export function retainedMessages(
  capture: Known,
  path: string,
  isBelow: boolean,
  { topics, filter, search }: Only = {},
): RetainedMessages {
  const chosen = topics && new Set(topics);
  const matches = (topic: string): boolean =>
    filter === undefined ? isAt(topic, path, isBelow) : topicMatches(filter, topic);
  const all = capture.retained((topic) => chosen?.has(topic) ?? matches(topic));
  const found = search === undefined ? all : all.filter(({ topic }) => search.finds(topic));
  let bytes = 0;
  const messages = found.slice(0, MOST).map(({ topic, message }): RetainedMessage => {
    bytes += message?.payload.length ?? 0;
    if (message === undefined || bytes > MOST_BYTES) return { topic, copy: undefined };
    const { payload, qos, time, packet, contentType } = message;
    const [whole] = capture.packetsFrom(packet);
    const decoded = whole?.number === packet ? decode(whole.bytes, whole.version) : undefined;
    const read = decoded?.ok && decoded.packet.type === 'publish' ? decoded.packet : undefined;
    const known: readonly Property[] =
      read?.properties.filter(({ name }) => !OF_ONE_DELIVERY.has(name)) ??
      (contentType === undefined ? [] : [{ name: 'contentType', value: contentType }]);
    return { topic, copy: { payload: payload.slice(), qos, properties: copied(known), time } };
  });
  return {
    messages,
    total: found.length,
    ...(search && { search: { text: search.text, of: all.length } }),
  };
}

/** Copies binary values, which are views of the log. */
function copied(properties: readonly Property[]): readonly Property[] {
  return properties.map((property) =>
    property.name === 'correlationData' ? { ...property, value: property.value.slice() } : property,
  );
}
