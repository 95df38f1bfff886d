/** Retained messages, and messages that a server accepts and does not deliver (3.3.1.3, 4.5). */

import type { Words } from '../../../base/message.ts';
import type { RetainingFindings } from '../../../engine/findings/findings.ts';
import type { RETAINING } from '../../../engine/rules/retaining.ts';
import { seconds } from '../../durations.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { quoted } from './findingWords.ts';

export const retaining: RuleTexts<keyof typeof RETAINING> = {
  'retained-not-sent': {
    title: 'Retained message not sent after SUBSCRIBE',
    explanation:
      'The server accepted the message with RETAIN or has sent it before, and no client in this capture cleared it, but the subscription did not get it. That also applies to a SUBSCRIBE that repeats a subscription, unless its Retain Handling says otherwise. The client does not know the state.',
    remedy:
      'Check whether this client may read the topic, whether a client outside the capture cleared the message, and whether the server retains messages and searches them for wildcards.',
  },
  'retained-without-flag': {
    title: 'Retained message without RETAIN',
    explanation: 'The client takes it for a message that was just published.',
    remedy: 'Correct the server: the flag is 1 on messages that it sends because of a SUBSCRIBE.',
  },
  'retained-not-last': {
    title: 'Older retained message sent',
    explanation: 'The client gets an outdated state.',
    remedy:
      'Check whether a client outside the capture set it again. If none did, correct the server; on a cluster, check how its nodes share retained messages.',
  },
  'retained-after-clear': {
    title: 'Retained message sent after it was cleared',
    remedy:
      'Check whether a client outside the capture set it again. If none did, correct the server; on a cluster, check how its nodes share retained messages.',
  },
  'retained-not-cleared': {
    title: 'Retained message not cleared',
    explanation:
      'Only an empty message with RETAIN clears the retained message of its topic. Without RETAIN, the old one stays; a space or an empty line with RETAIN replaces it. New subscriptions get it.',
    remedy:
      'Publish a payload of 0 bytes with RETAIN: mosquitto_pub -r -n, not -m " " and no pipe from echo.',
  },
  'retained-set-again': {
    title: 'Retained message set again after it was cleared',
    explanation:
      'A client cleared the retained message of the topic, and another client published with RETAIN there, so the broker keeps a message again. As long as that client runs, clearing does not last.',
    remedy:
      'Stop that client, or let it publish without RETAIN, and clear the topic again. Where the problem names no client, check the broker’s log, or record that device with a tap; an mqttscope broker names it to those who may inspect it.',
  },
  'message-not-delivered': {
    title: 'Message accepted but not delivered',
    explanation:
      'The server acknowledged the message, a connected client had a matching subscription, but the message did not arrive there. The publisher believes that it did.',
    remedy:
      'Check whether that client may read the topic, and whether the server limits queues or rates. Its log says which messages it drops.',
  },
  'not-stored-for-qos-0': {
    title: 'Messages not stored for a subscription of QoS 0',
    explanation:
      'A message gets the lower QoS of its publication and the subscription. For an absent client, a server has to store only messages of QoS 1 and 2. Many brokers store none of QoS 0 (Mosquitto), others do (EMQX by default).',
    remedy: 'Subscribe with QoS 1, so that the messages wait for the client.',
  },
  'message-not-delivered-yet': {
    title: 'Message accepted, but not delivered before the end',
    explanation:
      'The server acknowledged the message, and a connected client had a matching subscription. Its connection or the capture ended before the message arrived there. The server sent nothing else to that client in the meantime, so the message may only be late.',
    remedy:
      'Capture longer. If the connection ended, keep the session (Clean Session 0, or in MQTT 5 a Session Expiry Interval), so that the message arrives after the reconnect.',
  },
};

/** Findings of these rules. */
export const retainingFindings: Words<RetainingFindings> = {
  'retained-not-sent': ({ topic, waited, isRenewed }) =>
    isRenewed
      ? `SUBSCRIBE repeats an existing subscription, but the retained message of ${quoted(topic)} was not sent again within ${seconds(waited)}.`
      : `The new subscription did not get the retained message of ${quoted(topic)} within ${seconds(waited)}.`,
  'retained-without-flag': ({ topic }) =>
    `${quoted(topic)} arrives with RETAIN 0 for a new subscription; it is the retained message, and no client published it in that time.`,
  'retained-not-last': ({ topic }) =>
    `${quoted(topic)} arrives with a retained payload that a later one had replaced.`,
  'retained-after-clear': ({ topic }) =>
    `${quoted(topic)} arrives with the retained payload that it had before it was cleared.`,
  'retained-not-cleared': ({ topic, isBlank }) =>
    isBlank
      ? `A blank is published to ${quoted(topic)} with RETAIN: it replaces the retained message, but does not clear it.`
      : `An empty message is published to ${quoted(topic)} without RETAIN: it does not clear the retained message.`,
  'retained-set-again': ({ topic, after, client }) =>
    `${quoted(topic)} was published with RETAIN ${seconds(after)} after it was cleared, ${client === undefined ? 'by a client outside the capture' : `by client ${quoted(client)}`}.`,
  'not-stored-for-qos-0': ({ topic, filter }) =>
    `The server resumed the session, but none of the messages of QoS 1 and 2 that were published on ${quoted(topic)} meanwhile came within 10 s: the subscription ${quoted(filter)} has QoS 0.`,
  'message-not-delivered-yet': ({ topic, waited, receiver, isStored }) =>
    `${quoted(topic)} had not arrived at connection #${receiver} at the end, ${seconds(waited)} after the server had ${isStored ? 'resumed the session; the server had accepted it before' : 'accepted it'}.`,
  'message-not-delivered': ({ topic, waited, receiver, isStored, instead }) =>
    `${quoted(topic)} did not arrive at connection #${receiver} within ${seconds(waited)} after the server had ${isStored ? 'resumed the session; the server had accepted it before' : 'accepted it'}.${instead === 0 ? '' : ` Packet ${instead} arrived instead, with a payload that no client sent in that time; it may be the message, changed.`}`,
};
