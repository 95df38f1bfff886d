/** Causes of the end of a connection, one sentence each, with a remedy. */

import { say, type Words } from '../../../base/message.ts';
import type { LineFailure } from '../../../connection/bridge/lineFacts.ts';
import type { EndCause, EndCauses, LastMessage } from '../../../engine/endCauses/endCauses.ts';
import type { PacketType, ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { isReasonCodeValid } from '../../../mqtt/tables/reasonCodes.ts';
import { span } from '../../durations.ts';
import { grouped } from '../../numbers.ts';
import { reasonCode } from '../codes/reasonCodes.ts';
import { lineFailures } from './lineFailures.ts';

/** Sent by a companion, which may be newer and send other failures. */
const isLineFailure = (fact: EndCauses['no-line']['failure']): fact is LineFailure =>
  Object.hasOwn(lineFailures, fact.key);

const NETWORK = 'network';
const STEP = 'step';
/** Names a rule, or what has a name instead. */
export const doer = (rule: string): string =>
  rule === NETWORK
    ? 'the simulated bad network'
    : rule === STEP
      ? 'step mode'
      : `the fault rule or recipe ${rule}`;

type Side = 'client' | 'server';

const SIDES: Readonly<Record<Side, string>> = { client: 'client', server: 'broker' };
const VERSIONS: Readonly<Record<'3' | '4' | '5', ProtocolVersion>> = { 3: 3, 4: 4, 5: 5 };

const isSaid = (text: string): boolean => text !== '';
const said = (reason: string): string => (reason === '' ? '' : ` (“${reason}”)`);
const name = (type: PacketType | undefined, otherwise: string): string =>
  type === undefined ? otherwise : packetName(type);
/**
 * @param five the statement of MQTT 5
 * @param four the statement of MQTT 3.1.1
 */
const statement = (version: '3' | '4' | '5', five: string, four: string): string =>
  version === '5' ? five : `3.1.1: ${four}`;
const seconds = (s: number): string => `${s} s`;

/** The last packet before an end, with its size and topic if it is the message after which the client left. */
const lastPacket = (last: PacketType | undefined, message: LastMessage | undefined): string =>
  message === undefined
    ? name(last, 'the beginning')
    : `PUBLISH of ${grouped(message.size)} bytes${message.topic === '' ? '' : ` to ${message.topic}`}`;
/** Seconds of silence from which an idle timeout is likely. */
const IDLE = 10;

/** Empty if nothing is known about a will. */
function willSent(after: number | undefined, version: '3' | '4' | '5'): string {
  if (after === undefined) return '';
  if (after === 0)
    return `the broker sends its will [${statement(version, 'MQTT-3.1.2-8', 'MQTT-3.1.2-8')}]`;
  return `the broker sends its will after ${span(after)}, unless the client resumes its session before that [MQTT-3.1.2-8, MQTT-3.1.3-9]`;
}

const NO_REASON = 'see the broker’s log: the code gives no further reason';
/** Remedies for a broker's codes. */
const ADVICE: ReadonlyMap<number, string> = new Map([
  [0x80, NO_REASON],
  [0x81, 'look for the client’s malformed packet'],
  [0x82, 'look for a problem in the client’s last packets'],
  [0x83, NO_REASON],
  [0x84, 'set the client to an MQTT version that the broker supports'],
  [1, 'set the client to an MQTT version that the broker supports'],
  [0x85, 'change the client ID'],
  [2, 'change the client ID'],
  [0x86, 'check user name and password'],
  [4, 'check user name and password'],
  [0x87, 'check user name, password and the permissions of this client'],
  [5, 'check user name, password and the permissions of this client'],
  [0x88, 'try again later'],
  [3, 'try again later'],
  [0x89, 'try again later'],
  [0x8a, 'contact the broker’s administrator: this client is banned'],
  [0x8b, 'connect again after the restart or maintenance'],
  [0x8c, 'use an authentication method that the broker offers'],
  [0x8d, 'send something, at least PINGREQ, more often than the keep alive'],
  [0x8e, 'give each device its own client ID'],
  [0x8f, 'correct the topic filter of the last SUBSCRIBE or UNSUBSCRIBE'],
  [0x90, 'use a topic name that the broker accepts'],
  [0x93, 'send no more unacknowledged messages than the broker’s Receive Maximum'],
  [0x94, 'use no topic alias above the broker’s Topic Alias Maximum'],
  [0x95, 'send smaller packets than the broker’s Maximum Packet Size'],
  [0x96, 'send less often'],
  [0x97, 'check the quota in the broker’s console'],
  [0x98, 'contact the broker’s administrator, who ended the connection'],
  [0x99, 'send payloads in the announced format'],
  [0x9a, 'do not set RETAIN: the broker does not retain messages'],
  [0x9b, 'use a lower QoS'],
  [0x9c, 'use the server that the broker names'],
  [0x9d, 'use the server that the broker names'],
  [0x9e, 'subscribe without $share'],
  [0x9f, 'connect less often'],
  [0xa0, 'connect again; the broker limits how long a connection lasts'],
  [0xa1, 'subscribe without subscription identifiers'],
  [0xa2, 'subscribe to topics without wildcards'],
]);
/** What to do about a code of CONNACK or DISCONNECT. */
export const remedyOf = (code: number): string | undefined => ADVICE.get(code);

/** Why a broker closes instead of answering CONNECT. */
export const NO_CONNACK =
  'most often the port expects TLS or a client certificate, or the broker does not accept the client ID, the version or the credentials, or its policy or permissions do not allow them (AWS IoT); see its log';

const advice = (code: number): string => {
  const what = ADVICE.get(code);
  return what === undefined ? '' : `; ${what}`;
};

const ALERTS: ReadonlyMap<string, string> = new Map([
  ['unknown_ca', 'it does not trust the tap’s certificate: give it the CA certificate of the tap'],
  [
    'bad_certificate',
    'it does not accept the tap’s certificate: give it the CA certificate of the tap, and connect by a name that is on it (--name)',
  ],
  [
    'certificate_unknown',
    'it does not accept the tap’s certificate: give it the CA certificate of the tap',
  ],
  ['certificate_expired', 'the certificate has expired by the device’s clock: set the clock'],
  ['unrecognized_name', 'the tap has no certificate for the requested name'],
  ['handshake_failure', 'no cipher suite or version that both support'],
  ['protocol_version', 'the tap supports TLS 1.2 and 1.3'],
]);

const TLS: Readonly<Record<EndCauses['tls-failed']['why'], (detail: string) => string>> = {
  alert: (detail) => `TLS alert ${detail}: ${ALERTS.get(detail) ?? 'look at its TLS settings'}`,
  'gave-up': (detail) =>
    `TLS alert ${detail} instead of a ClientHello: its TLS library failed before it received anything from the tap; see the device’s log. Most often it lacks memory or random numbers, or cannot read its own certificate, key or CA`,
  'not-tls': () => 'it does not use TLS: use mqtts:// in the device, or listen with mqtt:// here',
  ended: () =>
    'it disconnected during the handshake: most often it does not trust the tap’s certificate, or checks its name',
  late: () => 'it did not finish the handshake within 15 s',
  'nothing-shared': (detail) => `no cipher suite or version that both support (${detail})`,
  other: (detail) => detail,
};

/** The device is still connected in these cases. */
const BY_TAP: ReadonlySet<string> = new Set(['not-tls', 'late', 'nothing-shared']);

const FIRST: Readonly<Record<EndCauses['not-mqtt']['what'], (first: string) => string>> = {
  tls: () => 'the client began TLS: use mqtt:// in it, or listen with mqtts:// here',
  http: () => 'the client sent an HTTP request: for WebSocket listen with ws:// here',
  packet: () => 'the first packet was not CONNECT [MQTT-3.1.0-1]',
  other: (first) => `the first bytes (${first}) are not a CONNECT [MQTT-3.1.0-1]`,
};

/** @param line the first line of the reply */
const ANSWERED: Readonly<Record<EndCauses['no-broker']['what'], (line: string) => string>> = {
  tls: () => 'answered in TLS: use mqtts:// for its address, or its port without TLS',
  http: (line) =>
    `answered in HTTP (“${line}”): use ws:// and its path for MQTT over WebSocket, or another port`,
  text: (line) => `answered with “${line}”, which is not MQTT: check host and port`,
};

const FRAMES: Readonly<Record<EndCauses['bad-websocket']['fault'], string>> = {
  unmasked:
    'a frame without the mask that a client must use (5.3); have its library mask what it sends',
  masked: 'a masked frame, which a server must not send (5.1); see what is behind the address',
  'reserved-bits':
    'a frame with reserved bits set (5.2), most often a compressed one without negotiated compression; turn permessage-deflate off there',
  opcode:
    'a frame of an unknown type, or in the wrong order (5.2, 5.4); MQTT bytes without frames look like this: use a WebSocket library there',
  'control-in-pieces': 'a control frame in fragments, which must be one frame (5.5)',
  'long-control': 'a control frame of more than 125 bytes (5.5)',
  'close-code': 'a close code that must not be sent (7.4); use 1000',
  'not-utf8':
    'text that is not UTF-8 (8.1); MQTT uses binary frames [MQTT-6.0.0-1]: send binary ones',
  'too-long':
    'a message larger than any MQTT packet; send each packet, or a part of it, in a frame',
  'too-many-pieces': 'a message in too many fragments (5.4); send larger ones',
  unfinished: 'a long, incomplete message that exceeded the tap’s memory; send smaller frames',
  other: 'a frame that the standard does not allow',
};

/** @param to the intended receiver */
const TREATED: Readonly<
  Record<EndCauses['treated']['did'], readonly [did: string, so: (to: string) => string]>
> = {
  dropped: ['dropped', (to) => `it never reached the ${to}`],
  held: [
    'held back',
    (to) =>
      `it had not reached the ${to}; release it sooner, or let the breakpoint keep both ends from timing out`,
  ],
  delayed: ['delayed', (to) => `it had not reached the ${to} in time`],
  edited: ['changed', (to) => `the ${to} did not receive the original`],
  answered: ['answered, or made up,', () => 'the other end did not send it'],
  doubled: ['duplicated', (to) => `the ${to} received it twice`],
  silenced: ['silently dropped', () => 'since then nothing passes in either direction'],
};

function treated({ by, did, sender, type, packetId, rule, after }: EndCauses['treated']): string {
  const ended = `ended by the ${SIDES[by]} ${seconds(after)} after ${doer(rule)}`;
  const [what, so] = TREATED[did];
  if (type === undefined) return `${ended} fell silent on purpose: ${so('')}.`;
  const packet = `${packetName(type)}${packetId === undefined ? '' : ` with packet identifier ${packetId}`}`;
  const to = SIDES[sender === 'client' ? 'server' : 'client'];
  return `${ended} ${what} the ${packet} of the ${SIDES[sender]} on purpose: ${so(to)}.`;
}

/** `toServer`: the broker announced the limit. */
type Beyond = Readonly<Pick<EndCauses['beyond-limit'], 'sent' | 'maximum'> & { toServer: boolean }>;

const BEYOND: Readonly<Record<EndCauses['beyond-limit']['limit'], (beyond: Beyond) => string>> = {
  'receive-maximum': ({ sent, maximum, toServer }) =>
    `with which ${grouped(sent)} QoS 1 and 2 messages were unacknowledged: its Receive Maximum is ${grouped(maximum)} [${toServer ? 'MQTT-3.3.4-7' : 'MQTT-3.3.4-9'}]; wait for PUBACK or PUBCOMP before sending more`,
  'topic-alias': ({ sent, maximum, toServer }) =>
    `with topic alias ${sent}: its Topic Alias Maximum is ${maximum}${maximum === 0 ? ', that is, it accepts none' : ''} [${toServer ? 'MQTT-3.3.2-9' : 'MQTT-3.3.2-11'}]; ${maximum === 0 ? 'send topic names' : 'use no alias above that'}`,
  'alias-not-set': ({ sent }) =>
    `with topic alias ${sent} and no topic name, though none was sent with it before on this connection (3.3.2.3.4); send both in the first message, and again after each CONNECT`,
  'maximum-qos': ({ sent, maximum }) =>
    `with QoS ${sent}: its Maximum QoS is ${maximum} [MQTT-3.2.2-11]; use QoS ${maximum}`,
  retain: () =>
    'with RETAIN: it does not retain messages (Retain Available 0) [MQTT-3.2.2-14]; do not set RETAIN',
  wildcard: () =>
    'with a wildcard: it accepts none (Wildcard Subscription Available 0, 3.2.2.3.11); subscribe to topics without + and #',
  shared: () =>
    'to a shared subscription: it supports none (Shared Subscription Available 0, 3.2.2.3.13); subscribe without $share',
  identifier: ({ sent }) =>
    `with subscription identifier ${sent}: it accepts none (Subscription Identifiers Available 0, 3.2.2.3.12); subscribe without one`,
};

export const endCauses: Words<EndCauses> = {
  'no-line': ({ failure }) =>
    `not forwarded, because the broker could not be reached: ${isLineFailure(failure) ? say(lineFailures, failure) : failure.key}`,
  'line-failed': ({ failure }) =>
    `the connection to the broker failed: ${isLineFailure(failure) ? say(lineFailures, failure) : failure.key}`,
  'tls-failed': ({ why, detail }) =>
    `ended by the ${BY_TAP.has(why) ? 'tap' : 'device'} in TLS: ${TLS[why](detail)}.`,
  'no-websocket': () =>
    'ended by the tap: the device sent no WebSocket request; listen with mqtt:// or mqtts:// for MQTT over TCP.',
  'foreign-page': ({ origin }) =>
    `refused by the tap: the connection came from a web page of ${origin}. Only devices and pages of the tap’s own address are accepted.`,
  'unknown-name': ({ name: asked }) =>
    asked === ''
      ? 'not forwarded: the device sent no server name (SNI), and there is no --to for that case.'
      : `not forwarded: there is no --to for the server name ${asked} that the device requested.`,
  'tap-stopped': () => 'ended when the tap stopped.',
  'crowded-out': () =>
    'closed by the tap to free resources: the broker had not accepted a CONNECT on it yet, and its address had the most such connections; find out what opens them there.',
  'companion-gone': () =>
    'lost with the companion, which held the connection to the broker: it was stopped or crashed, or the network between it and this page failed; check whether it is running.',
  'behind-proxy': ({ proxy, isReset, last, after }) =>
    `${isReset ? 'reset' : 'closed'} at the proxy ${proxy}, ${seconds(after)} after ${name(last, 'the beginning')}: by the proxy, or by the broker behind it, which looks the same from here; check the logs of both.`,
  'on-purpose': ({ rule }) =>
    rule === undefined
      ? 'cut manually.'
      : rule === NETWORK
        ? 'cut on purpose by the simulated bad network.'
        : `cut on purpose by the fault rule or recipe ${rule}.`,
  treated,
  'left-early': ({ after }) =>
    `closed by the client after ${seconds(after)}, before the broker was reached: it did not wait longer. Find out why the broker is slow to reach.`,
  'said-nothing': ({ by, after }) =>
    by === 'tap'
      ? `sent nothing: ended by the tap after ${seconds(after)} without a byte from the client; check what it does between connecting and its first packet, or what else keeps connections open here.`
      : by === 'client'
        ? `sent nothing: closed by the client after ${seconds(after)} without a byte: most often a port check, or it expects the broker to send first.`
        : `sent nothing: closed by the broker after ${seconds(after)}, before the client sent anything: brokers wait only for a while for CONNECT (3.1.4), or refuse an address at once. Check what the client does between connecting and CONNECT.`,
  'not-mqtt': ({ by, what, first }) => `closed by the ${SIDES[by]}: ${FIRST[what](first)}.`,
  'no-broker': ({ by, what, line }) =>
    by === 'server'
      ? `closed by the broker, which ${ANSWERED[what](line)}.`
      : `closed by the client, after the broker ${ANSWERED[what](line)}.`,
  refused: ({ code, version, reason }) =>
    `refused by the broker with CONNACK ${reasonCode({ place: 'connack', code, version: VERSIONS[version] })}${said(reason)} [${statement(version, 'MQTT-3.2.2-7', 'MQTT-3.2.2-5')}]${advice(code)}.`,
  'no-connack': ({ by, after, isReset, late }) =>
    by === 'server'
      ? `${isReset ? 'reset' : 'closed'} by the broker ${seconds(after)} after CONNECT, without CONNACK: ${NO_CONNACK}.`
      : late !== undefined
        ? `left by the client ${seconds(late)} before CONNACK came: it waited only ${seconds(after)} for it.`
        : `closed by the client, which waited ${seconds(after)} for a CONNACK: the broker did not answer. Check its load and its log.`,
  'server-disconnect': ({ code, reason }) =>
    `closed by the broker with DISCONNECT ${reasonCode({ place: 'disconnect', code, version: 5 })}${said(reason)}${advice(code)}.`,
  'broker-ended': ({ code, reason, version: of }) =>
    `closed by the broker: ${reasonCode({ place: isReasonCodeValid('disconnect', code, 5) ? 'disconnect' : 'connack', code, version: 5 })}${said(reason)}${advice(code)}${of === '5' ? '' : '; before MQTT 5, no packet tells the client'}.`,
  'client-disconnect': ({ code, version, reason, willAfter }) => {
    if (code === 0) return 'closed by the client with DISCONNECT: normal.';
    const what = reasonCode({ place: 'disconnect', code, version: VERSIONS[version] });
    const comments = [code === 4 ? 'normal' : '', willSent(willAfter, version)].filter(isSaid);
    return `closed by the client with DISCONNECT ${[`${what}${said(reason)}`, comments.join('; ')].filter(isSaid).join(': ')}.`;
  },
  denied: ({ answer, code, version: of, isOrderly, after }) =>
    `closed by the client ${isOrderly ? 'with' : 'without'} DISCONNECT, ${seconds(after)} after the broker refused its ${answer === 'suback' ? 'SUBSCRIBE' : 'PUBLISH'} with ${packetName(answer)} ${reasonCode({ place: answer, code, version: VERSIONS[of] })}${advice(code)}.`,
  'taken-over': ({ version, address, silent }) =>
    silent !== undefined
      ? `closed by the broker, because the same client ID connected from the same host${address === undefined ? '' : ` (${address})`}, after this connection was silent for ${seconds(silent)} [${statement(version, 'MQTT-3.1.4-3', 'MQTT-3.1.4-2')}]: most likely the client itself came back after sleep, a restart or a lost network; DISCONNECT before it sleeps prevents this, and its will (3.14). If several devices share this address, give each its own identifier.`
      : `closed by the broker: another connection used the same client ID${address === undefined ? '' : `, from ${address}`} [${statement(version, 'MQTT-3.1.4-3', 'MQTT-3.1.4-2')}]; unless the same client reconnected, give each client its own identifier.`,
  malformed: ({ sender, type, statement: of, by }) =>
    `closed by the ${SIDES[by]} after ${type === undefined ? 'bytes that are not a packet' : `a malformed ${packetName(type)}`} from the ${SIDES[sender]} [${of}]; see the packet’s problem.`,
  'second-connect': () =>
    'closed by the broker after a second CONNECT on one connection [MQTT-3.1.0-2]; the client must open a new connection for it.',
  'beyond-limit': ({ by, sender, type, limit, sent, maximum }) =>
    `closed by the ${SIDES[by]} after ${packetName(type)} from the ${SIDES[sender]}, ${BEYOND[limit]({ sent, maximum, toServer: by === 'server' })}.`,
  'too-large': ({ sender, type, size, maximum, by }) =>
    `closed by the ${SIDES[by]} after ${packetName(type)} of ${size} bytes from the ${SIDES[sender]}: larger than its Maximum Packet Size of ${maximum} [${by === 'server' ? 'MQTT-3.2.2-15' : 'MQTT-3.1.2-24'}].`,
  'cut-off': ({ by, sender, type, isReset, message }) =>
    `${isReset ? 'reset' : 'closed'} by the ${SIDES[by]} in the middle of ${message === undefined ? name(type, 'a packet') : lastPacket(type, message)} from the ${SIDES[sender]}: ${by === sender ? 'most often its program ended or was restarted' : 'it may refuse the packet because of its length'}.`,
  'keep-alive': ({ keepAlive, silent, version }) =>
    `closed by the broker, after the client was silent for ${seconds(silent)}: with its keep alive of ${seconds(keepAlive)} a broker closes the connection after one and a half times that [${statement(version, 'MQTT-3.1.2-22', 'MQTT-3.1.2-24')}]; check whether it sleeps, hangs or lost its network, and make it send PINGREQ in time.`,
  asleep: ({ seconds: slept }) =>
    `ended after this page was asleep for ${span(slept)}: its computer slept, or the browser suspended it, so that no packet was sent in time.`,
  'slow-packet': ({ type, size, keepAlive, after, version }) =>
    `ended ${seconds(after)} after the client’s last whole packet, in the middle of its ${packetName(type)} of ${grouped(size)} bytes: most likely the server counts whole packets, not bytes, against the keep alive of ${seconds(keepAlive)}, and closes after one and a half times that [${statement(version, 'MQTT-3.1.2-22', 'MQTT-3.1.2-24')}]; raise the keep alive, or send less in one packet.`,
  'no-pingresp': ({ after }) =>
    `closed by the client, whose PINGREQ was not answered for ${seconds(after)} (3.1.2.10): the broker or the network path to it is slow or stuck.`,
  'no-answer': ({ type, packetId, after }) =>
    `closed by the client, whose ${packetName(type)} with packet identifier ${packetId} was not answered for ${seconds(after)}: check the broker’s log.`,
  'after-packet': ({ type, topic, version }) =>
    type === 'subscribe'
      ? `closed by the broker right after SUBSCRIBE${topic === '' ? '' : ` to ${topic}`}, without SUBACK [${statement(version, 'MQTT-3.8.4-1', 'MQTT-3.8.4-1')}]${version === '3' ? ', which cannot refuse before MQTT 3.1.1' : ', which could refuse it'}: check whether this client may subscribe there; some clouds, such as AWS IoT, close the connection if its policy does not allow it.`
      : `closed by the broker right after ${packetName(type)}${topic === '' ? '' : ` to ${topic}`}, without a reason${version === '5' ? '' : ', which is the only way to refuse before MQTT 5 [3.1.1: MQTT-3.3.5-2]'}: check what this client may do there, and the size, QoS and RETAIN that the broker accepts.`,
  'after-qos2': ({ topic, version }) =>
    `closed by the broker right after a PUBLISH with QoS 2 to ${topic}, without a reason${version === '5' ? '' : ', which is the only way to refuse before MQTT 5'}: most likely it does not support QoS 2, like Alibaba Cloud IoT and AWS IoT; publish with QoS 1.`,
  websocket: ({ by, code, reason, last, ping }) =>
    ping !== undefined
      ? `closed by the ${SIDES[by]} with WebSocket code ${code}${said(reason)}, ${ping} ms after a WebSocket ping, instead of a pong (RFC 6455, 5.5.2): its WebSocket library does not answer pings; update or replace it, or turn pings off at the other side.`
      : code === 1006
        ? `ended on the ${SIDES[by]}’s side without a WebSocket closing handshake (1006)${last === undefined ? '' : `, after its ${packetName(last)}`}: most often its program ended, or a proxy or the network cut it.`
        : `closed by the ${SIDES[by]} with WebSocket code ${code}${said(reason)}.`,
  'bad-websocket': ({ by, fault }) =>
    `ended by the tap, because the ${SIDES[by]} violated WebSocket (RFC 6455) with ${FRAMES[fault]}.`,
  reset: ({ by, last, after, message }) =>
    `reset by the ${SIDES[by]} ${seconds(after)} after ${lastPacket(last, message)}, without DISCONNECT: most often it crashed or was restarted, or a firewall or NAT on that side dropped the connection.`,
  'network-silent': ({ by, after }) =>
    `the network no longer reaches the ${SIDES[by]}; nothing was received for ${seconds(after)}.`,
  'transport-failed': ({ by, reason }) => `failed on the ${SIDES[by]}’s side: ${reason}.`,
  closed: ({ by, last, after, version, willAfter, message }) =>
    by === 'client'
      ? `closed by the client without DISCONNECT, ${seconds(after)} after ${lastPacket(last, message)}: ${[willSent(willAfter, version), 'see why its program ended'].filter(isSaid).join('; ')}.`
      : `closed by the broker ${seconds(after)} after ${name(last, 'the beginning')}, without a reason${version === '5' ? '' : ', which MQTT before 5 cannot give'}: see its log; often ${after < IDLE ? '' : 'the idle timeout of a proxy or firewall on the way, '}a restart, another connection with the same client ID, or a limit of the ${SIDES.server}.`,
};

export const endCause = (cause: EndCause): string => say(endCauses, cause);

/** Text for a connection that only one side has ended so far. */
export const halfEnded = (cause: EndCause, by: 'client' | 'server'): string =>
  `${endCause(cause)} The ${by === 'client' ? 'broker' : 'client'} has not closed its side yet.`;
