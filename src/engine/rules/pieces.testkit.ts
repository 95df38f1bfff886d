/** Packet parts used by scenes of several subjects. */
import type { Property } from '../../mqtt/tables/properties.ts';
import { publish, type Talk } from '../problems/talk.testkit.ts';

export const qos1 = (packetId: number, dup = false) => ({ qos: 1, packetId, dup }) as const;
export const qos2 = (packetId: number, dup = false) => ({ qos: 2, packetId, dup }) as const;
export const number = (
  name: 'receiveMaximum' | 'topicAliasMaximum' | 'maximumPacketSize',
  value: number,
) => ({ properties: [{ name, value }] }) as const;
/** CONNACK of a server that lacks a feature. */
export const without = (
  name:
    | 'retainAvailable'
    | 'wildcardSubscriptionAvailable'
    | 'sharedSubscriptionAvailable'
    | 'subscriptionIdentifiersAvailable',
): { properties: readonly Property[] } => ({ properties: [{ name, value: 0 }] });
/** Subscription Identifiers of a SUBSCRIBE or PUBLISH. */
export const identified = (...values: readonly number[]): { properties: readonly Property[] } => ({
  properties: values.map((value) => ({ name: 'subscriptionIdentifier', value })),
});
/** A capture of other programs in which a client subscribes and publishes, and nothing is delivered. */
export function publishedInVain(talk: Talk, filter: string, ...topics: readonly string[]): Talk {
  talk.capture.capturedAnywhere();
  talk.begin().subscribed(filter);
  for (const topic of topics) talk.send(publish(topic));
  talk.wait(2).capture.end(talk.time);
  return talk;
}
