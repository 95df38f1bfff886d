/** Packet identifiers, acknowledgements and redelivery (2.2.1, 3.3.1, 4.3, 4.4, 4.6). */

import type { Words } from '../../../base/message.ts';
import type { AcknowledgingFindings } from '../../../engine/findings/findings.ts';
import type { ACKNOWLEDGING } from '../../../engine/rules/acknowledging.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { seconds } from '../../durations.ts';
import { hexWord } from '../../numbers.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { codeText, named, odd } from './findingWords.ts';

export const acknowledging: RuleTexts<keyof typeof ACKNOWLEDGING> = {
  'unexpected-ack': {
    title: 'Unexpected acknowledgement',
    explanation: 'The two sides disagree about what was sent.',
    remedy:
      'Check whether identifiers of both directions are kept apart, and whether a session was discarded on one side only.',
  },
  'puback-for-qos2': {
    title: 'PUBACK for a QoS 2 message',
    explanation: 'The sender waits for PUBREC, and sends the message again.',
    remedy: 'Answer by the QoS of the PUBLISH that was received.',
  },
  'pubrec-for-qos1': {
    title: 'QoS 2 packet for a QoS 1 message',
    remedy: 'Answer by the QoS of the PUBLISH that was received.',
  },
  'publish-unanswered': {
    title: 'QoS 1 or 2 message not acknowledged',
    explanation:
      'A PUBLISH got no PUBACK or PUBREC, although its receiver acknowledged packets sent long after it. The sender must keep the message, and can send fewer others.',
    remedy:
      'Check what the receiver did with the message: the handler may hang, or forget to acknowledge. It is sent again only on the next connection.',
  },
  'unanswered-at-end': {
    title: 'Message without an answer when the connection ended',
    explanation:
      'A PUBLISH with QoS 1 or 2, a PUBREC or a PUBREL had waited for seconds for the next packet of its exchange when the connection or the capture ended. A lost acknowledgement makes many clients hang, and then reconnect.',
    remedy:
      'Check whether the receiver got the packet and what it did with it. The client should wait with a timeout, and send the message again on the next connection.',
  },
  'pubrel-without-pubrec': {
    title: 'PUBREL without PUBREC',
    explanation:
      'PUBREL releases a message that the receiver confirmed with PUBREC. Without it, the message may never have arrived, and delivery is no longer exactly once.',
    remedy: 'Send PUBREL only as the answer to PUBREC.',
  },
  'pubcomp-without-pubrel': {
    title: 'PUBCOMP without PUBREL',
    explanation: 'Until PUBREL arrives, the identifier must be kept.',
    remedy: 'Send PUBCOMP only as the answer to PUBREL.',
  },
  'answered-twice': {
    title: 'Packet answered twice',
    explanation:
      'If the identifier is in use again by then, the wrong message counts as delivered.',
    remedy: 'Answer each packet once; a redelivery counts as a separate packet.',
  },
  'identifier-in-use': {
    title: 'Packet identifier used while in flight',
    explanation:
      'A new packet was sent under an identifier that is still waiting for its answer. It is unclear which of the two the answer belongs to.',
    remedy: 'Use a free identifier, and free it with the last answer, not earlier.',
  },
  'redelivery-differs': {
    title: 'Redelivery differs from the original',
    remedy: 'Store the message as it was sent, and send it again unchanged except for DUP.',
  },
  'redelivery-without-dup': {
    title: 'Redelivery without DUP',
    explanation: 'A PUBLISH was sent again without DUP, so it looks like another message.',
    remedy: 'Set DUP to 1 on every PUBLISH that is sent again.',
  },
  'not-sent-again': {
    title: 'Not sent again after a reconnect',
    explanation:
      'The session continued, but a PUBLISH above QoS 0 or a PUBREL that had no answer was not sent again with its packet identifier. The message may be lost, and its identifier stays in use.',
    remedy:
      'Store packets in flight until their last answer, also across a restart, and send them again once CONNACK says that the session is present.',
  },
  'redelivery-in-connection': {
    title: 'Sent again while the connection lasted',
    explanation:
      'In MQTT 5, messages are sent again only after a reconnect: the transport loses nothing, so a second copy only burdens a slow receiver.',
    remedy: 'Turn the retry timer off; wait for the answer or for the end of the connection.',
  },
  'resend-in-connection': {
    title: 'Sent again while the connection lasted',
    explanation:
      'MQTT 3.1.1 requires this only after a reconnect. The transport loses nothing, so a retry timer mostly creates duplicates.',
    remedy: 'Turn the retry timer off unless the server needs it.',
  },
  'dup-on-first': {
    title: 'DUP on the first attempt',
    explanation: 'A server does not pass DUP on from publisher to subscriber.',
    remedy: 'Set DUP only on a PUBLISH that this side sends again.',
  },
  'publish-after-pubrec': {
    title: 'PUBLISH sent again after its PUBREC',
    explanation:
      'A receiver that got PUBREL takes the PUBLISH for a new message, so subscribers get it twice.',
    remedy:
      'Store that PUBREC arrived or PUBREL was sent, also for the next connection, and send PUBREL again.',
  },
  'redelivery-of-answered': {
    title: 'Message sent again although it was acknowledged',
    explanation:
      'The receiver acknowledged the message, but its sender repeats it: the acknowledgement did not arrive there, or was not stored. The receiver handles the message again, so it appears twice. Rarely, it is a new message with the same content whose first transmission the capture lacks.',
    remedy:
      'Let receivers recognize repeated messages, for example by a number in the payload, or use QoS 2 instead of QoS 1. If this happens on each reconnect, check whether the sender stores acknowledgements.',
  },
  'redelivery-after-answer': {
    title: 'Message sent again after its acknowledgement arrived',
    explanation:
      'The sender got the acknowledgement, after which it has nothing to repeat: the app received it, or the server answered a later packet of the client. At QoS 1 the receiver handles the message again, so it appears twice.',
    remedy: 'Remove a message from the sender’s store when its acknowledgement arrives.',
  },
  'ack-order': {
    title: 'Acknowledged in a different order than received',
    explanation:
      'Acknowledgements must keep the order of the messages. Otherwise messages are sent again in a different order after a reconnect.',
    remedy: 'Acknowledge in order, even if messages are processed in parallel.',
  },
  'server-ack-order': {
    title: 'Server acknowledged in a different order than it received',
    explanation:
      'The standard prescribes the order of acknowledgements to clients, not to servers, so this breaks no rule. It shows that the server handles messages in parallel. Only the subscribers’ connections show whether it also delivers them in a different order, which it must not do on an ordered topic.',
    remedy:
      'Match answers by packet identifier, never by their order. Where the order of messages matters, look at what a subscriber gets.',
  },
  'identifier-not-found': {
    title: 'Packet identifier not found',
    explanation:
      'The receiver does not know the exchange that this packet continues (0x92). After a reconnect this is normal, and it is not reported here; at other times, one side has lost its state.',
    remedy: 'Check whether one side dropped its session.',
  },
  'receive-maximum-exceeded': {
    title: 'Receive maximum exceeded',
    explanation: 'The receiver may end the connection (0x93).',
    remedy:
      'Hold further messages back until answers arrive, or announce a larger receive maximum.',
  },
  'publish-refused': {
    title: 'Message refused',
    explanation: 'It is not delivered.',
    remedy: 'The code says why: usually permissions, quotas or the format of the payload.',
  },
  'no-matching-subscribers': {
    title: 'No subscribers for this topic',
    remedy: 'Compare the topic, character by character, with what the receivers subscribe to.',
  },
};

/** Findings of these rules. */
export const acknowledgingFindings: Words<AcknowledgingFindings> = {
  'answer-says': ({ said, ...packet }) => `${named(packet)}: ${codeText(said)}.`,
  'refuses-message': ({ said, ...packet }) =>
    `${named(packet)} refuses the message: ${codeText(said)}.`,
  'unanswered-at-end': ({ awaited, waited, ...packet }) =>
    `${named(packet)} had no ${packetName(awaited)} after ${seconds(waited)}, when the connection or the capture ended.`,
  'publish-unanswered': ({ packetId, qos, later }) =>
    `PUBLISH ${packetId} got no ${qos === 1 ? 'PUBACK' : 'PUBREC'}; a message sent ${seconds(later)} later was acknowledged.`,
  'not-sent-again': (packet) =>
    `${named(packet)} was in flight when the previous connection ended, and is not sent again.`,
  'unexpected-ack': ({ swapped, ...packet }) => {
    const text = odd('nothing is in flight under this packet identifier')(packet);
    if (swapped === undefined) return text;
    return `${text} ${swapped} is: the bytes of the identifier are swapped (${hexWord(packet.packetId ?? 0)} instead of ${hexWord(swapped)}).`;
  },
  'puback-for-qos2': odd('answers a PUBLISH with QoS 2, which requires PUBREC'),
  'pubrec-for-qos1': odd('belongs to a PUBLISH with QoS 1, which requires only PUBACK'),
  'pubrel-without-pubrec': odd('no PUBREC was sent before it'),
  'pubcomp-without-pubrel': odd('no PUBREL was sent before it'),
  'answered-twice': odd('the packet that it acknowledges was already acknowledged'),
  'identifier-in-use': odd('the packet identifier is already in flight'),
  'redelivery-differs': odd('has DUP and differs from the PUBLISH that it repeats'),
  'redelivery-without-dup': odd('is sent again, but DUP is 0'),
  'redelivery-in-connection': odd('is sent again on the same connection'),
  'dup-on-first': odd('has DUP but was not sent before'),
  'redelivery-of-answered': odd(
    'has DUP; the same message with this identifier was acknowledged before',
  ),
  'redelivery-after-answer': odd('is sent again although its sender got the acknowledgement'),
  'publish-after-pubrec': odd('is sent again although its PUBREC arrived'),
  'ack-order': odd('precedes the acknowledgement of an earlier message'),
  'server-ack-order': odd('a message that was sent later was acknowledged first'),
  'receive-maximum-exceeded': ({ unanswered, receiver, maximum }) =>
    `${unanswered} QoS 1 and 2 messages are unacknowledged; the ${receiver}’s receive maximum is ${maximum}.`,
};
