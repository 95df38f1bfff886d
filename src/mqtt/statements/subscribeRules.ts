/** Rules on SUBSCRIBE, UNSUBSCRIBE and their answers. */
import { CAUTION, MALFORMED, PROTOCOL, type Rule } from './rule.ts';

export const SUBSCRIBE_RULES = {
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
  subscribeQos3: { ...MALFORMED, v4: '3.8.3-4', text: 'The QoS asked for is 0, 1 or 2.' },
  maximumQos3: { ...PROTOCOL, v5: '3.8.3.1', text: 'The Maximum QoS asked for is 0, 1 or 2.' },
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
  subackFailure: {
    ...CAUTION,
    v4: '3.9.3',
    text: 'MQTT 3.1 has no return code for a refused topic filter; 0x80 came with 3.1.1.',
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
} as const satisfies Record<string, Rule>;
