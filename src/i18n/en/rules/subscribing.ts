/** Subscriptions and the messages delivered for them (3.8 to 3.11, 3.3.4, 4.7). */

import type { Words } from '../../../base/message.ts';
import type { SubscribingFindings } from '../../../engine/findings/findings.ts';
import type { SUBSCRIBING } from '../../../engine/rules/subscribing.ts';
import { seconds } from '../../durations.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { codeText, nameOf, odd, quoted, which } from './findingWords.ts';

export const subscribing: RuleTexts<keyof typeof SUBSCRIBING> = {
  'code-count': {
    title: 'SUBACK or UNSUBACK with the wrong number of codes',
    explanation: 'It is unclear which topic filter failed.',
    remedy: 'Correct the server.',
  },
  'granted-above-requested': {
    title: 'Higher QoS granted than requested',
    explanation: 'The client may not be able to handle more.',
    remedy: 'Correct the server.',
  },
  'subscription-refused': {
    title: 'Subscription refused',
    explanation: 'No messages arrive for it, and there is no other error.',
    remedy:
      'Check the permissions of this client on that filter, and whether the server allows wildcards there.',
  },
  'qos-downgraded': {
    title: 'Lower QoS granted than requested',
    explanation:
      'Messages are delivered with at most the QoS that was granted, however they are published, so some may be lost or arrive twice.',
    remedy: 'Accept it, or raise the server’s limit on QoS.',
  },
  'subscribe-unanswered': {
    title: 'SUBSCRIBE or UNSUBSCRIBE not answered',
    explanation: 'Whether the subscription exists cannot be determined here.',
    remedy: 'Check the server’s log; subscribe again on the next connection.',
  },
  'wildcard-not-available': {
    title: 'Wildcard not supported by the server',
    explanation: 'The server may close the connection (0xA2).',
    remedy: 'Subscribe to each topic by its full name.',
  },
  'shared-not-available': {
    title: 'Shared subscription not supported by the server',
    explanation: 'The server may close the connection (0x9E).',
    remedy: 'Subscribe without $share, and split the work another way.',
  },
  'identifier-not-available': {
    title: 'Subscription identifier not supported by the server',
    explanation: 'The server may close the connection (0xA1).',
    remedy: 'Leave the subscription identifier out.',
  },
  'overlapping-subscriptions': {
    title: 'Overlapping subscriptions',
    explanation: 'The server may send each message twice.',
    remedy: 'Leave out the narrower one, or tell them apart by subscription identifiers (MQTT 5).',
  },
  'unsubscribe-refused': {
    title: 'UNSUBSCRIBE refused',
    explanation: 'Messages continue to arrive.',
    remedy: 'The code and the reason string, where there is one, say why.',
  },
  'no-subscription-existed': {
    title: 'Unsubscribed without a subscription',
    explanation: 'Filters are compared character by character.',
    remedy: 'Unsubscribe with exactly the topic filter that was subscribed.',
  },
  'nobody-subscribed': {
    title: 'Message without a matching subscription',
    explanation: 'Some servers subscribe clients on their own.',
    remedy:
      'If the server does so on purpose, mute this rule; otherwise find out why it sends the message.',
  },
  'delivered-above-granted': {
    title: 'Message above the granted QoS',
    remedy: 'Correct the server.',
  },
  'retained-not-wanted': {
    title: 'Retained message that was not requested',
    explanation:
      'RETAIN is 1, although all matching subscriptions are shared or request no retained messages, and none has Retain As Published.',
    remedy: 'Correct the server’s retain handling.',
  },
  'retained-sent-again': {
    title: 'Retained message sent again for an existing subscription',
    explanation:
      'SUBSCRIBE asked for retained messages only if its subscription is new. The subscription already existed, but a retained message arrived once more than requested.',
    remedy: 'Correct the server’s retain handling.',
  },
  'unknown-subscription-identifier': {
    title: 'Unknown subscription identifier',
    remedy: 'Correct the server; the client may hand the message to the wrong place.',
  },
  'subscription-identifier-missing': {
    title: 'Subscription identifier missing',
    explanation:
      'Every SUBSCRIBE for the matching topic filters had a subscription identifier, but PUBLISH has none, or a single copy lacks one of several. A client that finds its handler by the identifier drops the message.',
    remedy: 'Correct the server; check whether it also happens to retained messages only.',
  },
};

/** Findings of these rules. */
export const subscribingFindings: Words<SubscribingFindings> = {
  'code-count': odd('its number of codes differs from the number of topic filters'),
  'granted-above-requested': odd('grants a higher QoS than requested'),
  'request-unanswered': ({ type, filter, within }) =>
    `${nameOf(type)} for ${quoted(filter)} got no ${type === 'subscribe' ? 'SUBACK' : 'UNSUBACK'} within ${seconds(within)}.`,
  'nobody-subscribed': ({ topic }) =>
    `No topic filter that this session subscribed to matches ${quoted(topic)}.`,
  'delivered-above-granted': ({ topic, qos, highest, isGranted }) =>
    `${quoted(topic)} arrives with QoS ${qos}; QoS ${highest} was ${isGranted ? 'granted' : 'requested'}.`,
  'retained-not-wanted': ({ topic, isShared }) =>
    isShared
      ? `${quoted(topic)} arrives with RETAIN for a shared subscription, which gets no retained messages.`
      : `${quoted(topic)} arrives with RETAIN, but its subscriptions request no retained messages.`,
  'retained-sent-again': ({ topic }) =>
    `${quoted(topic)} arrives with RETAIN again; its subscription already existed when SUBSCRIBE repeated it with retain handling 1.`,
  'unknown-subscription-identifier': ({ identifier }) =>
    `PUBLISH names subscription identifier ${identifier}, which no SUBSCRIBE had.`,
  'subscription-identifier-missing': ({ topic, filter, identifier }) =>
    `${quoted(topic)} arrives without subscription identifier ${identifier} of its subscription ${quoted(filter)}.`,
  'overlapping-subscriptions': ({ filter, other }) =>
    `${quoted(filter)} and ${quoted(other)} match the same topics.`,
  'shared-not-available': ({ filter }) =>
    `${quoted(filter)} is a shared subscription; the server supports none.`,
  'wildcard-not-available': ({ filter }) =>
    `${quoted(filter)} has a wildcard; the server supports none.`,
  'identifier-not-available': ({ identifier }) =>
    `SUBSCRIBE has subscription identifier ${identifier}; the server supports none.`,
  'subscription-refused': ({ said, ...one }) =>
    `The server refused ${which(one)}: ${codeText(said)}.`,
  'unsubscribe-refused': ({ said, ...one }) =>
    `The server refused to unsubscribe ${which(one)}: ${codeText(said)}.`,
  'qos-downgraded': ({ asked, granted, ...one }) =>
    `QoS ${asked} was requested for ${which(one)}, and QoS ${granted} was granted.`,
  'no-subscription-existed': (one) => `There was no subscription to ${which(one)}.`,
};
