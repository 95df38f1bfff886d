/** Sessions, and other clients with the same client ID (3.1.2, 3.1.4, 3.2.2, 3.14). */

import type { Words } from '../../../base/message.ts';
import type { SessionFindings } from '../../../engine/findings/findings.ts';
import type { SESSIONS } from '../../../engine/rules/sessions.ts';
import { seconds } from '../../durations.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { endCause } from '../ends/endCauses.ts';
import { codeText, nameOf, quoted } from './findingWords.ts';
import { outOfStep } from './outOfStep.ts';

const ONE_ID =
  'Give each client its own identifier: no two tabs, processes or devices may share one.';

export const sessions: RuleTexts<keyof typeof SESSIONS> = {
  'session-present-after-clean-start': {
    title: 'Session present after a clean start',
    explanation: 'The two sides disagree about subscriptions and messages in flight.',
    remedy: 'Correct the server; a client should close and reconnect.',
  },
  'session-lost': {
    title: 'Session lost',
    explanation: 'Its subscriptions and queued messages are lost.',
    remedy:
      'Subscribe again after every CONNACK with session present 0; check the server’s limits on sessions and whether it was restarted.',
  },
  'session-not-kept': {
    title: 'Session ended because it has no Session Expiry Interval',
    explanation:
      'The client connects with Clean Start 0 to continue its session, but the interval is 0 if CONNECT does not name one. So the session, its subscriptions and the messages for it end with each connection. In MQTT 3.1.1, Clean Session 0 was enough.',
    remedy:
      'Set a Session Expiry Interval in CONNECT that is longer than the client’s absences, in seconds.',
  },
  'session-present-after-expiry': {
    title: 'Session present after it expired',
    explanation: 'The client gets subscriptions and messages that it does not expect.',
    remedy: 'Check whether the client connected elsewhere in between. If not, correct the server.',
  },
  'taken-over': {
    title: 'Connection taken over',
    explanation:
      'Another client connected with the same client ID, so the server ended this connection.',
    remedy: ONE_ID,
  },
  'client-id-in-two-streams': {
    title: 'Client ID in two connections',
    explanation: 'The server must end the older connection.',
    remedy: ONE_ID,
  },
  'came-back-without-disconnect': {
    title: 'Client came back without DISCONNECT',
    explanation:
      'The client connects from the same host while its older connection, on which it has been silent, is still open: most likely the same device, after sleep, a restart or a lost network. The server ends the older connection, and publishes its will.',
    remedy:
      'Let the device send DISCONNECT before it sleeps: this discards its will. If there are two devices behind one address, give each its own identifier.',
  },
  'client-id-in-two-tabs': {
    title: 'Same client ID in two tabs',
    explanation:
      'Another connection of this app, in this tab of the browser or another, uses this client ID on the same server. The server keeps one of them: each takes the connection from the other.',
    remedy: 'Disconnect one of them, or give it its own client ID.',
  },
  'client-id-contested': {
    title: 'Client ID taken over repeatedly',
    explanation:
      'Connections with this client ID were taken over by newer ones. This happens when two tabs, processes or devices share an identifier, or when a client reconnects before the server knows that its old connection is dead.',
    remedy: ONE_ID,
  },
  'short-connections': {
    title: 'Connections end right after they begin',
    explanation:
      'Connections of one client are accepted and lost again within seconds, without a reason. Two clients with one identifier look like this to an MQTT 3.1.1 server, and so does a server that ends the connection for a publish or a subscription that is not allowed.',
    remedy:
      'Look at what the client sends right before each end, and whether its identifier is used elsewhere.',
  },
  'reconnect-storm': {
    title: 'Reconnect storm',
    explanation:
      'One client connects again and again within seconds. This costs the server more than the messages do, and servers may ban such clients.',
    remedy: 'Find out why the connections end, and let the client wait longer after each failure.',
  },
  'session-expiry-raised': {
    title: 'Session expiry set in DISCONNECT',
    explanation:
      'CONNECT let the session end with the connection; DISCONNECT cannot prolong it. It is a protocol error.',
    remedy: 'Set a session expiry interval above 0 in CONNECT.',
  },
  'sends-after-disconnect': {
    title: 'Packet after DISCONNECT',
    explanation: 'Anything after it is ignored.',
    remedy: 'Send everything before DISCONNECT, and close the connection after it.',
  },
  'closed-without-disconnect': {
    title: 'Connection ended without DISCONNECT',
    explanation:
      'The connection ended, and neither side sent DISCONNECT: the network failed, a program ended, or the server closed without a reason.',
    remedy: 'Send DISCONNECT at a planned end. Otherwise check the network and the broker’s log.',
  },
  'will-due': {
    title: 'Connection ended without DISCONNECT: will due',
    explanation:
      'A connection with a will ended without DISCONNECT, so the server must publish the will (in MQTT 5 after its delay, unless the client is back by then).',
    remedy: 'Send DISCONNECT at a planned end; otherwise the will serves its purpose.',
  },
  'server-disconnected': {
    title: 'Server ended the connection',
    remedy: 'The code and the reason string, where there is one, say what to change.',
  },
  'client-reported-error': {
    title: 'Client ended the connection because of an error',
    explanation:
      'The client sent DISCONNECT with an error code: it rejected something that it received.',
    remedy: 'Look at the packets of the server right before it.',
  },
  'server-keep-alive-timeout': {
    title: 'Server ended the connection: keep alive',
    explanation:
      'The server received nothing from the client for one and a half times the keep alive (0x8D).',
    remedy:
      'Let the client send PINGREQ in time. Browsers slow down timers in hidden tabs: run them in a worker.',
  },
};

/** Findings of these rules. */
export const sessionFindings: Words<SessionFindings> = {
  'connected-often': ({ client, times, within }) =>
    `Client ${quoted(client)} connected ${times} times within ${seconds(within)}.`,
  'connects-twice': ({ client, stream }) =>
    `Client ${quoted(client)} connects while its connection #${stream} is open.`,
  'came-back': ({ client, stream, silence }) =>
    `Client ${quoted(client)} is back from the same host, while its connection #${stream}, silent for ${seconds(silence)}, is open.`,
  'taken-over-often': ({ client, times }) =>
    `Connections of client ${quoted(client)} were taken over ${times} times within a minute.`,
  'session-gone': ({ stream }) =>
    `CONNACK reports no session, but the session of connection #${stream} should still exist.`,
  'session-not-kept': ({ stream, missed }) =>
    `The session of connection #${stream} ended with it: the Session Expiry Interval in its CONNECT is missing or 0.${missed === 0 ? '' : ` At least ${missed} ${missed === 1 ? 'message' : 'messages'} for its subscriptions came since then, and the server stored none.`}`,
  'ended-soon-often': ({ client, times, within }) =>
    `${times} ${times === 1 ? 'connection' : 'connections'} of client ${quoted(client)} ended within ${seconds(within)} of CONNACK, without DISCONNECT.`,
  'in-another-tab': ({ client }) =>
    `${client === undefined ? 'The client' : `Client ${quoted(client)}`} is connected in another tab of this app too.`,
  'session-expired': ({ after, expiry }) =>
    `Session present ${seconds(after)} after the last connection ended; the session expiry was ${seconds(expiry)}.`,
  'session-present': ({ version }) =>
    `CONNACK reports a present session, although CONNECT set ${version === 5 ? 'Clean Start' : 'Clean Session'}.`,
  'connection-ended': ({ by, said }) => `The ${by} ended the connection: ${codeText(said)}.`,
  'session-expiry-raised': ({ expiry }) =>
    `DISCONNECT sets a session expiry of ${expiry} s; CONNECT had 0.`,
  'will-due': ({ topic, ending, cause }) =>
    `The connection ended ${ending === 'by-server' ? 'with the server’s DISCONNECT' : 'without DISCONNECT'}: the will for ${quoted(topic)} is due.${cause === undefined ? '' : ` The connection was ${endCause(cause)}`}`,
  'delayed-will-due': ({ topic, after }) =>
    `The client did not resume its session ${seconds(after)} after its connection ended: the will for ${quoted(topic)} is due.`,
  'closed-without-disconnect': ({ cause }) =>
    `The connection ended without DISCONNECT${cause === undefined ? '.' : `: ${endCause(cause)}`}`,
  'out-of-step': outOfStep,
  'cut-off': ({ announced, there, field }) =>
    `The connection ended in the middle of this packet: its remaining length announces ${announced} bytes, and ${there} are there${field === undefined ? '' : `; ${field} is missing`}.`,
  'after-disconnect': ({ type }) => `${nameOf(type)} follows the DISCONNECT of the same side.`,
};
