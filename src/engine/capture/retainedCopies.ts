/** What a broker is known to retain, with our copies: what clears them can be undone. */
import { decode } from '../../mqtt/codec/decode.ts';
import type { QoS } from '../../mqtt/tables/packet.ts';
import type { Property } from '../../mqtt/tables/properties.ts';
import { topicMatches } from '../../mqtt/tables/topics.ts';
import type { RetainedTopic } from '../topics/receivedTopics.ts';
import type { HeldPacket } from './capture.ts';

export interface RetainedCopy {
  readonly payload: Uint8Array;
  readonly qos: QoS;
  /** As they came, but for those of one delivery. */
  readonly properties: readonly Property[];
  /** When it came, µs since the capture's origin. */
  readonly time: number;
}

export interface RetainedMessage {
  readonly topic: string;
  /** undefined: there is none any more. */
  readonly copy: RetainedCopy | undefined;
}

export interface RetainedMessages {
  readonly messages: readonly RetainedMessage[];
  /** More are known than are listed. */
  readonly total: number;
}

/** Messages that are listed, and bytes of their payloads. */
const MOST = 5_000;
const MOST_BYTES = 32 << 20;
const OF_ONE_DELIVERY: ReadonlySet<Property['name']> = new Set([
  'subscriptionIdentifier',
  'topicAlias',
]);

/** What is known to be retained, and the packets that it came in: a capture, or the list with what was published. */
interface Known {
  readonly retained: (isMeant: (topic: string) => boolean) => readonly RetainedTopic[];
  readonly packetsFrom: (number: number) => Iterable<HeldPacket>;
}

/** A topic at a path, or below it, too (empty: all but those of the broker itself). */
export const isAt = (topic: string, path: string, isBelow: boolean): boolean =>
  topic === path ||
  (isBelow && (path === '' ? !topic.startsWith('$') : topic.startsWith(`${path}/`)));

/**
 * @param isBelow also of what is below the level
 * @param topics of these alone, whatever the path is
 * @param filter of what it matches, whatever the path is
 */
export function retainedMessages(
  capture: Known,
  path: string,
  isBelow: boolean,
  topics?: readonly string[],
  filter?: string,
): RetainedMessages {
  const chosen = topics && new Set(topics);
  const isMeant = (topic: string): boolean =>
    filter === undefined ? isAt(topic, path, isBelow) : topicMatches(filter, topic);
  const found = capture.retained((topic) => chosen?.has(topic) ?? isMeant(topic));
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
  return { messages, total: found.length };
}

/** Binary values are views of the log. */
function copied(properties: readonly Property[]): readonly Property[] {
  return properties.map((property) =>
    property.name === 'correlationData' ? { ...property, value: property.value.slice() } : property,
  );
}
