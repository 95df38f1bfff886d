/** Messages compared with the limits that both sides announced (3.2.2.3, 3.3.2.3, 4.7). */

import type { Words } from '../../../base/message.ts';
import type { PublishingFindings } from '../../../engine/findings/findings.ts';
import type { PUBLISHING } from '../../../engine/rules/publishing.ts';
import { seconds } from '../../durations.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { quoted } from './findingWords.ts';

export const publishing: RuleTexts<keyof typeof PUBLISHING> = {
  'retain-not-available': {
    title: 'Retained message not supported by the server',
    explanation:
      'The server may close the connection (0x9A), and sends no messages with RETAIN itself.',
    remedy: 'Publish without RETAIN. If the message came from the server, correct the server.',
  },
  'qos-above-maximum': {
    title: 'QoS above the server’s maximum',
    explanation: 'The server may close the connection (0x9B).',
    remedy: 'Publish with at most the server’s maximum QoS.',
  },
  'will-qos-above-maximum': {
    title: 'Will above the server’s maximum QoS',
    remedy: 'Use a lower will QoS.',
  },
  'will-retain-not-available': {
    title: 'Retained will not supported by the server',
    remedy: 'Use a will without RETAIN.',
  },
  'alias-above-maximum': {
    title: 'Topic alias above the maximum',
    explanation: 'The receiver may end the connection (0x94).',
    remedy: 'Use aliases from 1 to the receiver’s topic alias maximum.',
  },
  'packet-too-large': {
    title: 'Packet above the maximum size',
    explanation: 'The receiver may end the connection (0x95).',
    remedy: 'Send smaller packets, or announce a larger maximum.',
  },
  'message-expired': {
    title: 'Message expired',
    explanation: 'A server deletes such messages, so it may never be delivered.',
    remedy: 'Use a longer message expiry interval, or none.',
  },
  'dollar-topic': {
    title: 'Publish to a topic that begins with $',
    explanation:
      'Topics that begin with $ belong to the server. Subscriptions to # and +/… do not match them.',
    remedy: 'Use them only as the server’s documentation says.',
  },
  'leading-slash': {
    title: 'Topic begins with a slash',
    explanation:
      'A slash at the beginning makes an empty first level: /a/b and a/b are two topics, and +/b does not match /a/b.',
    remedy: 'Omit the leading slash, on both sides.',
  },
};

/** Findings of these rules. */
export const publishingFindings: Words<PublishingFindings> = {
  'will-qos-above-maximum': ({ qos, maximum }) =>
    `The will has QoS ${qos}; the server’s maximum is ${maximum}.`,
  'will-retained': () => 'The will is to be retained.',
  'published-expired': () =>
    'The message is published with an expiry of 0 s, so it expires immediately.',
  'arrived-expired': () => 'The message arrived with an expiry of 0 s.',
  'arrived-late': ({ age, expiry }) =>
    `The message arrived ${seconds(age)} after one with the same topic and payload was published with an expiry of ${expiry} s.`,
  'qos-above-maximum': ({ qos, maximum }) =>
    `PUBLISH has QoS ${qos}; the server’s maximum is ${maximum}.`,
  'retain-not-available': () =>
    'PUBLISH has RETAIN; the server does not support retained messages.',
  'retained-without-retaining': ({ topic }) =>
    `${quoted(topic)} arrives with RETAIN; CONNACK said that the server does not support retained messages.`,
  'alias-above-maximum': ({ alias, receiver, maximum }) =>
    `Topic alias ${alias}: the ${receiver} ${maximum === 0 ? 'accepts no topic aliases' : `accepts aliases up to ${maximum}`}.`,
  'packet-too-large': ({ size, receiver, maximum }) =>
    `The packet has ${size} bytes; the ${receiver} accepts at most ${maximum}.`,
  'payload-not-utf8': () => 'The payload is announced as UTF-8 but is not well-formed UTF-8.',
  'leading-slash': ({ topic }) => `The topic ${quoted(topic)} begins with an empty level.`,
  'dollar-topic': ({ topic }) => `The client publishes to ${quoted(topic)}.`,
  'topic-characters': () => 'The topic name contains a control character or a non-character.',
};
