/** Messages of `record`, in English only. Parts of a sentence have no full stop. */

import { say } from '../../../base/message.ts';
import type { LineFailure } from '../../../connection/bridge/lineFacts.ts';
import type { ConnectionFact } from '../../../connection/protocol/connectionFacts.ts';
import { closed } from '../../closed.ts';
import { NO_CONNACK, remedyOf } from '../../en/ends/endCauses.ts';
import { lineFailures } from '../../en/ends/lineFailures.ts';
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
  /** @param text the code by name. @param options that the remedy means */
  refused: (text: string, code: number, options: string): string => {
    const remedy = remedyOf(code);
    return `The broker refused the connection: ${text}${remedy === undefined ? '' : `; ${remedy}`}${options}.`;
  },
  signInOptions: ' (--username, MQTTSCOPE_PASSWORD)',
  versionOption: ' (--protocol)',
  disconnected: (code: string): string => `The broker ended the connection: ${code}.`,
  unreachable: (address: string, reason: string): string =>
    `${address} cannot be reached: ${reason}`,
  silent: (address: string): string =>
    `${address} was reached, but did not answer CONNECT. Is it an MQTT port?`,
  endedEarly: (address: string): string =>
    `${address} was reached, but ended the connection without a CONNACK: ${NO_CONNACK} (client certificate: --cert, --key).`,
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

/** Options that the remedy of a failure means. */
function optionsOf({ key, args }: LineFailure): string {
  if (key === 'certificate') {
    const isUntrusted = args.fault === 'self-signed' || args.fault === 'unknown-authority';
    return `${isUntrusted ? ' The option is --ca FILE, which may have several certificates.' : ''} --insecure accepts any certificate.`;
  }
  if (key === 'tls-alert') return ' A client certificate is named with --cert FILE and --key FILE.';
  return '';
}

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
  noAnswer: 'There was no answer.',
  /** The app's sentence, with the options of `record`. */
  line: (failure: LineFailure): string => `${say(lineFailures, failure)}${optionsOf(failure)}`,
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
