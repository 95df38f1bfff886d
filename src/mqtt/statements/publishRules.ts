/** Rules on PUBLISH and on the reason codes of MQTT 5. */
import { CAUTION, MALFORMED, PROTOCOL, type Rule } from './rule.ts';

export const PUBLISH_RULES = {
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
  responseTopicEmpty: {
    ...PROTOCOL,
    v5: '4.7.3-1',
    text: 'A response topic has at least one character.',
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
} as const satisfies Record<string, Rule>;
