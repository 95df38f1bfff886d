/** Messages of `record`, in English only. Parts of a sentence have no full stop. */

import { say } from '../../../base/message.ts';
import type { ConnectionFact } from '../../../connection/protocol/connectionFacts.ts';
import { closed } from '../../closed.ts';
import { webSocketAdvice } from '../../en/ends/webSocketAdvice.ts';
import { connectionFacts } from '../../en/facts/connectionFacts.ts';
import { counted } from './counted.ts';

/** Contents of a recording, and its duration in s. */
export interface RecordedCounts {
  readonly packets: number;
  readonly messages: number;
  readonly bytes: number;
  readonly seconds: string;
}

/** Reasons for a missing or lost connection. `code`: the broker's code, by name. */
const failures = {
  refused: (code: string): string => `The broker refused the connection: ${code}.`,
  adviceSignIn: ' Check --username and the password (MQTTSCOPE_PASSWORD).',
  adviceVersion: ' Choose another version with --protocol.',
  disconnected: (code: string): string => `The broker ended the connection: ${code}.`,
  unreachable: (address: string, reason: string): string =>
    `${address} cannot be reached: ${reason}`,
  wantsCertificate: (address: string): string =>
    `${address} requires a client certificate. Name one with --cert FILE and --key FILE.`,
  silent: (address: string): string =>
    `${address} was reached, but did not answer CONNECT. Is it an MQTT port?`,
  endedEarly: (address: string, isTls: boolean): string =>
    `${address} was reached, but ended the connection without a CONNACK. Is it an MQTT port${
      isTls
        ? ', and does it require a client certificate (--cert, --key)'
        : ', and does it require TLS'
    }?`,
  /** @param reason in the broker's words */
  /** @param code of the WebSocket; undefined: none that says something */
  lost: (code: number | undefined, reason: string): string =>
    `The connection was lost${code === undefined ? '' : `: closed with WebSocket code ${code}`}${reason === '' ? '' : ` (${reason})`}.`,
  keepAlive: 'The connection timed out: the broker did not answer a ping.',
  preAuth: (address: string): string =>
    `${address} was not tried: no token could be obtained (HTTPS pre-authentication).`,
  broken: (why: string, statement: string): string =>
    `The connection was closed because the broker violated the standard: ${why} [${statement}]`,
  stranger: (address: string, why: string, statement: string): string =>
    `${address} was reached, but its answer is not MQTT: ${why} [${statement}]`,
};

/** Reasons why an address cannot be reached, as sentences. */
const network = {
  noAnswer: 'there was no answer.',
  wantsCertificate: 'it requires a client certificate. Name one with --cert FILE and --key FILE.',
  untrusted: (reason: string): string =>
    `its certificate is not trusted (${reason}). Name its authority with --ca FILE, or accept any certificate with --insecure.`,
  /** @param names hosts that the certificate is issued for */
  otherName: (host: string, names: readonly string[]): string =>
    names.length === 0
      ? `its certificate is not valid for ${host}, and names no host in its alternative names. Accept any certificate with --insecure, or have another one issued.`
      : `its certificate is not valid for ${host}, but for ${names.join(', ')}. Use ${names.some((name) => name.startsWith('*.')) ? 'a name that it is valid for' : names.length === 1 ? 'this name' : 'one of these names'} in --url, or accept any certificate with --insecure.`,
  noTls: (code: string): string =>
    `it does not use TLS (${code}). Use mqtt:// or ws:// for this port, or its port for TLS, often 8883.`,
  endedTls:
    'it ended the connection during the TLS handshake. Does this port use TLS? 8883 usually does, 1883 does not.',
  endedWebSocket:
    'it ended the connection during the WebSocket handshake. Is this a port for WebSocket? Use mqtt:// for a port without it.',
  httpStatus: (status: number): string =>
    `it answered with HTTP status ${status} instead of a WebSocket. ${webSocketAdvice(status)}`,
  /** @param selected by the server */
  subprotocol: (offered: string, selected: string | undefined): string =>
    `it ${selected === undefined ? 'selected no WebSocket subprotocol' : `selected the WebSocket subprotocol ${selected}`}, although ${offered} was offered [MQTT-6.0.0-3, MQTT-6.0.0-4]. Correct the broker’s listener, or the proxy in front of it.`,
};

/** Outcomes of a subscription. */
const answers = {
  granted: (filter: string, qos: number): string => `Subscribed to ${filter} (QoS ${qos}).`,
  grantedLess: (filter: string, qos: number, granted: number): string =>
    `Subscribed to ${filter}; requested QoS ${qos}, granted ${granted}.`,
  refused: (filter: string, code: string): string =>
    `The broker refused the subscription to ${filter}: ${code}.`,
  closedAfter: (filter: string): string =>
    `The broker closed the connection right after the subscription to ${filter}, without an answer: it will not be sent again.`,
  endedFor: (filter: string, code: string): string =>
    `The broker ended the connection because of the subscription to ${filter}, with DISCONNECT ${code}: it will not be sent again.`,
  notSent: (filter: string, why: string): string =>
    `The subscription to ${filter} was not sent: ${why}`,
};

export const recording = {
  failures,
  network,
  answers,
  fact: (fact: ConnectionFact): string => say(connectionFacts, fact),
  /** A reason code, with the broker's reason string. */
  said: (code: string, words: string | undefined): string =>
    words === undefined ? code : `${code} (“${words}”)`,
  sentence: (text: string): string => closed(text, '.'),
  began: (address: string, place: string): string => `Recording from ${address} to ${place}.`,
  standardOutput: 'standard output',
  /** Remaining files of a rotation, the newest last. */
  series: (files: readonly string[]): string =>
    files.length < 2
      ? files.join('')
      : `${files.length} files from ${files[0] ?? ''} to ${files.at(-1) ?? ''}`,
  ended: (
    { packets, messages, bytes, seconds }: RecordedCounts,
    place: string,
    isWritten: boolean,
    by: string,
  ): string =>
    `${counted(packets, 'packet')}, ${counted(messages, 'message')}, ${counted(bytes, 'byte')} in ${seconds} s ${
      isWritten ? `written to ${place}` : `not written: ${place} is unchanged`
    }; ended by ${by}.`,
  /** The cause of the end; otherwise an option. */
  missed: '--for ended the recording before --count or --until was reached (exit code 3).',
  byFailure: 'a failure',
  bySignal: 'a signal',
  untilGivenUp:
    '--until takes too long for some packets, which are treated as not matching. Use fewer comparisons, or a simpler regular expression.',
  untilNotChecked: (packets: number): string =>
    `--until did not check ${counted(packets, 'packet')}.`,
  breaksRules: 'The broker violates the standard: see "mqttscope problems". Continuing.',
  connectedAgain: 'Connected again.',
  tryingAgain: (failure: string, seconds: string): string =>
    `${failure} Trying again in ${seconds} s.`,
  insecure: '--insecure: any server is accepted as the broker.',
  passwordSeen:
    'The password is in the arguments, where all users of this machine can see it; MQTTSCOPE_PASSWORD and --password-file hide it.',
};
