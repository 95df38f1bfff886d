/** Reads the properties of MQTT 5 (2.2.2) by the table in `properties.ts`. */
import { type Breach, plainBreach } from '../statements/breaches.ts';
import type { Rule } from '../statements/rule.ts';
import { RULES } from '../statements/rules.ts';
import { type FieldKind, HEADER_FIELDS } from '../tables/fieldKinds.ts';
import type { Sender } from '../tables/packet.ts';
import {
  PROPERTIES,
  type Property,
  type PropertyName,
  type PropertyPlace,
} from '../tables/properties.ts';
import {
  CONTENT_TYPE_NAME,
  isPropertyAllowed,
  PROPERTY_LIST_KINDS,
  type PropertyKinds,
  propertyKinds,
  propertyName,
  propertySection,
} from '../tables/propertyPlaces.ts';
import { topicNameError } from '../tables/topics.ts';
import { identifierMeaning, propertyMeaning } from '../tables/valueMeanings.ts';
import type { PacketReader } from './reader.ts';

/** Reads the property length and the properties. Empty before MQTT 5. */
export function readProperties(reader: PacketReader, place: PropertyPlace): readonly Property[] {
  if (reader.version < 5 || reader.halted) return [];
  const kinds = PROPERTY_LIST_KINDS[place];
  const properties: Property[] = [];
  reader.open(kinds.list);
  const lengthAt = reader.position;
  const length = reader.varint(kinds.length);
  if (!reader.halted) {
    const left = reader.remaining;
    if (length > left) {
      const breach = { key: 'properties-beyond-end', args: { announced: length, left } } as const;
      reader.breach(RULES.propertyLength, breach, lengthAt, reader.position - lengthAt);
    }
    const outer = reader.enterRegion(Math.min(length, left));
    while (reader.remaining > 0) readProperty(reader, place, properties);
    reader.leaveRegion(outer);
  }
  reader.close(null, reader.tree && { key: 'properties', args: { count: properties.length } });
  return properties;
}

function readProperty(reader: PacketReader, place: PropertyPlace, properties: Property[]): void {
  const start = reader.position;
  // The identifier decides the name of the group, so it is peeked at first.
  const name = propertyName(reader.bytes[start] ?? 0);
  if (name === undefined) {
    readUnknown(reader, start);
    return;
  }
  const kinds = propertyKinds(place, name);
  reader.open(kinds.group);
  reader.varint(kinds.id, reader.tree && (() => identifierMeaning(name)));
  const property = readValue(reader, kinds, name);
  if (property && !reader.halted) {
    judge(reader, place, property, properties, start);
    properties.push(property);
    reader.close(groupValue(property), reader.tree && propertyMeaning(property));
  } else {
    reader.close();
  }
}

const UNKNOWN = { label: 'Unknown property', v4: '', v5: '2.2.2.2' };
const UNKNOWN_GROUP: FieldKind = { ...UNKNOWN, name: 'mqtt.prop.unknown' };
const UNKNOWN_ID: FieldKind = { ...UNKNOWN, name: 'mqtt.property_id', label: 'Identifier' };
const UNKNOWN_REST: FieldKind = { ...UNKNOWN, name: 'mqtt.prop_unknown', label: 'Not dissected' };

/** The length of an unknown property is not known, so the rest of the properties has no meaning. */
function readUnknown(reader: PacketReader, start: number): void {
  reader.open(UNKNOWN_GROUP);
  const id = reader.varint(UNKNOWN_ID);
  // An identifier that is only longer than necessary has already been reported.
  if (propertyName(id) === undefined) {
    const breach = { key: 'unknown-property', args: { id } } as const;
    reader.breach(RULES.propertyUnknown, breach, start, reader.position - start);
  }
  if (reader.remaining > 0) reader.rest({ ...HEADER_FIELDS.undissected, ...UNKNOWN_REST });
  reader.close();
}

const groupValue = (property: Property) =>
  typeof property.value === 'object' && !(property.value instanceof Uint8Array)
    ? null
    : property.value;

/**
 * A case for each name, so that the compiler keeps the table and this function consistent. undefined for an
 * invalid text.
 */
function readValue(
  reader: PacketReader,
  kinds: PropertyKinds,
  name: PropertyName,
): Property | undefined {
  switch (name) {
    case 'payloadFormatIndicator':
    case 'requestProblemInformation':
    case 'requestResponseInformation':
    case 'maximumQoS':
    case 'retainAvailable':
    case 'wildcardSubscriptionAvailable':
    case 'subscriptionIdentifiersAvailable':
    case 'sharedSubscriptionAvailable':
      return { name, value: reader.byte(kinds.number) };
    case 'serverKeepAlive':
    case 'receiveMaximum':
    case 'topicAliasMaximum':
    case 'topicAlias':
      return { name, value: reader.uint16(kinds.number) };
    case 'messageExpiryInterval':
    case 'sessionExpiryInterval':
    case 'willDelayInterval':
    case 'maximumPacketSize':
      return { name, value: reader.uint32(kinds.number) };
    case 'subscriptionIdentifier':
      return { name, value: reader.varint(kinds.number) };
    case 'contentType': {
      const group = { ...kinds.text, name: CONTENT_TYPE_NAME };
      const value = reader.text({ group, length: kinds.length, content: kinds.text });
      return value === undefined ? undefined : { name, value };
    }
    case 'responseTopic':
    case 'assignedClientIdentifier':
    case 'authenticationMethod':
    case 'responseInformation':
    case 'serverReference':
    case 'reasonString': {
      const value = reader.textParts(kinds.length, kinds.text);
      return value === undefined ? undefined : { name, value };
    }
    case 'correlationData':
    case 'authenticationData':
      return { name, value: reader.binaryParts(kinds.length, kinds.text) };
    case 'userProperty': {
      const key = reader.textParts(kinds.keyLength, kinds.key);
      const value = reader.textParts(kinds.pairValueLength, kinds.pairValue);
      return key === undefined || value === undefined ? undefined : { name, value: [key, value] };
    }
  }
}

function judge(
  reader: PacketReader,
  place: PropertyPlace,
  property: Property,
  earlier: readonly Property[],
  start: number,
): void {
  if (isPlainlyGood(reader, place, property, earlier)) return;
  const { name } = property;
  const field = PROPERTIES[name].label;
  const breach = (rule: Rule, what: Breach, statement?: string) => {
    reader.breach(rule, what, start, reader.position - start, statement);
  };
  const ownStatement = () => `MQTT-${propertySection(place, name)}`;
  if (!isPropertyAllowed(name, place)) {
    breach(RULES.propertyPlace, { key: 'property-place', args: { field, place } });
    return;
  }
  if (!mayRepeat(name, place) && has(earlier, name)) {
    breach(RULES.propertyTwice, { key: 'property-twice', args: { field } }, ownStatement());
  }
  const error = valueError(property);
  if (error) {
    if (name === 'topicAlias') breach(RULES.topicAliasZero, error);
    else breach(RULES.propertyValue, error, ownStatement());
  }
  const senderRule = wrongSenderRule(name, place, reader.sender);
  if (senderRule && reader.sender) {
    breach(senderRule, { key: 'property-sender', args: { field, sender: reader.sender } });
  }
  if (name === 'responseTopic') {
    const why = topicNameError(property.value);
    const rule = why?.key === 'empty' ? RULES.responseTopicEmpty : RULES.responseTopic;
    if (why) breach(rule, { key: 'response-topic', args: { why } });
  }
}

/** Accepts nearly all properties at little cost. */
function isPlainlyGood(
  reader: PacketReader,
  place: PropertyPlace,
  property: Property,
  earlier: readonly Property[],
): boolean {
  const { name } = property;
  return (
    isPropertyAllowed(name, place) &&
    (mayRepeat(name, place) || !has(earlier, name)) &&
    name !== 'responseTopic' &&
    valueError(property) === undefined &&
    wrongSenderRule(name, place, reader.sender) === undefined
  );
}

function has(properties: readonly Property[], name: PropertyName): boolean {
  for (const property of properties) if (property.name === name) return true;
  return false;
}

function mayRepeat(name: PropertyName, place: PropertyPlace): boolean {
  return name === 'userProperty' || (name === 'subscriptionIdentifier' && place === 'publish');
}

function wrongSenderRule(
  name: PropertyName,
  place: PropertyPlace,
  sender: Sender | undefined,
): Rule | undefined {
  if (sender === 'client') {
    if (name === 'subscriptionIdentifier' && place === 'publish') {
      return RULES.subscriptionIdFromClient;
    }
    if (name === 'serverReference' && place === 'disconnect') {
      return RULES.serverReferenceFromClient;
    }
  }
  const isServersExpiry =
    sender === 'server' && name === 'sessionExpiryInterval' && place === 'disconnect';
  return isServersExpiry ? RULES.sessionExpiryFromServer : undefined;
}

function valueError(property: Property): Breach | undefined {
  const { name, value } = property;
  const { label: field, format } = PROPERTIES[name];
  if (format === 'byte' && typeof value === 'number' && value > 1) {
    return { key: 'property-not-0-or-1', args: { field, value } };
  }
  const mustCount =
    name === 'receiveMaximum' ||
    name === 'maximumPacketSize' ||
    name === 'topicAlias' ||
    name === 'subscriptionIdentifier';
  return mustCount && value === 0 ? { key: 'property-zero', args: { field } } : undefined;
}

/**
 * 3.1.2.11.10, 3.2.2.3.18.
 * @param at offset of the properties
 */
export function judgeAuthentication(
  reader: PacketReader,
  properties: readonly Property[],
  at: number,
): void {
  if (has(properties, 'authenticationMethod') || !has(properties, 'authenticationData')) return;
  reader.breach(
    RULES.authenticationDataWithoutMethod,
    plainBreach('authentication-data-alone'),
    at,
    reader.position - at,
  );
}
