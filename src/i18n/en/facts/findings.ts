/** Findings of rules in a conversation. */

import { say, type Words } from '../../../base/message.ts';
import type { ConventionLimit } from '../../../engine/findings/conventionLimit.ts';
import type { Findings, SaidCode } from '../../../engine/findings/findings.ts';
import type { FoundWrong, ProblemWords } from '../../../engine/findings/problem.ts';
import type { PacketType } from '../../../mqtt/tables/packet.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { seconds } from '../../durations.ts';
import { grouped } from '../../numbers.ts';
import { reasonCode } from '../codes/reasonCodes.ts';
import { conventionFinding } from '../rules/sparkplugFindings.ts';
import { breaches } from './breaches.ts';
import { breachText, notJudged } from './schemas.ts';

const quoted = (text: string): string => `"${text}"`;

const OTHER = {
  connect: { tls: 'TLS', http: 'HTTP request', text: 'Text' },
  connack: { tls: 'TLS', http: 'HTTP answer', text: 'Text' },
} as const;

const nameOf = (type: PacketType | undefined): string =>
  type === undefined ? 'A packet of a reserved type' : packetName(type);

interface OfIdentified {
  readonly type: PacketType | undefined;
  readonly packetId: number | undefined;
}

const named = ({ type, packetId }: OfIdentified): string =>
  packetId === undefined ? nameOf(type) : `${nameOf(type)} ${packetId}`;

/** A packet, and its anomaly. */
const odd =
  (what: string) =>
  (packet: OfIdentified): string =>
    `${named(packet)}: ${what}.`;

function codeText({ packet, code, version, reason, reference }: SaidCode): string {
  const added = reason === undefined ? '' : `, ${quoted(reason)}`;
  const elsewhere = reference === undefined ? '' : `, server reference ${quoted(reference)}`;
  return `${reasonCode({ place: packet, code, version })}${added}${elsewhere}`;
}

const which = ({
  filter,
  place,
}: {
  readonly filter: string | undefined;
  readonly place: number;
}) => (filter === undefined ? `topic filter ${place}` : quoted(filter));

const keptOf =
  (what: string) =>
  (convention: string, most: string): string =>
    `${convention} keeps at most ${most} ${what} of a device: others of this device are left out.`;

const LIMITS: Readonly<Record<ConventionLimit, (convention: string, most: string) => string>> = {
  bytes: (convention, most) =>
    `${convention} reads nothing from this payload, because it has more than ${most} bytes.`,
  values: (convention, most) =>
    `${convention} read only the first ${most} values from this message.`,
  parts: keptOf('parts'),
  facts: keptOf('facts'),
  alarms: keptOf('alarms'),
  topics: keptOf('announcements'),
};

export const findings: Words<Findings> = {
  'of-bytes': ({ breach }) => say(breaches, breach),
  'of-convention': ({ found }) => conventionFinding(found) ?? found.key,

  'connected-often': ({ client, times, within }) =>
    `Client ${quoted(client)} connected ${times} times within ${seconds(within)}.`,
  'connects-twice': ({ client, stream }) =>
    `Client ${quoted(client)} connects while its connection in stream ${stream} is open.`,
  'taken-over-often': ({ client, times }) =>
    `Connections of client ${quoted(client)} were taken over ${times} times within a minute.`,
  'session-gone': ({ stream }) =>
    `CONNACK reports no session, but the session of stream ${stream} should still exist.`,
  'ended-soon-often': ({ client, times, within }) =>
    `${times} ${times === 1 ? 'connection' : 'connections'} of client ${quoted(client)} ended within ${seconds(within)} of CONNACK, without DISCONNECT.`,
  'in-another-tab': ({ client }) =>
    `${client === undefined ? 'The client' : `Client ${quoted(client)}`} is connected in another tab of this app too.`,

  'answer-says': ({ said, ...packet }) => `${named(packet)}: ${codeText(said)}.`,
  'refuses-message': ({ said, ...packet }) =>
    `${named(packet)} refuses the message: ${codeText(said)}.`,
  'problem-information-unasked': ({ type, carries }) =>
    `${nameOf(type)} carries ${carries === 'reason-string' ? 'a reason string' : 'a user property'}; CONNECT asked for no problem information.`,
  'publish-unanswered': ({ packetId, qos, later }) =>
    `PUBLISH ${packetId} got no ${qos === 1 ? 'PUBACK' : 'PUBREC'}; a message sent ${seconds(later)} later was acknowledged.`,
  'not-sent-again': (packet) =>
    `${named(packet)} was in flight when the previous connection ended, and is not sent again.`,

  'unexpected-ack': odd('nothing is in flight under this packet identifier'),
  'puback-for-qos2': odd('answers a PUBLISH of QoS 2, which requires PUBREC'),
  'pubrec-for-qos1': odd('belongs to a PUBLISH of QoS 1, which requires only PUBACK'),
  'pubrel-without-pubrec': odd('no PUBREC was sent before it'),
  'pubcomp-without-pubrel': odd('no PUBREL was sent before it'),
  'answered-twice': odd('the packet that it acknowledges was already acknowledged'),
  'identifier-in-use': odd('the packet identifier is in flight already'),
  'redelivery-differs': odd('has DUP and differs from the PUBLISH that it repeats'),
  'redelivery-without-dup': odd('is sent again, and DUP is 0'),
  'redelivery-in-connection': odd('is sent again on the same connection'),
  'dup-on-first': odd('has DUP and was not sent before'),
  'publish-after-pubrec': odd('is sent again although its PUBREC arrived'),
  'ack-order': odd('comes before the acknowledgement of an earlier message'),
  'server-ack-order': odd('a message that was sent later was acknowledged first'),
  'code-count': odd('its number of codes differs from the number of topic filters'),
  'granted-above-requested': odd('grants a higher QoS than requested'),
  'unexpected-pingresp': odd('no PINGREQ waits for it'),
  'unexpected-connack': odd('no CONNECT waits for it'),
  'unexpected-auth': odd('no authentication is under way'),

  'keep-alive-off': () => 'CONNECT turns the keep alive off (0).',
  'session-present': ({ version }) =>
    `CONNACK reports a present session, although CONNECT set ${version === 5 ? 'Clean Start' : 'Clean Session'}.`,
  'no-client-id-assigned': () => 'CONNECT has no client identifier, and CONNACK assigns none.',
  'response-information-unasked': () =>
    'CONNACK carries response information that CONNECT did not request.',
  'will-qos-above-maximum': ({ qos, maximum }) =>
    `The will has QoS ${qos}; the server’s maximum is ${maximum}.`,
  'will-retained': () => 'The will is to be retained.',
  'method-changed': ({ type, method, ofConnect }) => {
    const names = method === undefined ? 'names no method' : `names the method ${quoted(method)}`;
    const asked = ofConnect === undefined ? 'CONNECT none' : `CONNECT ${quoted(ofConnect)}`;
    return `${nameOf(type)} ${names}, ${asked}.`;
  },
  'connection-refused': ({ said }) => `The server refused the connection: ${codeText(said)}.`,

  'connection-ended': ({ by, said }) => `The ${by} ended the connection: ${codeText(said)}.`,
  'session-expiry-raised': ({ expiry }) =>
    `DISCONNECT sets a session expiry of ${expiry} s; CONNECT had 0.`,
  'no-connack': ({ after }) =>
    `The connection ended ${seconds(after)} after CONNECT, without CONNACK.`,
  'will-due': ({ topic, ending }) =>
    `The connection ended ${ending === 'by-server' ? 'by the server’s DISCONNECT' : 'without DISCONNECT'}: the will for ${quoted(topic)} is due.`,
  'delayed-will-due': ({ topic, after }) =>
    `The client did not resume its session ${seconds(after)} after its connection ended: the will for ${quoted(topic)} is due.`,
  'closed-without-disconnect': () => 'The connection ended without DISCONNECT.',
  'request-unanswered': ({ type, filter, within }) =>
    `${nameOf(type)} for ${quoted(filter)} got no ${type === 'subscribe' ? 'SUBACK' : 'UNSUBACK'} within ${seconds(within)}.`,

  'other-protocol': ({ what, expected }) =>
    `${OTHER[expected][what]} where ${nameOf(expected)} was expected.`,
  'after-disconnect': ({ type }) => `${nameOf(type)} follows the DISCONNECT of the same side.`,
  'second-connect': () => 'A second CONNECT was sent on the same connection.',
  'first-packet': ({ type }) => `The first packet of the client is ${nameOf(type)}.`,
  'during-authentication': ({ type }) =>
    `${nameOf(type)} was sent before CONNACK, although CONNECT names an authentication method.`,
  'client-before-connack': ({ type }) => `${nameOf(type)} was sent before CONNACK arrived.`,
  'server-before-connack': ({ type }) => `${nameOf(type)} was sent before CONNACK.`,
  'after-refusal': ({ type }) => `${nameOf(type)} follows a CONNACK that refused the connection.`,

  'published-expired': () =>
    'The message is published with an expiry of 0 s, so it expires immediately.',
  'arrived-expired': () => 'The message arrived with an expiry of 0 s.',
  'arrived-late': ({ age, expiry }) =>
    `The message arrived ${seconds(age)} after one with the same topic and payload was published with an expiry of ${expiry} s.`,
  'qos-above-maximum': ({ qos, maximum }) =>
    `PUBLISH has QoS ${qos}; the server’s maximum is ${maximum}.`,
  'retain-not-available': () => 'PUBLISH has RETAIN; the server has no retained messages.',
  'alias-above-maximum': ({ alias, receiver, maximum }) =>
    `Topic alias ${alias}: the ${receiver} ${maximum === 0 ? 'accepts no topic aliases' : `accepts aliases up to ${maximum}`}.`,
  'receive-maximum-exceeded': ({ unanswered, receiver, maximum }) =>
    `${unanswered} messages of QoS 1 and 2 are unanswered; the ${receiver}’s receive maximum is ${maximum}.`,
  'packet-too-large': ({ size, receiver, maximum }) =>
    `The packet has ${size} bytes; the ${receiver} accepts at most ${maximum}.`,
  'payload-not-utf8': () => 'The payload is announced as UTF-8 and is not well-formed UTF-8.',
  'schema-breach': ({ filter, path, keyword, wanted, more }) =>
    `${breachText(path, keyword, wanted)}; the schema of ${quoted(filter)} says otherwise${
      more === 0 ? '' : ` (and in ${grouped(more)} more ${more === 1 ? 'place' : 'places'})`
    }.`,
  'schema-off': ({ filter, why }) =>
    `Not checked against the schema of ${quoted(filter)}: ${say(notJudged, why)}. It is switched off until the rules change.`,
  'convention-limit': ({ convention, of, most }) => LIMITS[of](quoted(convention), grouped(most)),
  'nobody-subscribed': ({ topic }) =>
    `No topic filter that this session subscribed to matches ${quoted(topic)}.`,
  'delivered-above-granted': ({ topic, qos, highest, isGranted }) =>
    `${quoted(topic)} comes with QoS ${qos}; QoS ${highest} was ${isGranted ? 'granted' : 'requested'}.`,
  'delivered-above-published': ({ topic, qos, published }) =>
    `${quoted(topic)} comes with QoS ${qos}; with the same payload it was published with QoS ${published}.`,
  'retained-not-wanted': ({ topic }) =>
    `${quoted(topic)} arrives with RETAIN, but its subscriptions request no retained messages.`,
  'retained-sent-again': ({ topic }) =>
    `${quoted(topic)} arrives with RETAIN again; its subscription already existed when SUBSCRIBE repeated it with retain handling 1.`,
  'unknown-subscription-identifier': ({ identifier }) =>
    `PUBLISH names subscription identifier ${identifier}, which no SUBSCRIBE had.`,
  'leading-slash': ({ topic }) => `The topic ${quoted(topic)} begins with an empty level.`,
  'dollar-topic': ({ topic }) => `The client publishes to ${quoted(topic)}.`,
  'topic-characters': () => 'The topic name contains a control character or a non-character.',

  'overlapping-subscriptions': ({ filter, other }) =>
    `${quoted(filter)} and ${quoted(other)} match the same topics.`,
  'shared-not-available': ({ filter }) =>
    `${quoted(filter)} is a shared subscription; the server has none.`,
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

  'client-silent': ({ silence, keepAlive }) =>
    `The client was silent for ${seconds(silence)}; the keep alive is ${seconds(keepAlive)}.`,
  'silent-client-served': ({ silence, keepAlive }) =>
    `The server sends to a client that has been silent for ${seconds(silence)}; the keep alive is ${seconds(keepAlive)}.`,
  'client-silent-since': ({ silence, keepAlive }) =>
    `The client has sent nothing for more than ${seconds(silence)}; the keep alive is ${seconds(keepAlive)}.`,
  'ping-unanswered': ({ waited }) => `PINGREQ got no PINGRESP for ${seconds(waited)}.`,
};

export function foundWrong({ finding, treatedBy }: FoundWrong): string {
  const what = say(findings, finding);
  if (treatedBy === undefined) return what;
  const rules = treatedBy.map((rule) => (rule === 'step' ? 'step mode' : rule));
  return `${what} Changed on purpose by ${rules.join(', ')}.`;
}

/** Words in files and filters, the same in every language. */
export const problemWords: ProblemWords = { foundWrong };
