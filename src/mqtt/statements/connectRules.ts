/** Rules on CONNECT and CONNACK. */
import { CAUTION, MALFORMED, PROTOCOL, type Rule } from './rule.ts';

export const CONNECT_RULES = {
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
  bridgeLevel: {
    ...CAUTION,
    reason: 0x84,
    v4: '3.1.2-2',
    v5: '3.1.2-2',
    text: 'The protocol level has no mark of a bridge.',
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
  willTopicEmpty: {
    severity: 'protocol',
    reason: 0x90,
    v4: '4.7.3-1',
    v5: '4.7.3-1',
    text: 'A will topic has at least one character.',
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
} as const satisfies Record<string, Rule>;
