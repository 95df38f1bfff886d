/** Meanings of field values that do not explain themselves. */
import type { Localizable, NoArgs } from '../../base/message.ts';
import type { PacketType, ProtocolVersion } from './packet.ts';
import { PROPERTIES, type Property, type PropertyName } from './properties.ts';
import type { PlacedCode, ReasonPlace } from './reasonCodes.ts';

export interface ValueMeanings {
  /** The type in a fixed header. */
  readonly packet: { readonly type: PacketType };
  readonly 'packet-type': { readonly type: PacketType; readonly number: number };
  readonly 'reserved-type': { readonly number: number };
  readonly qos: { readonly qos: number };
  readonly seconds: { readonly seconds: number };
  readonly bytes: { readonly bytes: number };
  readonly off: NoArgs;
  readonly 'never-expires': NoArgs;
  readonly 'yes-no': { readonly value: number };
  /** A value that the standard does not define. */
  readonly 'not-defined': { readonly value: number };
  readonly 'protocol-version': {
    readonly level: number;
    readonly version: ProtocolVersion;
    /** Set with the mark that some brokers add. */
    readonly isBridge: boolean;
  };
  readonly 'reason-code': PlacedCode;
  readonly 'retain-handling': { readonly value: 0 | 1 | 2 };
  readonly 'payload-format': { readonly value: number };
  /** Number of properties. */
  readonly properties: { readonly count: number };
  /** A property identifier; label and number as in the standard. */
  readonly property: { readonly label: string; readonly id: number };
  readonly will: { readonly topic: string };
  readonly subscription: { readonly filter: string; readonly qos: number };
  readonly 'not-utf8': NoArgs;
  readonly 'unknown-alias': { readonly alias: number };
}

export type ValueMeaning = Localizable<ValueMeanings>;

const OFF: ValueMeaning = { key: 'off', args: {} };
const NEVER: ValueMeaning = { key: 'never-expires', args: {} };
export const NOT_UTF8: ValueMeaning = { key: 'not-utf8', args: {} };

const NEVER_EXPIRES = 0xffff_ffff;

export const qosMeaning = (qos: number): ValueMeaning => ({ key: 'qos', args: { qos } });

const seconds = (value: number): ValueMeaning => ({ key: 'seconds', args: { seconds: value } });

export const keepAliveMeaning = (value: number): ValueMeaning =>
  value === 0 ? OFF : seconds(value);

export const reasonMeaning = (
  place: ReasonPlace,
  code: number,
  version: ProtocolVersion,
): ValueMeaning => ({ key: 'reason-code', args: { place, code, version } });

export const notDefined = (value: number): ValueMeaning => ({
  key: 'not-defined',
  args: { value },
});

export function identifierMeaning(name: PropertyName): ValueMeaning {
  const { label, id } = PROPERTIES[name];
  return { key: 'property', args: { label, id } };
}

/** undefined if the value explains itself. */
export function propertyMeaning(property: Property): ValueMeaning | undefined {
  switch (property.name) {
    case 'payloadFormatIndicator':
      return { key: 'payload-format', args: { value: property.value } };
    case 'sessionExpiryInterval':
      return property.value === NEVER_EXPIRES ? NEVER : seconds(property.value);
    case 'messageExpiryInterval':
    case 'willDelayInterval':
    case 'serverKeepAlive':
      return seconds(property.value);
    case 'maximumPacketSize':
      return { key: 'bytes', args: { bytes: property.value } };
    case 'maximumQoS':
      return qosMeaning(property.value);
    case 'requestProblemInformation':
    case 'requestResponseInformation':
    case 'retainAvailable':
    case 'wildcardSubscriptionAvailable':
    case 'subscriptionIdentifiersAvailable':
    case 'sharedSubscriptionAvailable':
      return { key: 'yes-no', args: { value: property.value } };
    case 'userProperty':
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
