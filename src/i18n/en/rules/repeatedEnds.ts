/** Ends of connections that are alike (3.1.2.10, 3.8.4, 3.14). */

import type { Words } from '../../../base/message.ts';
import type { RepeatedEndFindings } from '../../../engine/findings/findings.ts';
import type { REPEATED_ENDS } from '../../../engine/rules/repeatedEnds.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { seconds } from '../../durations.ts';
import { grouped } from '../../numbers.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { quoted } from './findingWords.ts';

export const repeatedEnds: RuleTexts<keyof typeof REPEATED_ENDS> = {
  'same-message-before-ends': {
    title: 'Connections end after the same message',
    explanation:
      'The client closed several connections in a row right after it got the same message. Most likely its program cannot process this message: because of its size, if it is the largest by far, or because of its content. A client that fetches one message and leaves without DISCONNECT looks the same. The server sends it again on each connection, as a retained message or because it has no acknowledgement.',
    remedy:
      'Look at the client’s log for this message, and at the size of its receive buffer. In MQTT 5, the client announces the largest packet that it accepts (Maximum Packet Size). Until it is repaired, remove the message: clear the retained message, or let the client connect once with Clean Session.',
  },
  'same-silence-before-ends': {
    title: 'Connections end after the same silence',
    explanation:
      'The server’s side closed several connections of this client after the same time without a packet, although the keep alive permits a longer silence. Most likely this is the idle timeout of a proxy, load balancer, firewall or NAT between them, for example 60 s in nginx (proxy_read_timeout).',
    remedy:
      'Set the keep alive of the client well below this time, so that PINGREQ is sent before, or raise the timeout.',
  },
  'same-request-before-ends': {
    title: 'Connections end after the same request',
    explanation:
      'The server closed several connections of this client right after the same request, without an answer. Most likely it does not allow this request for this client.',
    remedy:
      'Check whether this client may subscribe to this topic filter, or publish on this topic (on AWS IoT: the policy of its certificate). See the server’s log.',
  },
};

/** 0: off. */
const keepAliveOf = (keepAlive: number): string =>
  keepAlive === 0
    ? 'its keep alive is off'
    : `its keep alive of ${seconds(keepAlive)} permits more`;

/** Findings of these rules. */
export const repeatedEndFindings: Words<RepeatedEndFindings> = {
  'ended-after-message': ({ client, times, topic, size, next }) =>
    `The last ${times} connections of client ${quoted(client)} were closed by the client within the same message, or right after it: PUBLISH of ${grouped(size)} bytes${topic === undefined ? '' : ` to ${quoted(topic)}`}${next === 0 ? '' : `, by far the largest (the next one had ${grouped(next)} bytes)`}.`,
  'ended-after-silence': ({ client, times, silence, keepAlive }) =>
    `The last ${times} connections of client ${quoted(client)} were closed from the server’s side after the same silence of ${seconds(silence)}; ${keepAliveOf(keepAlive)}.`,
  'ended-after-request': ({ client, times, type, topic }) =>
    `The last ${times} connections of client ${quoted(client)} were closed by the server right after ${packetName(type)} to ${quoted(topic)}.`,
};
