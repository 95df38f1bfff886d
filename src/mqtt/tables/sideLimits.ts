/** Limits of each side, as announced in its CONNECT or CONNACK (MQTT 5), or the protocol's defaults. */
import type { QoS } from './packet.ts';
import { LARGEST_PACKET } from './packetSize.ts';
import { type Property, propertyValue } from './properties.ts';

export interface SideLimits {
  readonly receiveMaximum: number;
  /** Bytes of a whole packet. */
  readonly maximumPacketSize: number;
  readonly topicAliasMaximum: number;
}

export interface ServerLimits extends SideLimits {
  readonly maximumQoS: QoS;
  readonly retainAvailable: boolean;
  readonly wildcardAvailable: boolean;
  readonly sharedAvailable: boolean;
  readonly identifiersAvailable: boolean;
}

/** Default of a side that announces nothing (3.1.2.11, 3.2.2.3): the number of packet identifiers. */
export const RECEIVE_MAXIMUM = 65_535;

function sideOf(properties: readonly Property[]): SideLimits {
  // 0 is invalid for both and sets no limit (3.1.2.11.3, 3.1.2.11.4).
  return {
    receiveMaximum: propertyValue(properties, 'receiveMaximum') || RECEIVE_MAXIMUM,
    maximumPacketSize: propertyValue(properties, 'maximumPacketSize') || LARGEST_PACKET,
    topicAliasMaximum: propertyValue(properties, 'topicAliasMaximum') ?? 0,
  };
}

function serverOf(properties: readonly Property[]): ServerLimits {
  const maximumQoS = propertyValue(properties, 'maximumQoS');
  return {
    ...sideOf(properties),
    maximumQoS: maximumQoS === 0 || maximumQoS === 1 ? maximumQoS : 2,
    retainAvailable: propertyValue(properties, 'retainAvailable') !== 0,
    wildcardAvailable: propertyValue(properties, 'wildcardSubscriptionAvailable') !== 0,
    sharedAvailable: propertyValue(properties, 'sharedSubscriptionAvailable') !== 0,
    identifiersAvailable: propertyValue(properties, 'subscriptionIdentifiersAvailable') !== 0,
  };
}

// Shared by all sides that announce nothing, including all of 3.1.1, because there are many streams.
const OF_SIDE = sideOf([]);
const OF_SERVER = serverOf([]);

export function sideLimits(properties: readonly Property[]): SideLimits {
  return properties.length > 0 ? sideOf(properties) : OF_SIDE;
}

/** @param properties of CONNACK (3.2.2.3) */
export function serverLimits(properties: readonly Property[]): ServerLimits {
  return properties.length > 0 ? serverOf(properties) : OF_SERVER;
}
