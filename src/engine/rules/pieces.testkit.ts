/** Pieces of packets that scenes of several subjects use. */
import type { Property } from '../../mqtt/tables/properties.ts';

export const qos1 = (packetId: number, dup = false) => ({ qos: 1, packetId, dup }) as const;
export const qos2 = (packetId: number, dup = false) => ({ qos: 2, packetId, dup }) as const;
export const number = (
  name: 'receiveMaximum' | 'topicAliasMaximum' | 'maximumPacketSize',
  value: number,
) => ({ properties: [{ name, value }] }) as const;
/** CONNACK of a server that has not got it. */
export const without = (
  name:
    | 'retainAvailable'
    | 'wildcardSubscriptionAvailable'
    | 'sharedSubscriptionAvailable'
    | 'subscriptionIdentifiersAvailable',
): { properties: readonly Property[] } => ({ properties: [{ name, value: 0 }] });
