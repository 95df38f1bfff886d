/** Messages that are followed from their publisher across the broker (3.3, 3.8.4, 4.3, 4.6, 4.8). */

import type { Words } from '../../../base/message.ts';
import type { ForwardingFindings } from '../../../engine/findings/findings.ts';
import type { FORWARDING } from '../../../engine/rules/forwarding.ts';
import { seconds } from '../../durations.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { quoted } from './findingWords.ts';

export const forwarding: RuleTexts<keyof typeof FORWARDING> = {
  'delivered-above-published': {
    title: 'Message delivered above its published QoS',
    explanation:
      'A client published a message with this topic and payload with a lower QoS, and no client is known to have published it with this one. A server delivers with the lower of the published and the granted QoS.',
    remedy:
      'Check whether another client has published the same; if not, correct the server, or turn off the setting that raises the QoS.',
  },
  'delivered-below-granted': {
    title: 'Message delivered below its published and granted QoS',
    explanation:
      'A client published a message with the same topic and payload with a higher QoS, and a higher QoS was granted to the matching subscriptions. If several match, the server uses the highest QoS among them for at least one copy. The message may get lost on its way to this client.',
    remedy: 'Correct the server, or look for a setting that limits the QoS of deliveries.',
  },
  'message-expiry-changed': {
    title: 'Message expiry forwarded wrongly',
    explanation:
      'A server forwards the expiry of a message, less the seconds that the message has waited. Without it, receivers and other brokers keep the message for too long.',
    remedy: 'Correct the server; check bridges and plug-ins that publish messages again.',
  },
  'message-properties-changed': {
    title: 'Properties changed on the way',
    explanation:
      'A server forwards payload format, content type, response topic, correlation data and user properties unchanged, and user properties in their order. A receiver may read the payload wrongly, or answer to the wrong place.',
    remedy: 'Correct the server; check plug-ins and rules that publish messages again.',
  },
  'own-message-returned': {
    title: 'Own message returned despite No Local',
    explanation: 'Bridges that rely on it send messages in a loop.',
    remedy: 'Correct the server. Until then, skip own messages in the client.',
  },
  'subscription-identifier-of-another': {
    title: 'Subscription identifier of another subscription',
    explanation:
      'PUBLISH names an identifier that belongs to a topic filter that does not match, or to an earlier SUBSCRIBE that was replaced. The client may hand the message to the wrong handler.',
    remedy: 'Correct the server.',
  },
  'retain-flag-kept': {
    title: 'New message with RETAIN without Retain As Published',
    explanation: 'The client takes a new message for an old one.',
    remedy: 'Correct the server.',
  },
  'retain-flag-changed': {
    title: 'RETAIN differs from the publication despite Retain As Published',
    explanation: 'A bridge that relies on it stores the wrong messages.',
    remedy: 'Correct the server.',
  },
  'delivered-out-of-order': {
    title: 'Messages delivered out of order',
    explanation:
      'One client published two messages on this topic with the same QoS, and they arrived the other way round. The receiver may keep the older value.',
    remedy: 'Correct the server; on a cluster, check that one node handles a topic.',
  },
  'delivered-twice': {
    title: 'QoS 2 message delivered twice',
    explanation:
      'QoS 2 means exactly once. The client got the message in two separate deliveries, although the capture has one publication of it.',
    remedy:
      'Check whether another client published the same message. If none did, correct the server.',
  },
  'shared-message-twice': {
    title: 'Message of a shared subscription delivered to two clients',
    explanation: 'Both clients will process it.',
    remedy:
      'Correct the server; on a cluster, check that its nodes know of each other’s subscriptions.',
  },
  'delivered-after-unsubscribe': {
    title: 'Message delivered after the subscription ended',
    explanation:
      'The message was published after UNSUBACK. After that, a server may only send messages that it already held.',
    remedy: 'Correct the server.',
  },
};

/** Findings of these rules. */
export const forwardingFindings: Words<ForwardingFindings> = {
  'delivered-above-published': ({ topic, qos, published }) =>
    `${quoted(topic)} arrives with QoS ${qos}; with the same payload it was published with QoS ${published}.`,
  'delivered-below-granted': ({ topic, qos, published, granted }) =>
    `${quoted(topic)} arrives with QoS ${qos}; it was published with QoS ${published}, and QoS ${granted} was granted.`,
  'message-expiry-changed': ({ topic, published, delivered, waited }) =>
    delivered === undefined
      ? `${quoted(topic)} arrives without message expiry; it was published with ${published} s.`
      : `${quoted(topic)} arrives with message expiry ${delivered} s; it was published with ${published} s, ${seconds(waited)} before.`,
  'message-properties-changed': ({ topic, property, how }) =>
    `${quoted(topic)}: ${property} ${HOW[how]}.`,
  'own-message-returned': ({ topic }) =>
    `${quoted(topic)} returns to the client that published it; its subscription has No Local.`,
  'subscription-identifier-of-another': ({ topic, identifier, filter, own }) =>
    own === undefined
      ? `${quoted(topic)} arrives with subscription identifier ${identifier}; its subscription ${quoted(filter)} has none.`
      : `${quoted(topic)} arrives with subscription identifier ${identifier}; its subscription ${quoted(filter)} has ${own}.`,
  'retain-flag-kept': ({ topic }) =>
    `${quoted(topic)} arrives with RETAIN although it was published after the client had subscribed without Retain As Published.`,
  'retain-flag-changed': ({ topic, isSet }) =>
    isSet
      ? `${quoted(topic)} arrives with RETAIN; it was published without.`
      : `${quoted(topic)} arrives without RETAIN; it was published with RETAIN, and the subscription has Retain As Published.`,
  'delivered-out-of-order': ({ topic }) =>
    `${quoted(topic)}: a message that the same client published later has arrived first.`,
  'delivered-twice': ({ topic }) =>
    `${quoted(topic)} was published with QoS 2 and arrives once more, in a new delivery and without another publication.`,
  'shared-message-twice': ({ topic, filter, stream }) =>
    `${quoted(topic)} also went to connection #${stream}, for the same shared subscription ${quoted(filter)}.`,
  'delivered-after-unsubscribe': ({ topic, published }) =>
    `${quoted(topic)} was published (packet ${published}) after UNSUBACK had ended the last subscription to it.`,
};

const HOW = {
  missing: 'of the publication is missing',
  changed: 'differs from the publication',
  order: 'values arrive in a different order',
} as const;
