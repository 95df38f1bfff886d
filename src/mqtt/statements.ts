/** Rules of the standard that packets can break: what each says in our words, and its number in each version. */
import type { Severity } from './dissection.ts';
import type { ProtocolVersion } from './packet.ts';

/**
 * `v4` and `v5` are the statement's numbers in MQTT 3.1.1 and 5.0; a rule that the standard states
 * without a number bears its section's alone. `reason` is MQTT 5's reason code for the breach.
 */
export interface Rule {
  readonly v4?: string;
  readonly v5?: string;
  readonly severity: Severity;
  readonly reason: number;
  readonly text: string;
}

const MALFORMED = { severity: 'malformed', reason: 0x81 } as const;
const PROTOCOL = { severity: 'protocol', reason: 0x82 } as const;
const CAUTION = { severity: 'caution', reason: 0x82 } as const;

export const RULES = {
  // Format
  remainingLength: {
    ...MALFORMED,
    v4: '2.2.3',
    v5: '1.5.5',
    text: 'The remaining length takes at most four bytes.',
  },
  packetSize: {
    ...MALFORMED,
    v4: '2.2.3',
    v5: '2.1.4',
    text: 'The remaining length says how many bytes follow it in the packet.',
  },
  shortestVarint: {
    ...MALFORMED,
    v5: '1.5.5-1',
    text: 'A variable byte integer is written in the fewest bytes that hold it.',
  },
  longVarint: {
    ...CAUTION,
    v4: '2.2.3',
    text: 'A remaining length needs no more bytes than its value takes.',
  },
  varint: {
    ...MALFORMED,
    v5: '1.5.5',
    text: 'A variable byte integer takes at most four bytes.',
  },
  reservedType: {
    ...MALFORMED,
    v4: '2.2.1',
    v5: '2.1.2',
    text: 'A packet type that the version reserves must not be used.',
  },
  reservedHeaderFlags: {
    ...MALFORMED,
    v4: '2.2.2-1',
    v5: '2.1.3-1',
    text: 'The flags of the fixed header have the value that the packet type prescribes.',
  },
  unusedHeaderFlags: {
    ...CAUTION,
    v4: '2.2.2',
    text: 'MQTT 3.1 gives these flags no meaning in this packet; they should be 0.',
  },
  truncated: {
    ...MALFORMED,
    v4: '4.8.0-1',
    v5: '4.13.1-1',
    text: 'Every field that a packet must have lies whole inside the packet.',
  },
  trailing: {
    ...MALFORMED,
    v4: '4.8.0-1',
    v5: '4.13.1-1',
    text: 'Nothing follows the last field that a packet has.',
  },
  utf8: {
    ...MALFORMED,
    v4: '1.5.3-1',
    v5: '1.5.4-1',
    text: 'Text is well-formed UTF-8 and holds no surrogates.',
  },
  utf8Zero: {
    ...MALFORMED,
    v4: '1.5.3-2',
    v5: '1.5.4-2',
    text: 'Text does not hold the character U+0000.',
  },
  utf8Discouraged: {
    ...CAUTION,
    v4: '1.5.3',
    v5: '1.5.4',
    text: 'Text should hold neither control characters nor non-characters; a receiver may refuse it.',
  },
  direction: {
    ...PROTOCOL,
    v4: '2.2.1',
    v5: '2.1.2',
    text: 'Some packets are for the client alone to send, some for the server alone.',
  },
  packetId: {
    ...PROTOCOL,
    v4: '2.3.1-1',
    v5: '2.2.1-3',
    text: 'A packet identifier is not 0.',
  },
  // CONNECT
  protocolName: {
    severity: 'protocol',
    reason: 0x84,
    v4: '3.1.2-1',
    v5: '3.1.2-1',
    text: 'The protocol name is MQTT (in MQTT 3.1: MQIsdp).',
  },
  protocolLevel: {
    severity: 'protocol',
    reason: 0x84,
    v4: '3.1.2-2',
    v5: '3.1.2-2',
    text: 'The protocol level is one that the server knows.',
  },
  connectReserved: {
    ...MALFORMED,
    v4: '3.1.2-3',
    v5: '3.1.2-3',
    text: 'The reserved bit of the connect flags is 0.',
  },
  willQosWithoutWill: {
    ...MALFORMED,
    v4: '3.1.2-13',
    v5: '3.1.2-11',
    text: 'Without a will the will QoS is 0.',
  },
  willQos3: {
    ...MALFORMED,
    v4: '3.1.2-14',
    v5: '3.1.2-12',
    text: 'The will QoS is 0, 1 or 2.',
  },
  willRetainWithoutWill: {
    ...MALFORMED,
    v4: '3.1.2-15',
    v5: '3.1.2-13',
    text: 'Without a will the will retain flag is 0.',
  },
  passwordWithoutUserName: {
    ...MALFORMED,
    v4: '3.1.2-22',
    text: 'Before MQTT 5 there is no password without a user name.',
  },
  emptyClientId: {
    severity: 'protocol',
    reason: 0x85,
    v4: '3.1.3-8',
    text: 'An empty client identifier goes with a clean session.',
  },
  clientIdMqtt31: {
    severity: 'protocol',
    reason: 0x85,
    v4: '3.1.3',
    text: 'MQTT 3.1 asks for a client identifier of at least one character.',
  },
  longClientIdMqtt31: {
    ...CAUTION,
    v4: '3.1.3',
    text: 'In MQTT 3.1 a client identifier has at most 23 characters; a server may refuse a longer one.',
  },
  authenticationDataWithoutMethod: {
    ...PROTOCOL,
    v5: '3.1.2.11.10',
    text: 'Authentication data needs an authentication method.',
  },
  willTopic: {
    severity: 'protocol',
    reason: 0x90,
    v4: '4.7.1-1',
    v5: '4.7.0-1',
    text: 'The will topic is a topic name, without wildcards.',
  },
  // CONNACK
  connackReserved: {
    ...MALFORMED,
    v4: '3.2.2.1',
    v5: '3.2.2-1',
    text: 'Bits 7 to 1 of the connect acknowledge flags are 0.',
  },
  unusedConnackByte: {
    ...CAUTION,
    v4: '3.2.2.1',
    text: 'MQTT 3.1 gives this byte of CONNACK no meaning; it should be 0.',
  },
  sessionPresentRefused: {
    ...PROTOCOL,
    v4: '3.2.2-4',
    v5: '3.2.2-6',
    text: 'A CONNACK that refuses has session present 0.',
  },
  connackCode: {
    ...PROTOCOL,
    v4: '3.2.2.3',
    v5: '3.2.2-8',
    text: 'CONNACK carries a code that the standard defines for it.',
  },
  // PUBLISH
  qos3: { ...MALFORMED, v4: '3.3.1-4', v5: '3.3.1-4', text: 'The two QoS bits are not both 1.' },
  dupAtQos0: { ...MALFORMED, v4: '3.3.1-2', v5: '3.3.1-2', text: 'DUP is 0 at QoS 0.' },
  topicWildcard: {
    severity: 'malformed',
    reason: 0x90,
    v4: '3.3.2-2',
    v5: '3.3.2-2',
    text: 'The topic name of a PUBLISH holds no wildcards.',
  },
  topicEmpty: {
    ...PROTOCOL,
    v4: '4.7.3-1',
    v5: '3.3.2.1',
    text: 'A topic name has at least one character, unless a topic alias stands for it.',
  },
  topicAliasZero: {
    severity: 'protocol',
    reason: 0x94,
    v5: '3.3.2-8',
    text: 'A topic alias is not 0.',
  },
  topicAliasUnknown: {
    severity: 'protocol',
    reason: 0x82,
    v5: '3.3.2.3.4',
    text: 'A topic alias stands for a topic name that was sent with it on this connection before.',
  },
  subscriptionIdFromClient: {
    ...PROTOCOL,
    v5: '3.3.4-6',
    text: 'A client sends no subscription identifier in a PUBLISH.',
  },
  responseTopic: {
    ...PROTOCOL,
    v5: '3.3.2-14',
    text: 'The response topic is a topic name, without wildcards.',
  },
  payloadFormat: {
    severity: 'caution',
    reason: 0x99,
    v5: '3.3.2.3.2',
    text: 'A payload that is announced as UTF-8 is UTF-8; a receiver may refuse it.',
  },
  // Reason codes
  pubackCode: { ...MALFORMED, v5: '3.4.2-1', text: 'PUBACK carries one of its reason codes.' },
  pubrecCode: { ...MALFORMED, v5: '3.5.2-1', text: 'PUBREC carries one of its reason codes.' },
  pubrelCode: { ...MALFORMED, v5: '3.6.2-1', text: 'PUBREL carries one of its reason codes.' },
  pubcompCode: { ...MALFORMED, v5: '3.7.2-1', text: 'PUBCOMP carries one of its reason codes.' },
  subackCode: {
    ...MALFORMED,
    v4: '3.9.3-2',
    v5: '3.9.3-2',
    text: 'SUBACK carries only codes that the standard defines for it.',
  },
  unsubackCode: {
    ...MALFORMED,
    v5: '3.11.3-2',
    text: 'UNSUBACK carries only codes that the standard defines for it.',
  },
  disconnectCode: {
    ...MALFORMED,
    v5: '3.14.2-1',
    text: 'DISCONNECT carries one of its reason codes.',
  },
  authCode: { ...MALFORMED, v5: '3.15.2-1', text: 'AUTH carries one of its reason codes.' },
  codeSender: {
    ...CAUTION,
    v5: '2.4',
    text: 'Some reason codes are for the client alone to send, some for the server alone.',
  },
  // SUBSCRIBE and UNSUBSCRIBE
  noFilter: {
    ...PROTOCOL,
    v4: '3.8.3-3',
    v5: '3.8.3-2',
    text: 'SUBSCRIBE holds at least one topic filter.',
  },
  noUnsubscribeFilter: {
    ...PROTOCOL,
    v4: '3.10.3-2',
    v5: '3.10.3-2',
    text: 'UNSUBSCRIBE holds at least one topic filter.',
  },
  subscribeQos3: {
    ...MALFORMED,
    v4: '3.8.3-4',
    v5: '3.8.3.1',
    text: 'The QoS asked for is 0, 1 or 2.',
  },
  subscribeReserved: {
    ...MALFORMED,
    v4: '3.8.3-4',
    v5: '3.8.3-5',
    text: 'The reserved bits beside the QoS asked for are 0.',
  },
  unusedSubscribeBits: {
    ...CAUTION,
    v4: '3.8.3',
    text: 'MQTT 3.1 gives the upper six bits beside the QoS no meaning; they should be 0.',
  },
  retainHandling3: { ...PROTOCOL, v5: '3.8.3.1', text: 'Retain handling is 0, 1 or 2.' },
  noLocalShared: {
    ...PROTOCOL,
    v5: '3.8.3-4',
    text: 'No local is 0 for a shared subscription.',
  },
  filterEmpty: {
    severity: 'protocol',
    reason: 0x8f,
    v4: '4.7.3-1',
    v5: '4.7.3-1',
    text: 'A topic filter has at least one character.',
  },
  filterHash: {
    severity: 'protocol',
    reason: 0x8f,
    v4: '4.7.1-2',
    v5: '4.7.1-1',
    text: 'The wildcard # fills the last level of a topic filter.',
  },
  filterPlus: {
    severity: 'protocol',
    reason: 0x8f,
    v4: '4.7.1-3',
    v5: '4.7.1-2',
    text: 'The wildcard + fills a whole level of a topic filter.',
  },
  filterShared: {
    severity: 'protocol',
    reason: 0x8f,
    v5: '4.8.2-2',
    text: 'A shared subscription is $share, a share name without wildcards, and a topic filter.',
  },
  noCode: {
    ...MALFORMED,
    v4: '3.9.3-1',
    v5: '3.9.3-1',
    text: 'SUBACK answers every topic filter with one code.',
  },
  noUnsubackCode: {
    ...MALFORMED,
    v5: '3.11.3-1',
    text: 'UNSUBACK answers every topic filter with one reason code.',
  },
  // Properties
  propertyLength: {
    ...MALFORMED,
    v5: '2.2.2.1',
    text: 'The property length says how many bytes of properties follow it.',
  },
  propertyUnknown: {
    ...MALFORMED,
    v5: '2.2.2.2',
    text: 'Only the property identifiers of the standard are used.',
  },
  propertyPlace: {
    ...MALFORMED,
    v5: '2.2.2.2',
    text: 'A property stands only in the packets that the standard gives it to.',
  },
  propertyTwice: {
    ...PROTOCOL,
    v5: '2.2.2.2',
    text: 'A property stands once; only user properties, and subscription identifiers from a server, may repeat.',
  },
  propertyValue: {
    ...PROTOCOL,
    v5: '2.2.2.2',
    text: 'A property has one of the values that the standard allows it.',
  },
  sessionExpiryFromServer: {
    ...PROTOCOL,
    v5: '3.14.2-2',
    text: 'A server sends no session expiry interval in DISCONNECT.',
  },
  serverReferenceFromClient: {
    ...CAUTION,
    v5: '3.14.2.2.5',
    text: 'A server reference in DISCONNECT is for the server to send.',
  },
  authMethodMissing: {
    ...PROTOCOL,
    v5: '3.15.2.2.2',
    text: 'AUTH names its authentication method.',
  },
  // Streams
  maximumPacketSize: {
    severity: 'protocol',
    reason: 0x95,
    v5: '3.1.2-24',
    text: 'A packet is not larger than the maximum that its receiver announced.',
  },
  firstPacket: {
    ...PROTOCOL,
    v4: '3.1.0-1',
    v5: '3.1.0-1',
    text: 'The first packet that a client sends is CONNECT.',
  },
  secondConnect: {
    ...PROTOCOL,
    v4: '3.1.0-2',
    v5: '3.1.0-2',
    text: 'A client sends CONNECT once on a connection.',
  },
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;

export interface Statement {
  /** `MQTT-3.3.1-4`; a rule without a number of its own: `MQTT-3.12.1`. */
  readonly id: string;
  /** `3.3.1`. */
  readonly section: string;
  readonly text: string;
}

/** The number under which a version states a rule; MQTT 3.1 has none and borrows those of 3.1.1. */
export function statementId(rule: Rule, version: ProtocolVersion): string {
  const number = version === 5 ? (rule.v5 ?? rule.v4) : (rule.v4 ?? rule.v5);
  return `MQTT-${number ?? '4.8'}`;
}

const BY_ID = { v4: byId('v4'), v5: byId('v5') };

function byId(edition: 'v4' | 'v5'): ReadonlyMap<string, Statement> {
  const statements = new Map<string, Statement>();
  for (const rule of Object.values<Rule>(RULES)) {
    const number = rule[edition];
    if (number === undefined) continue;
    const id = `MQTT-${number}`;
    const earlier = statements.get(id);
    const text = earlier ? `${earlier.text} ${rule.text}` : rule.text;
    statements.set(id, { id, section: number.replace(/-\d+$/, ''), text });
  }
  return statements;
}

/** What a problem's `statement` says, in the edition of that version. */
export function findStatement(id: string, version: ProtocolVersion): Statement | undefined {
  const [own, other] = version === 5 ? [BY_ID.v5, BY_ID.v4] : [BY_ID.v4, BY_ID.v5];
  return own.get(id) ?? other.get(id);
}
