/** What each side takes, as its CONNECT or CONNACK announces it (MQTT 5), or the protocol's own values. */
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

/** Of a side that announces nothing (3.1.2.11, 3.2.2.3): there are no more identifiers. */
export const RECEIVE_MAXIMUM = 65_535;

function sideOf(properties: readonly Property[]): SideLimits {
  // 0 is no value of either: it limits nothing (3.1.2.11.3, 3.1.2.11.4).
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

// Shared by all sides that announce nothing, each of 3.1.1 among them: streams are many.
const OF_SIDE = sideOf([]);
const OF_SERVER = serverOf([]);

export function sideLimits(properties: readonly Property[]): SideLimits {
  return properties.length > 0 ? sideOf(properties) : OF_SIDE;
}

/** @param properties of CONNACK (3.2.2.3) */
export function serverLimits(properties: readonly Property[]): ServerLimits {
  return properties.length > 0 ? serverOf(properties) : OF_SERVER;
}
