/** The section of each property in the standard (5.0), and the field kinds derived from it. */
import type { FieldKind } from './fieldKinds.ts';
import { PROPERTIES, type PropertyName, type PropertyPlace } from './properties.ts';

interface Place {
  /** Section on the properties of the packet. */
  readonly section: string;
  /** In the order of the sub-sections, which begin with `.2`; `.1` is the property length. */
  readonly order: readonly PropertyName[];
}

const REPLY: readonly PropertyName[] = ['reasonString', 'userProperty'];

const PLACES: Record<PropertyPlace, Place> = {
  connect: {
    section: '3.1.2.11',
    order: [
      'sessionExpiryInterval',
      'receiveMaximum',
      'maximumPacketSize',
      'topicAliasMaximum',
      'requestResponseInformation',
      'requestProblemInformation',
      'userProperty',
      'authenticationMethod',
      'authenticationData',
    ],
  },
  will: {
    section: '3.1.3.2',
    order: [
      'willDelayInterval',
      'payloadFormatIndicator',
      'messageExpiryInterval',
      'contentType',
      'responseTopic',
      'correlationData',
      'userProperty',
    ],
  },
  connack: {
    section: '3.2.2.3',
    order: [
      'sessionExpiryInterval',
      'receiveMaximum',
      'maximumQoS',
      'retainAvailable',
      'maximumPacketSize',
      'assignedClientIdentifier',
      'topicAliasMaximum',
      'reasonString',
      'userProperty',
      'wildcardSubscriptionAvailable',
      'subscriptionIdentifiersAvailable',
      'sharedSubscriptionAvailable',
      'serverKeepAlive',
      'responseInformation',
      'serverReference',
      'authenticationMethod',
      'authenticationData',
    ],
  },
  publish: {
    section: '3.3.2.3',
    order: [
      'payloadFormatIndicator',
      'messageExpiryInterval',
      'topicAlias',
      'responseTopic',
      'correlationData',
      'userProperty',
      'subscriptionIdentifier',
      'contentType',
    ],
  },
  puback: { section: '3.4.2.2', order: REPLY },
  pubrec: { section: '3.5.2.2', order: REPLY },
  pubrel: { section: '3.6.2.2', order: REPLY },
  pubcomp: { section: '3.7.2.2', order: REPLY },
  subscribe: { section: '3.8.2.1', order: ['subscriptionIdentifier', 'userProperty'] },
  suback: { section: '3.9.2.1', order: REPLY },
  unsubscribe: { section: '3.10.2.1', order: ['userProperty'] },
  unsuback: { section: '3.11.2.1', order: REPLY },
  disconnect: {
    section: '3.14.2.2',
    order: ['sessionExpiryInterval', 'reasonString', 'userProperty', 'serverReference'],
  },
  auth: {
    section: '3.15.2.2',
    order: ['authenticationMethod', 'authenticationData', 'reasonString', 'userProperty'],
  },
};

/**
 * Section that describes the property in that packet, e.g. `3.3.2.3.9`; 2.2.2.2 if it may not occur there.
 */
export function propertySection(place: PropertyPlace, name: PropertyName): string {
  const index = PLACES[place].order.indexOf(name);
  return index < 0 ? '2.2.2.2' : `${PLACES[place].section}.${(index + 2).toString()}`;
}

/** Every property of every place, for tables. */
export function allPlacedProperties(): { place: PropertyPlace; name: PropertyName }[] {
  const placed: { place: PropertyPlace; name: PropertyName }[] = [];
  for (const name of propertyNames()) {
    for (const place of PROPERTIES[name].places) placed.push({ place, name });
  }
  return placed;
}

const isPropertyName = (name: string): name is PropertyName => name in PROPERTIES;

export function propertyNames(): PropertyName[] {
  return Object.keys(PROPERTIES).filter(isPropertyName);
}

const NAME_BY_ID: readonly (PropertyName | undefined)[] = (() => {
  const names: (PropertyName | undefined)[] = [];
  for (const name of propertyNames()) names[PROPERTIES[name].id] = name;
  return names;
})();

/** Property with that identifier; undefined if the standard defines none. */
export function propertyName(id: number): PropertyName | undefined {
  return NAME_BY_ID[id];
}

export function isPropertyAllowed(name: PropertyName, place: PropertyPlace): boolean {
  const places: readonly PropertyPlace[] = PROPERTIES[name].places;
  return places.includes(place);
}

/** `message_expiry_interval` */
function snakeCase(name: string): string {
  return name.replace('QoS', 'Qos').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

interface PlaceKinds {
  readonly list: FieldKind;
  readonly length: FieldKind;
}

export const PROPERTY_LIST_KINDS: Record<PropertyPlace, PlaceKinds> = {
  connect: listKinds('connect'),
  will: listKinds('will'),
  connack: listKinds('connack'),
  publish: listKinds('publish'),
  puback: listKinds('puback'),
  pubrec: listKinds('pubrec'),
  pubrel: listKinds('pubrel'),
  pubcomp: listKinds('pubcomp'),
  subscribe: listKinds('subscribe'),
  suback: listKinds('suback'),
  unsubscribe: listKinds('unsubscribe'),
  unsuback: listKinds('unsuback'),
  disconnect: listKinds('disconnect'),
  auth: listKinds('auth'),
};

function listKinds(place: PropertyPlace): PlaceKinds {
  const { section } = PLACES[place];
  const isWill = place === 'will';
  return {
    list: {
      name: isWill ? 'mqtt.will_properties' : 'mqtt.properties',
      label: isWill ? 'Will Properties' : 'Properties',
      v4: '',
      v5: section,
    },
    length: {
      name: 'mqtt.property_len',
      label: 'Property Length',
      v4: '',
      v5: `${section}.1`,
    },
  };
}

/**
 * The group of a property and the fields in it. Wireshark has one name for all numbers and one for all texts.
 */
export interface PropertyKinds {
  readonly group: FieldKind;
  readonly id: FieldKind;
  readonly number: FieldKind;
  readonly length: FieldKind;
  readonly text: FieldKind;
  readonly key: FieldKind;
  readonly keyLength: FieldKind;
  readonly pairValue: FieldKind;
  readonly pairValueLength: FieldKind;
}

const WIRESHARK_NAMES: Partial<Record<PropertyName, string>> = {
  topicAlias: 'property.topic_alias',
  maximumQoS: 'property.max_qos',
};

const KINDS = new Map<PropertyPlace, PropertyKinds[]>();

/** Returns the same object every time; there is one for each property of each place. */
export function propertyKinds(place: PropertyPlace, name: PropertyName): PropertyKinds {
  let ofPlace = KINDS.get(place);
  if (!ofPlace) {
    ofPlace = [];
    KINDS.set(place, ofPlace);
  }
  const { id } = PROPERTIES[name];
  const known = ofPlace[id];
  if (known) return known;
  const kinds = makePropertyKinds(place, name);
  ofPlace[id] = kinds;
  return kinds;
}

function makePropertyKinds(place: PropertyPlace, name: PropertyName): PropertyKinds {
  const { label } = PROPERTIES[name];
  const section = propertySection(place, name);
  const kind = (fieldName: string, fieldLabel: string, secret = false): FieldKind => ({
    name: `mqtt.${fieldName}`,
    label: fieldLabel,
    v4: '',
    v5: section,
    ...(secret ? { secret: true } : {}),
  });
  const isSecret = name === 'authenticationData';
  return {
    group: kind(`prop.${snakeCase(name)}`, label, isSecret),
    id: kind('property_id', 'Identifier'),
    number: kind(WIRESHARK_NAMES[name] ?? 'prop_number', label),
    length: kind('prop_string_len', 'Length'),
    text: kind('prop_string', label, isSecret),
    key: kind('prop_key', 'Name'),
    keyLength: kind('prop_key_len', 'Name Length'),
    pairValue: kind('prop_value', 'Value'),
    pairValueLength: kind('prop_value_len', 'Value Length'),
  };
}

/** Wireshark shows the content type's length and text as one field. */
export const CONTENT_TYPE_NAME = 'mqtt.property.content_type';
