/** Keep alive and pings (3.1.2.10, 3.12). */

import type { Words } from '../../../base/message.ts';
import type { KeepAliveFindings } from '../../../engine/findings/findings.ts';
import type { KEEP_ALIVE } from '../../../engine/rules/keepAlive.ts';
import { seconds } from '../../durations.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { odd } from './findingWords.ts';

export const keepAlive: RuleTexts<keyof typeof KEEP_ALIVE> = {
  'keep-alive-near-miss': {
    title: 'Keep alive nearly missed',
    explanation:
      'A server waits for one and a half times the keep alive; any further delay ends the connection.',
    remedy: 'Send PINGREQ a little earlier, or use a longer keep alive.',
  },
  'keep-alive-breach': {
    title: 'Keep alive exceeded',
    explanation: 'The server must end the connection as if the network had failed.',
    remedy:
      'Send PINGREQ in time; check for a blocked loop, a sleeping device or a slowed-down timer.',
  },
  'server-keep-alive-ignored': {
    title: 'Server’s keep alive ignored',
    remedy: 'Let the client use the server keep alive of CONNACK.',
  },
  'keep-alive-not-enforced': {
    title: 'Server keeps a silent client',
    explanation: 'Dead connections stay open at this server.',
    remedy: 'Check the server’s keep alive settings; some stretch it on purpose.',
  },
  'ping-unanswered': {
    title: 'Ping not answered',
    explanation:
      'No PINGRESP was seen: the server hangs, or the connection is dead and this was not noticed.',
    remedy: 'Close the connection and reconnect; look at the server’s load and the network.',
  },
  'unexpected-pingresp': {
    title: 'Unexpected PINGRESP',
    remedy: 'Correct the server, or any device in between.',
  },
};

/** Findings of these rules. */
export const keepAliveFindings: Words<KeepAliveFindings> = {
  'unexpected-pingresp': odd('no PINGREQ waits for it'),
  'client-silent': ({ silence, keepAlive }) =>
    `The client was silent for ${seconds(silence)}; the keep alive is ${seconds(keepAlive)}.`,
  'silent-client-served': ({ silence, keepAlive }) =>
    `The server sends to a client that has been silent for ${seconds(silence)}; the keep alive is ${seconds(keepAlive)}.`,
  'client-silent-since': ({ silence, keepAlive }) =>
    `The client has sent nothing for more than ${seconds(silence)}; the keep alive is ${seconds(keepAlive)}.`,
  'ping-unanswered': ({ waited }) => `PINGREQ got no PINGRESP for ${seconds(waited)}.`,
};
