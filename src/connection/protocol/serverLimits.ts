/** Limits of a server, as announced in its CONNACK (3.2.2.3). */
import { type Property, propertyValue } from '../../mqtt/tables/properties.ts';
import type { ConnectionFact } from './connectionFacts.ts';
import type { PublishRequest } from './protocol.ts';

export interface ServerLimits {
  readonly receiveMaximum: number;
  readonly maximumQoS: 0 | 1 | 2;
  readonly retainAvailable: boolean;
  /** Bytes of a whole packet. */
  readonly maximumPacketSize: number;
  readonly topicAliasMaximum: number;
  readonly wildcardSubscriptions: boolean;
  readonly sharedSubscriptions: boolean;
  readonly subscriptionIdentifiers: boolean;
}

/** Reads the properties of CONNACK; there are none before MQTT 5. */
export function limitsOf(properties: readonly Property[]): ServerLimits {
  const maximumQoS = propertyValue(properties, 'maximumQoS');
  return {
    receiveMaximum: propertyValue(properties, 'receiveMaximum') ?? 65_535,
    maximumQoS: maximumQoS === 0 || maximumQoS === 1 ? maximumQoS : 2,
    retainAvailable: propertyValue(properties, 'retainAvailable') !== 0,
    maximumPacketSize: propertyValue(properties, 'maximumPacketSize') ?? Number.POSITIVE_INFINITY,
    topicAliasMaximum: propertyValue(properties, 'topicAliasMaximum') ?? 0,
    wildcardSubscriptions: propertyValue(properties, 'wildcardSubscriptionAvailable') !== 0,
    sharedSubscriptions: propertyValue(properties, 'sharedSubscriptionAvailable') !== 0,
    subscriptionIdentifiers: propertyValue(properties, 'subscriptionIdentifiersAvailable') !== 0,
  };
}

/** The reason why the server cannot accept a message; undefined if it can. */
export function publishError(
  request: PublishRequest,
  alias: number | undefined,
  limits: ServerLimits,
): ConnectionFact | undefined {
  if (request.qos > limits.maximumQoS) {
    return { key: 'qos-too-high', args: { most: limits.maximumQoS } };
  }
  if (request.retain && !limits.retainAvailable) {
    return { key: 'no-retain', args: {} };
  }
  if (alias !== undefined && (alias < 1 || alias > limits.topicAliasMaximum)) {
    return limits.topicAliasMaximum === 0
      ? { key: 'no-aliases', args: {} }
      : { key: 'alias-too-high', args: { most: limits.topicAliasMaximum } };
  }
  return undefined;
}
