/** The properties of MQTT 5 (2.2.2): one table for decoding, dissecting, encoding and checking. */

/** Encoding of a property's value (1.5). */
export type PropertyFormat = 'byte' | 'uint16' | 'uint32' | 'varint' | 'utf8' | 'binary' | 'pair';

interface ValueOf {
  byte: number;
  uint16: number;
  uint32: number;
  varint: number;
  utf8: string;
  binary: Uint8Array;
  pair: readonly [name: string, value: string];
}

/** Place of a property: a packet type, or the will inside CONNECT. */
export type PropertyPlace =
  | 'connect'
  | 'will'
  | 'connack'
  | 'publish'
  | 'puback'
  | 'pubrec'
  | 'pubrel'
  | 'pubcomp'
  | 'subscribe'
  | 'suback'
  | 'unsubscribe'
  | 'unsuback'
  | 'disconnect'
  | 'auth';

interface PropertyRow {
  readonly id: number;
  /** The name in the standard. */
  readonly label: string;
  readonly format: PropertyFormat;
  readonly places: readonly PropertyPlace[];
}

const REPLIES = ['puback', 'pubrec', 'pubrel', 'pubcomp', 'suback', 'unsuback'] as const;

/** Table 2-4. */
export const PROPERTIES = {
  payloadFormatIndicator: {
    id: 0x01,
    label: 'Payload Format Indicator',
    format: 'byte',
    places: ['publish', 'will'],
  },
  messageExpiryInterval: {
    id: 0x02,
    label: 'Message Expiry Interval',
    format: 'uint32',
    places: ['publish', 'will'],
  },
  contentType: { id: 0x03, label: 'Content Type', format: 'utf8', places: ['publish', 'will'] },
  responseTopic: { id: 0x08, label: 'Response Topic', format: 'utf8', places: ['publish', 'will'] },
  correlationData: {
    id: 0x09,
    label: 'Correlation Data',
    format: 'binary',
    places: ['publish', 'will'],
  },
  subscriptionIdentifier: {
    id: 0x0b,
    label: 'Subscription Identifier',
    format: 'varint',
    places: ['publish', 'subscribe'],
  },
  sessionExpiryInterval: {
    id: 0x11,
    label: 'Session Expiry Interval',
    format: 'uint32',
    places: ['connect', 'connack', 'disconnect'],
  },
  assignedClientIdentifier: {
    id: 0x12,
    label: 'Assigned Client Identifier',
    format: 'utf8',
    places: ['connack'],
  },
  serverKeepAlive: { id: 0x13, label: 'Server Keep Alive', format: 'uint16', places: ['connack'] },
  authenticationMethod: {
    id: 0x15,
    label: 'Authentication Method',
    format: 'utf8',
    places: ['connect', 'connack', 'auth'],
  },
  authenticationData: {
    id: 0x16,
    label: 'Authentication Data',
    format: 'binary',
    places: ['connect', 'connack', 'auth'],
  },
  requestProblemInformation: {
    id: 0x17,
    label: 'Request Problem Information',
    format: 'byte',
    places: ['connect'],
  },
  willDelayInterval: { id: 0x18, label: 'Will Delay Interval', format: 'uint32', places: ['will'] },
  requestResponseInformation: {
    id: 0x19,
    label: 'Request Response Information',
    format: 'byte',
    places: ['connect'],
  },
  responseInformation: {
    id: 0x1a,
    label: 'Response Information',
    format: 'utf8',
    places: ['connack'],
  },
  serverReference: {
    id: 0x1c,
    label: 'Server Reference',
    format: 'utf8',
    places: ['connack', 'disconnect'],
  },
  reasonString: {
    id: 0x1f,
    label: 'Reason String',
    format: 'utf8',
    places: ['connack', ...REPLIES, 'disconnect', 'auth'],
  },
  receiveMaximum: {
    id: 0x21,
    label: 'Receive Maximum',
    format: 'uint16',
    places: ['connect', 'connack'],
  },
  topicAliasMaximum: {
    id: 0x22,
    label: 'Topic Alias Maximum',
    format: 'uint16',
    places: ['connect', 'connack'],
  },
  topicAlias: { id: 0x23, label: 'Topic Alias', format: 'uint16', places: ['publish'] },
  maximumQoS: { id: 0x24, label: 'Maximum QoS', format: 'byte', places: ['connack'] },
  retainAvailable: { id: 0x25, label: 'Retain Available', format: 'byte', places: ['connack'] },
  userProperty: {
    id: 0x26,
    label: 'User Property',
    format: 'pair',
    places: [
      'connect',
      'will',
      'connack',
      'publish',
      ...REPLIES,
      'subscribe',
      'unsubscribe',
      'disconnect',
      'auth',
    ],
  },
  maximumPacketSize: {
    id: 0x27,
    label: 'Maximum Packet Size',
    format: 'uint32',
    places: ['connect', 'connack'],
  },
  wildcardSubscriptionAvailable: {
    id: 0x28,
    label: 'Wildcard Subscription Available',
    format: 'byte',
    places: ['connack'],
  },
  subscriptionIdentifiersAvailable: {
    id: 0x29,
    label: 'Subscription Identifiers Available',
    format: 'byte',
    places: ['connack'],
  },
  sharedSubscriptionAvailable: {
    id: 0x2a,
    label: 'Shared Subscription Available',
    format: 'byte',
    places: ['connack'],
  },
} as const satisfies Record<string, PropertyRow>;

export type PropertyName = keyof typeof PROPERTIES;
export type PropertyValue<N extends PropertyName> = ValueOf[(typeof PROPERTIES)[N]['format']];

/** A property of a packet. A list of them keeps the order of the wire. */
export type Property = {
  [N in PropertyName]: { readonly name: N; readonly value: PropertyValue<N> };
}[PropertyName];

/** The value of the first property of that name. */
export function propertyValue<N extends PropertyName>(
  properties: readonly Property[] | undefined,
  name: N,
): PropertyValue<N> | undefined {
  const isWanted = (
    p: Property,
  ): p is Property & { readonly name: N; readonly value: PropertyValue<N> } => p.name === name;
  return properties?.find(isWanted)?.value;
}
