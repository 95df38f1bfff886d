/** PUBLISH and reason codes by themselves. */
import type { PublishPacketRule } from '../../../engine/rules/packetRules.ts';
import type { RuleTexts, RuleWords } from '../../ruleWords.ts';

const CODE_REMEDY = 'Use a code of that packet’s own table in the standard.';
const codeEntry = (packet: string): RuleWords => ({
  title: `Unknown reason code in ${packet}`,
  explanation: 'A receiver treats the packet as malformed.',
  remedy: CODE_REMEDY,
});

export const publishPacket: RuleTexts<PublishPacketRule> = {
  'qos-3': {
    title: 'QoS is 3',
    explanation: 'A receiver closes the connection.',
    remedy: 'Publish with QoS 0, 1 or 2.',
  },
  'dup-at-qos-0': {
    title: 'DUP at QoS 0',
    explanation: 'A QoS 0 message is never sent again, so DUP has no meaning there.',
    remedy: 'Set DUP only when a PUBLISH with QoS 1 or 2 is sent again.',
  },
  'topic-wildcard': {
    title: 'Publish to a wildcard topic',
    explanation: 'A server closes the connection.',
    remedy: 'Publish to each topic by its full name.',
  },
  'topic-empty': {
    title: 'Publish without a topic',
    remedy: 'Name the topic, or send the alias that replaces it.',
  },
  'topic-alias-zero': {
    title: 'Topic alias is 0',
    explanation: 'A receiver closes the connection.',
    remedy: 'Number aliases from 1 to the receiver’s maximum.',
  },
  'topic-alias-unknown': {
    title: 'Unknown topic alias',
    explanation: 'Aliases do not outlive a connection.',
    remedy: 'Send the topic together with the alias first, on every connection.',
  },
  'subscription-id-from-client': {
    title: 'Subscription identifier from a client',
    remedy: 'Leave the property out, above all when a received message is published again.',
  },
  'response-topic': {
    title: 'Response topic is not a topic name',
    remedy: 'Name one topic without + and #.',
  },
  'response-topic-empty': {
    title: 'Response topic is empty',
    explanation: 'A server closes the connection.',
    remedy: 'Name the topic of the answer, or leave the property out.',
  },
  'payload-format': {
    title: 'Payload is not the UTF-8 that it claims to be',
    explanation: 'A receiver may reject the message (0x99).',
    remedy: 'Set the indicator to 0 for binary payloads, or encode the text as UTF-8.',
  },
  'puback-code': codeEntry('PUBACK'),
  'pubrec-code': codeEntry('PUBREC'),
  'pubrel-code': codeEntry('PUBREL'),
  'pubcomp-code': codeEntry('PUBCOMP'),
  'suback-code': codeEntry('SUBACK'),
  'unsuback-code': codeEntry('UNSUBACK'),
  'disconnect-code': codeEntry('DISCONNECT'),
  'auth-code': codeEntry('AUTH'),
  'code-sender': {
    title: 'Reason code of the other side',
    remedy: 'Choose a code that this side may send.',
  },
};
