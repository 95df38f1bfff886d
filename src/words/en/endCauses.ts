/** Why a tapped connection ended: one sentence for each cause, with what to do. */
import type { LineFailure } from '../../connection/bridge/lineFacts.ts';
import type { EndCause, EndCauses } from '../../engine/ending/endCauses.ts';
import { say, type Words } from '../../mqtt/fact.ts';
import type { PacketType, ProtocolVersion } from '../../mqtt/packet.ts';
import { packetName } from '../../mqtt/packetNames.ts';
import { span } from '../durations.ts';
import { lineFailures } from './lineFailures.ts';
import { reasonCode } from './reasonCodes.ts';

/** Of a companion that has told it; a newer one may tell others. */
const isLineFailure = (fact: EndCauses['no-line']['failure']): fact is LineFailure =>
  Object.hasOwn(lineFailures, fact.key);

/** In the place of a rule. */
const NETWORK = 'network';

type Side = 'client' | 'server';

const SIDES: Readonly<Record<Side, string>> = { client: 'device', server: 'broker' };
const VERSIONS: Readonly<Record<'3' | '4' | '5', ProtocolVersion>> = { 3: 3, 4: 4, 5: 5 };

const isSaid = (text: string): boolean => text !== '';
const said = (reason: string): string => (reason === '' ? '' : ` (“${reason}”)`);
const name = (type: PacketType | undefined, otherwise: string): string =>
  type === undefined ? otherwise : packetName(type);
/** @param five the statement of MQTT 5, `four` that of 3.1.1 */
const statement = (version: '3' | '4' | '5', five: string, four: string): string =>
  version === '5' ? five : `3.1.1: ${four}`;
const seconds = (s: number): string => `${s} s`;

/** Empty where nothing is known of a will. */
function willSent(after: number | undefined, version: '3' | '4' | '5'): string {
  if (after === undefined) return '';
  if (after === 0)
    return `the broker sends its will [${statement(version, 'MQTT-3.1.2-8', 'MQTT-3.1.2-8')}]`;
  return `the broker sends its will after ${span(after)}, unless the device takes up its session again before [MQTT-3.1.2-8, MQTT-3.1.3-9]`;
}

/** What to do about the codes that are seen most. */
const ADVICE: ReadonlyMap<number, string> = new Map([
  [0x84, 'set the MQTT version of the device to one that the broker speaks'],
  [1, 'set the MQTT version of the device to one that the broker speaks'],
  [0x85, 'change the client identifier'],
  [2, 'change the client identifier'],
  [0x86, 'check user name and password'],
  [4, 'check user name and password'],
  [0x87, 'check user name and password, and what this client is allowed to do'],
  [5, 'check user name and password, and what this client is allowed to do'],
  [0x88, 'try again later'],
  [3, 'try again later'],
  [0x8d, 'send something, at least PINGREQ, more often than the keep alive'],
  [0x8e, 'give each device a client identifier of its own'],
  [0x93, 'send no more unacknowledged messages than the broker’s Receive Maximum'],
  [0x95, 'send smaller packets than the broker’s Maximum Packet Size'],
  [0x96, 'send less often'],
  [0x97, 'look at the quota in the broker’s console'],
  [0x99, 'send payloads in the format that is announced'],
  [0x9a, 'do not set RETAIN: the broker keeps no messages'],
  [0x9b, 'use a lower QoS'],
  [0x9c, 'use the other server that the broker names'],
  [0x9d, 'use the other server that the broker names'],
]);
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
  ['certificate_expired', 'the certificate is expired by its clock: set the clock of the device'],
  ['unrecognized_name', 'the tap has no certificate for the name that it asks for'],
  ['handshake_failure', 'no cipher suite or version that both know'],
  ['protocol_version', 'the tap speaks TLS 1.2 and 1.3'],
]);

const TLS: Readonly<Record<EndCauses['tls-failed']['why'], (detail: string) => string>> = {
  alert: (detail) => `TLS alert ${detail}: ${ALERTS.get(detail) ?? 'look at its TLS settings'}`,
  'not-tls': () => 'it speaks no TLS: use mqtts:// in the device, or listen with mqtt:// here',
  ended: () =>
    'it left in the midst of the handshake: most often it does not trust the tap’s certificate, or checks its name',
  late: () => 'it did not finish the handshake within 15 s',
  'nothing-shared': (detail) => `no cipher suite or version that both know (${detail})`,
  other: (detail) => detail,
};

const FIRST: Readonly<Record<EndCauses['not-mqtt']['what'], (first: string) => string>> = {
  tls: () => 'the device began TLS: use mqtt:// in the device, or listen with mqtts:// here',
  http: () => 'the device sent an HTTP request: for WebSocket listen with ws:// here',
  packet: () => 'the first packet was no CONNECT [MQTT-3.1.0-1]',
  other: (first) => `the first bytes (${first}) are no CONNECT [MQTT-3.1.0-1]`,
};

export const endCauses: Words<EndCauses> = {
  'no-line': ({ failure }) =>
    `not led on, there is no line to the broker: ${isLineFailure(failure) ? say(lineFailures, failure) : failure.key}`,
  'tls-failed': ({ why, detail }) => `ended by the device in TLS: ${TLS[why](detail)}.`,
  'no-websocket': () =>
    'ended by the tap: the device sent no WebSocket request; listen with mqtt:// or mqtts:// for MQTT over TCP.',
  'foreign-page': ({ origin }) =>
    `refused by the tap: a web page of ${origin} asked, and only devices and pages of the tap’s own address get through.`,
  'unknown-name': ({ name: asked }) =>
    asked === ''
      ? 'not led on: the device named no server (SNI), and no --to is for all others.'
      : `not led on: no --to is for the server name ${asked} that the device asked for.`,
  'tap-stopped': () => 'ended with the tap.',
  'on-purpose': ({ rule }) =>
    rule === undefined
      ? 'cut by hand, in the tap.'
      : rule === NETWORK
        ? 'cut on purpose, by the bad network that is staged in the tap.'
        : `cut on purpose, by the fault rule or recipe ${rule}.`,
  'said-nothing': ({ by, after }) =>
    by === 'client'
      ? `closed by the device after ${seconds(after)} without a byte: most often a port check, or it expects the broker to speak first.`
      : `closed by the broker after ${seconds(after)}, before anything came from the device: brokers wait a while for CONNECT (3.1.4), or refuse an address at once; see what the device does between connecting and CONNECT.`,
  'not-mqtt': ({ by, what, first }) => `closed by the ${SIDES[by]}: ${FIRST[what](first)}.`,
  refused: ({ code, version, reason }) =>
    `refused by the broker with CONNACK ${reasonCode({ place: 'connack', code, version: VERSIONS[version] })}${said(reason)} [${statement(version, 'MQTT-3.2.2-7', 'MQTT-3.2.2-5')}]${advice(code)}.`,
  'no-connack': ({ by, after, isReset }) =>
    by === 'server'
      ? `${isReset ? 'reset' : 'closed'} by the broker ${seconds(after)} after CONNECT, without CONNACK: most often the port expects TLS or a client certificate, or the broker does not take the client identifier, the version or the credentials; its log tells.`
      : `closed by the device, which waited ${seconds(after)} for a CONNACK: the broker did not answer; see its load and its log.`,
  'server-disconnect': ({ code, reason }) =>
    `closed by the broker with DISCONNECT ${reasonCode({ place: 'disconnect', code, version: 5 })}${said(reason)}${advice(code)}.`,
  'client-disconnect': ({ code, version, reason, willAfter }) => {
    if (code === 0) return 'closed by the device with DISCONNECT: normal.';
    const what = reasonCode({ place: 'disconnect', code, version: VERSIONS[version] });
    const comments = [code === 4 ? 'normal' : '', willSent(willAfter, version)].filter(isSaid);
    return `closed by the device with DISCONNECT ${[`${what}${said(reason)}`, comments.join('; ')].filter(isSaid).join(': ')}.`;
  },
  'taken-over': ({ version, address }) =>
    `closed by the broker, because ${address} connected with the same client identifier [${statement(version, 'MQTT-3.1.4-3', 'MQTT-3.1.4-2')}]; give each device a client identifier of its own.`,
  malformed: ({ sender, type, statement: of, by }) =>
    `closed by the ${SIDES[by]} after ${type === undefined ? 'bytes that are no packet' : `a malformed ${packetName(type)}`} from the ${SIDES[sender]} [${of}]; see the packet’s problem.`,
  'second-connect': () =>
    'closed by the broker after a second CONNECT on one connection [MQTT-3.1.0-2]; the device must open a new connection for it.',
  'too-large': ({ sender, type, size, maximum, by }) =>
    `closed by the ${SIDES[by]} after ${packetName(type)} of ${size} bytes from the ${SIDES[sender]}: larger than its Maximum Packet Size of ${maximum} [${by === 'server' ? 'MQTT-3.2.2-15' : 'MQTT-3.1.2-24'}].`,
  'cut-off': ({ by, sender, type, isReset }) =>
    `${isReset ? 'reset' : 'closed'} by the ${SIDES[by]} in the midst of ${name(type, 'a packet')} from the ${SIDES[sender]}: ${by === sender ? 'most often its program ended or was restarted' : 'it may refuse the packet by its length'}.`,
  'keep-alive': ({ keepAlive, silent, version }) =>
    `closed by the broker, after the device was silent for ${seconds(silent)}: with its keep alive of ${seconds(keepAlive)} a broker closes after one and a half times that [${statement(version, 'MQTT-3.1.2-22', 'MQTT-3.1.2-24')}]; see whether it sleeps, hangs or lost its network, and let it send PINGREQ in time.`,
  'no-pingresp': ({ after }) =>
    `closed by the device, whose PINGREQ was not answered for ${seconds(after)} (3.1.2.10): the broker, or the way to it, is stuck or slow.`,
  'no-answer': ({ type, packetId, after }) =>
    `closed by the device, whose ${packetName(type)} with packet identifier ${packetId} was not answered for ${seconds(after)}: see what the broker says of it.`,
  'after-packet': ({ type, topic, version }) =>
    `closed by the broker right after ${packetName(type)}${topic === '' ? '' : ` to ${topic}`}, without a word${version === '5' ? '' : ', the only way to refuse before MQTT 5 [3.1.1: MQTT-3.3.5-2]'}: check what this client may do there, and the size, QoS and RETAIN that the broker takes.`,
  websocket: ({ by, code, reason, last }) =>
    code === 1006
      ? `ended on the ${SIDES[by]}’s side without a closing handshake of WebSocket (1006)${last === undefined ? '' : `, after its ${packetName(last)}`}: most often its program ended, or a proxy or the network cut it.`
      : `closed by the ${SIDES[by]} with WebSocket code ${code}${said(reason)}.`,
  reset: ({ by, last, after }) =>
    `reset by the ${SIDES[by]} ${seconds(after)} after ${name(last, 'the beginning')}, without DISCONNECT: most often it crashed or was restarted, or a firewall or NAT on that side has forgotten the connection.`,
  'network-silent': ({ by, after }) =>
    `the network no longer reaches the ${SIDES[by]}; nothing was heard for ${seconds(after)}.`,
  'transport-failed': ({ by, reason }) => `failed on the ${SIDES[by]}’s side: ${reason}.`,
  closed: ({ by, last, after, version, willAfter }) =>
    by === 'client'
      ? `closed by the device without DISCONNECT, ${seconds(after)} after ${name(last, 'the beginning')}: ${[willSent(willAfter, version), 'see why its program ended'].filter(isSaid).join('; ')}.`
      : `closed by the broker ${seconds(after)} after ${name(last, 'the beginning')}, without a reason${version === '5' ? '' : ', which MQTT before 5 cannot give'}: its log tells; often a restart, or a limit of the ${SIDES.server}.`,
};

export const endCause = (cause: EndCause): string => say(endCauses, cause);
