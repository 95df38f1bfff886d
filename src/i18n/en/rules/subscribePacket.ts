/** SUBSCRIBE, UNSUBSCRIBE and their acknowledgements by themselves. */
import type { SubscribePacketRule } from '../../../engine/rules/packetRules.ts';
import type { RuleTexts } from '../../ruleWords.ts';

export const subscribePacket: RuleTexts<SubscribePacketRule> = {
  'no-filter': {
    title: 'SUBSCRIBE without a topic filter',
    explanation: 'A server closes the connection.',
    remedy: 'Send at least one topic filter.',
  },
  'no-unsubscribe-filter': {
    title: 'UNSUBSCRIBE without a topic filter',
    explanation: 'A server closes the connection.',
    remedy: 'Send at least one topic filter.',
  },
  'subscribe-qos-3': {
    title: 'Subscription with QoS 3',
    explanation: 'A server closes the connection.',
    remedy: 'Ask for 0, 1 or 2.',
  },
  'maximum-qos-3': {
    title: 'Subscription with QoS 3',
    explanation: 'A server closes the connection.',
    remedy: 'Ask for 0, 1 or 2.',
  },
  'subscribe-reserved': {
    title: 'Reserved bits beside the requested QoS',
    explanation: 'Often MQTT 5 options were written to an MQTT 3.1.1 connection.',
    remedy: 'Set subscription options only in MQTT 5.',
  },
  'unused-subscribe-bits': {
    title: 'Bits without a meaning beside the requested QoS',
    explanation: 'Later versions forbid them.',
    remedy: 'Leave them 0.',
  },
  'suback-failure': {
    title: 'A refusal that MQTT 3.1 does not have',
    explanation:
      'SUBACK has 0x80 for a refused topic filter since MQTT 3.1.1. Brokers send it in 3.1 too, and clients read it as a refusal.',
    remedy: 'Use MQTT 3.1.1 or 5, which tell a refusal from a grant.',
  },
  'retain-handling-3': {
    title: 'Retain handling is 3',
    explanation: 'A server closes the connection.',
    remedy: 'Use 0 (send), 1 (send if new) or 2 (do not send).',
  },
  'no-local-shared': {
    title: 'No local on a shared subscription',
    explanation: 'A server closes the connection.',
    remedy: 'Set no local to 0 there.',
  },
  'filter-empty': {
    title: 'Empty topic filter',
    remedy: 'Name a topic, or # for all.',
  },
  'filter-hash': {
    title: 'Wildcard # in the wrong place',
    explanation:
      'The wildcard # matches all further levels, so it can only be the whole last level.',
    remedy: 'Write a/# instead of a# or a/#/b.',
  },
  'filter-plus': {
    title: 'Wildcard + in the wrong place',
    remedy: 'Write a/+ instead of a/b+.',
  },
  'filter-shared': {
    title: 'Malformed shared subscription',
    remedy: 'Write $share/, a name, / and the topic filter.',
  },
  'no-code': {
    title: 'SUBACK without a code',
    remedy: 'Correct the server.',
  },
  'no-unsuback-code': {
    title: 'UNSUBACK without a reason code',
    remedy: 'Correct the server; often it answered in the form of MQTT 3.1.1.',
  },
};
