/** Publication of wills (3.1.2.5, 3.1.3.2.2). */

import type { Words } from '../../../base/message.ts';
import type { WillFindings } from '../../../engine/findings/findings.ts';
import type { WILLS } from '../../../engine/rules/wills.ts';
import { seconds } from '../../durations.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { quoted } from './findingWords.ts';

export const wills: RuleTexts<keyof typeof WILLS> = {
  'will-after-disconnect': {
    title: 'Will published although it was discarded',
    explanation:
      'A client that ends its connection with DISCONNECT (in MQTT 5 with code 0x00), or that resumes its session within the will delay, no longer has a will. Receivers take the client for lost.',
    remedy: 'Correct the server; check whether another client publishes the same message.',
  },
  'will-before-delay': {
    title: 'Will published before its delay is over',
    explanation:
      'The client may reconnect within the will delay, as long as its session lasts. Receivers take it for lost too early.',
    remedy:
      'Correct the server; on a cluster or bridge, check whether it forwards Will Delay Interval.',
  },
  'will-not-published': {
    title: 'Will not published although it was due',
    explanation:
      'The connection ended without DISCONNECT, the will was due, but a connected client with a matching subscription did not get it. Receivers believe that the client is still there.',
    remedy:
      'Check whether the lost client may publish on its will topic, and whether the subscriber may read it. Some servers publish no will if a clean start ends the session within the delay.',
  },
  'will-changed': {
    title: 'Will published with another payload',
    explanation:
      'When the will was due, a message arrived on its topic that no client in this capture had published, and its payload is not that of the will.',
    remedy:
      'Check whether a client outside the capture published it. If none did, correct the server.',
  },
  'will-topic-without-retain': {
    title: 'Will with RETAIN, but the message on its topic has none',
    explanation:
      'The server retains the will, and a message without RETAIN does not replace it. Once the will was published, new subscriptions get the will, even while the client is connected.',
    remedy: 'Publish the message that says that the client is there with RETAIN, like the will.',
  },
  'will-discarded': {
    title: 'DISCONNECT discards the will, and the retained message stays',
    explanation:
      'A server publishes the will only if the connection ends without DISCONNECT. After DISCONNECT, the retained message of the client stays on the topic, so new subscribers take the client for connected.',
    remedy:
      'Publish the payload of the will with RETAIN before DISCONNECT. In MQTT 5, DISCONNECT with reason code 0x04 lets the server publish the will.',
  },
  'will-replaces-retained': {
    title: 'Will of an old connection replaces the retained message of a newer one',
    explanation:
      'A client with another identifier and the same will has connected and published with RETAIN before the server ended the old connection. From then on, until the device publishes again with RETAIN, the retained message says that it is gone, although it is connected.',
    remedy:
      'Use the same client ID on each connection: the server then ends the old connection first. Otherwise subscribe to the topic, and publish with RETAIN again when the will arrives.',
  },
};

/** Findings of these rules. */
export const willFindings: Words<WillFindings> = {
  'will-after-disconnect': ({ topic, after, isResumed }) =>
    isResumed
      ? `The will for ${quoted(topic)} arrives ${seconds(after)} after the client resumed its session.`
      : `The will for ${quoted(topic)} arrives ${seconds(after)} after DISCONNECT.`,
  'will-before-delay': ({ topic, after, delay }) =>
    `The will for ${quoted(topic)} arrives ${seconds(after)} after the connection ended; its delay is ${delay} s.`,
  'will-not-published': ({ topic, waited, receiver, isStored }) =>
    `The will for ${quoted(topic)} was due but did not arrive at connection #${receiver} within ${seconds(waited)}${isStored ? ' after the server had resumed the session' : ''}.`,
  'will-topic-without-retain': ({ topic }) =>
    `The will for ${quoted(topic)} has RETAIN, but this message has none: once the will is published, it stays the retained message.`,
  'will-discarded': ({ topic }) =>
    `DISCONNECT discards the will for ${quoted(topic)}, so the client’s own message stays retained there.`,
  'will-replaces-retained': ({ topic, after, client }) =>
    `The will for ${quoted(topic)} replaces the retained message that client ${quoted(client)}, which has the same will and is connected, set ${seconds(after)} before.`,
  'will-changed': ({ topic, by }) =>
    `The will for ${quoted(topic)} was due; packet ${by} arrived instead, with another payload.`,
};
