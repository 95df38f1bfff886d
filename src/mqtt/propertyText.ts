/** How a property's value reads in one row. */
import type { Property } from './properties.ts';

const NEVER = 0xffff_ffff;

/** undefined where the bare value says all. */
export function propertyText(property: Property): string | undefined {
  switch (property.name) {
    case 'payloadFormatIndicator':
      return property.value === 1 ? '1 (UTF-8 text)' : `${property.value.toString()} (unspecified)`;
    case 'sessionExpiryInterval':
      return property.value === NEVER ? 'never expires' : seconds(property.value);
    case 'messageExpiryInterval':
    case 'willDelayInterval':
    case 'serverKeepAlive':
      return seconds(property.value);
    case 'maximumPacketSize':
      return `${property.value.toString()} bytes`;
    case 'maximumQoS':
      return `QoS ${property.value.toString()}`;
    case 'requestProblemInformation':
    case 'requestResponseInformation':
    case 'retainAvailable':
    case 'wildcardSubscriptionAvailable':
    case 'subscriptionIdentifiersAvailable':
    case 'sharedSubscriptionAvailable':
      return property.value === 0 ? '0 (no)' : `${property.value.toString()} (yes)`;
    case 'userProperty':
      return `${property.value[0]} = ${property.value[1]}`;
    case 'contentType':
    case 'responseTopic':
    case 'correlationData':
    case 'subscriptionIdentifier':
    case 'assignedClientIdentifier':
    case 'authenticationMethod':
    case 'authenticationData':
    case 'responseInformation':
    case 'serverReference':
    case 'reasonString':
    case 'receiveMaximum':
    case 'topicAliasMaximum':
    case 'topicAlias':
      return undefined;
  }
}

const seconds = (value: number): string => `${value.toString()} s`;
