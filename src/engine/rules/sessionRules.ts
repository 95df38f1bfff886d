/** Rules on sessions, and on who else uses the same client identifier (3.1.2, 3.1.4, 3.2.2, 3.14). */
import type { RuleEntry } from './entry.ts';

const ONE_ID =
  'Give each client an identifier of its own: no two tabs, processes or devices may share one.';

export const SESSIONS = {
  'session-present-after-clean-start': {
    title: 'Session present after a clean start',
    severity: 'error',
    v4: '3.2.2-1',
    v5: '3.2.2-2',
    explanation:
      'The client asked for a new session and CONNACK says that an old one is resumed. The two sides disagree about subscriptions and messages in flight.',
    remedy: 'Correct the server; a client should close and connect anew.',
  },
  'session-lost': {
    title: 'Session lost',
    severity: 'warn',
    v4: '3.2.2-3',
    v5: '3.2.2-5',
    explanation:
      'The client came back to a session that should still be there, and the server has none. Subscriptions are gone, and so are messages that were waiting.',
    remedy:
      'Subscribe again after every CONNACK with session present 0; check the server’s limits on sessions and whether it was restarted.',
  },
  'taken-over': {
    title: 'Connection taken over',
    severity: 'warn',
    v4: '3.1.4-2',
    v5: '3.1.4-3',
    explanation:
      'Somebody else connected with the same client identifier, so the server ended this connection.',
    remedy: ONE_ID,
  },
  'client-id-in-two-streams': {
    title: 'Client identifier in two connections',
    severity: 'warn',
    v4: '3.1.4-2',
    v5: '3.1.4-3',
    explanation:
      'A connection was opened with the identifier of another one that is still open here. The server has to end the older one.',
    remedy: ONE_ID,
  },
  'client-id-in-two-tabs': {
    title: 'Same client identifier in two tabs',
    severity: 'warn',
    v4: '3.1.4-2',
    v5: '3.1.4-3',
    explanation:
      'Another connection of this app, in this tab of the browser or another, uses this client identifier on the same server. The server keeps one of them: each takes the connection from the other.',
    remedy: 'Disconnect one of them, or give it a client identifier of its own.',
  },
  'client-id-contested': {
    title: 'Connections of one identifier taken over again and again',
    severity: 'warn',
    v4: '3.1.4-2',
    v5: '3.1.4-3',
    explanation:
      'Connections of this client identifier were taken over by newer ones, as they are when two tabs, processes or devices share one and take the connection from one another, or when a client comes back before its old connection is known to be dead.',
    remedy: ONE_ID,
  },
  'short-connections': {
    title: 'Connections end right after they began',
    severity: 'warn',
    v4: '3.1.4',
    v5: '3.1.4',
    explanation:
      'Connections of one client are accepted and lost again within seconds, without a word. Two clients with one identifier look so to a server of MQTT 3.1.1, and so does a server that ends the connection for a publish or a subscription that is not allowed.',
    remedy:
      'Look at what the client sends right before each end, and whether its identifier is used elsewhere.',
  },
  'reconnect-storm': {
    title: 'Reconnect storm',
    severity: 'warn',
    v4: '3.1.4',
    v5: '3.1.4',
    explanation:
      'One client connects again and again within seconds. It costs the server more than the messages do, and servers answer with bans.',
    remedy: 'Find out why the connections end, and let the client wait longer after each failure.',
  },
  'session-expiry-raised': {
    title: 'Session expiry set in DISCONNECT',
    severity: 'error',
    v5: '3.14.2.2.2',
    explanation:
      'CONNECT let the session end with the connection; DISCONNECT cannot prolong it. It is a protocol error.',
    remedy: 'Set a session expiry interval above 0 in CONNECT.',
  },
  'sends-after-disconnect': {
    title: 'Packet after DISCONNECT',
    severity: 'error',
    v4: '3.14.4-2',
    v5: '3.14.4-1',
    explanation: 'DISCONNECT is the last packet of its sender. What comes behind it is ignored.',
    remedy: 'Send everything before DISCONNECT, and close the connection after it.',
  },
  'closed-without-disconnect': {
    title: 'Connection ended without DISCONNECT',
    severity: 'note',
    v4: '3.14',
    v5: '3.14',
    explanation:
      'The connection ended, and neither side said goodbye: the network failed, a program ended, or the server closed without a reason.',
    remedy: 'Send DISCONNECT at a planned end. Else look at the network and into the broker’s log.',
  },
  'will-due': {
    title: 'Connection ended without DISCONNECT: will due',
    severity: 'warn',
    v4: '3.1.2-8',
    v5: '3.1.2-8',
    explanation:
      'A connection with a will ended without DISCONNECT, so the server has to publish the will (in MQTT 5 after its delay, unless the client is back by then).',
    remedy: 'Send DISCONNECT at a planned end; otherwise the will does what it is for.',
  },
  'server-disconnected': {
    title: 'Server ended the connection',
    severity: 'warn',
    v5: '3.14.2.1',
    explanation: 'The server sent DISCONNECT. Its reason code tells why.',
    remedy: 'The code and the reason string, where there is one, say what to change.',
  },
  'client-reported-error': {
    title: 'Client ended the connection for an error',
    severity: 'warn',
    v5: '3.14.2.1',
    explanation:
      'The client sent DISCONNECT with a code of an error: it did not like what it received.',
    remedy: 'Look at the packets of the server right before it.',
  },
  'server-keep-alive-timeout': {
    title: 'Server ended the connection: keep alive',
    severity: 'warn',
    v5: '3.1.2-22',
    explanation:
      'The server got nothing from the client for one and a half times the keep alive (0x8D).',
    remedy:
      'Let the client send PINGREQ in time. Browsers slow timers of hidden tabs down: keep them in a worker.',
  },
} as const satisfies Record<string, RuleEntry>;

export const KEEP_ALIVE = {
  'keep-alive-near-miss': {
    title: 'Keep alive nearly missed',
    severity: 'warn',
    v4: '3.1.2-23',
    v5: '3.1.2-20',
    explanation:
      'The client was silent for longer than the keep alive. The server waits one and a half times as long; any further delay ends the connection.',
    remedy: 'Send PINGREQ a little earlier, or use a longer keep alive.',
  },
  'keep-alive-breach': {
    title: 'Keep alive breached',
    severity: 'error',
    v4: '3.1.2-24',
    v5: '3.1.2-22',
    explanation:
      'The client was silent for more than one and a half times the keep alive. The server has to end the connection as if the network had failed.',
    remedy:
      'Send PINGREQ in time; check for a blocked loop, a sleeping device or a slowed-down timer.',
  },
  'server-keep-alive-ignored': {
    title: 'Server’s keep alive ignored',
    severity: 'error',
    v5: '3.2.2-21',
    explanation:
      'CONNACK named a shorter keep alive than CONNECT, and the client was silent for longer than that.',
    remedy: 'Let the client use the server keep alive of CONNACK.',
  },
  'keep-alive-not-enforced': {
    title: 'Server keeps a silent client',
    severity: 'warn',
    v4: '3.1.2-24',
    v5: '3.1.2-22',
    explanation:
      'The client was silent for more than twice the keep alive, and the server went on sending. Dead connections stay open there.',
    remedy: 'Check the server’s keep alive settings; some stretch it on purpose.',
  },
  'ping-unanswered': {
    title: 'Ping not answered',
    severity: 'warn',
    v4: '3.12.4-1',
    v5: '3.12.4-1',
    explanation:
      'No PINGRESP was seen: the server hangs, or the connection is dead and nobody has noticed.',
    remedy: 'Close the connection and connect anew; look at the server’s load and the network.',
  },
  'unexpected-pingresp': {
    title: 'PINGRESP that nothing asked for',
    severity: 'warn',
    v4: '3.12.4-1',
    v5: '3.12.4-1',
    explanation: 'PINGRESP answers PINGREQ; here there was none to answer.',
    remedy: 'Correct the server, or whatever stands between.',
  },
} as const satisfies Record<string, RuleEntry>;
