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
  'same-duration-before-ends': {
    title: 'Connections end after the same duration',
    explanation:
      'The server’s side closed several connections of this client after the same time from CONNECT, although as long silences as before the ends, or others, ended none, and the keep alive was observed. Whatever was sent made no difference.',
    remedy:
      'Look for a limit of a connection’s duration: the life of the token or certificate with which the client signs in, or a maximum of a load balancer, proxy or cloud. Renew the sign-in in time, raise the limit, or let the client connect again.',
  },
  'left-before-connack': {
    title: 'Client does not wait for CONNACK',
    explanation:
      'The client closed several connections before the CONNACK came that accepts it. Its timeout for connecting is shorter than the time that the broker, or the network to it, needs.',
    remedy: 'Lengthen the client’s timeout for connecting, and find out why the CONNACK is slow.',
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
  'ended-after-duration': ({ client, times, lasted }) =>
    `The last ${times} connections of client ${quoted(client)} were closed from the server’s side; each lasted ${seconds(lasted)}, whatever was sent: perhaps a limit of the connection’s duration, such as the life of a token or a load balancer.`,
  'left-before-connack': ({ client, times, waited }) =>
    `The last ${times} connections of client ${quoted(client)} were left by the client before CONNACK came, after at most ${seconds(waited)}: lengthen its timeout.`,
  'ended-after-request': ({ client, times, type, topic }) =>
    `The last ${times} connections of client ${quoted(client)} were closed by the server right after ${packetName(type)} to ${quoted(topic)}.`,
};
