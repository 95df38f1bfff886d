/** Statements of the standard on each step of an exchange. */
import type { ProtocolVersion } from '../tables/packet.ts';

/** Numbers in MQTT 3.1.1 and 5.0; absent if an edition has no number for the statement. */
export interface ExchangeStatement {
  readonly v4?: string;
  readonly v5?: string;
  readonly text: string;
}

export const EXCHANGE_STATEMENTS = {
  // Packet identifiers
  clientIdentifier: {
    v4: '2.3.1-2',
    v5: '2.2.1-3',
    text: 'A client gives each new SUBSCRIBE, UNSUBSCRIBE and PUBLISH above QoS 0 an identifier that is not in use.',
  },
  serverIdentifier: {
    v4: '2.3.1-4',
    v5: '2.2.1-4',
    text: 'A server gives each new PUBLISH above QoS 0 an identifier that is not in use.',
  },
  identifierFreed: {
    v4: '2.3.1-3',
    v5: '4.3.3-12',
    text: 'Once the last acknowledgement is there, the identifier may be used for something new.',
  },
  // QoS 1
  qos1Sent: {
    v4: '4.3.2-1',
    v5: '4.3.2-2',
    text: 'The sender of a QoS 1 message sends PUBLISH with its identifier and DUP 0.',
  },
  qos1Unacknowledged: {
    v4: '4.3.2-1',
    v5: '4.3.2-3',
    text: 'A PUBLISH of QoS 1 counts as unacknowledged until its PUBACK is there.',
  },
  qos1Answer: {
    v4: '4.3.2-2',
    v5: '4.3.2-4',
    text: 'The receiver of a QoS 1 message takes it over and answers PUBACK with its identifier.',
  },
  qos1Freed: {
    v4: '4.3.2-2',
    v5: '4.3.2-5',
    text: 'After PUBACK, a PUBLISH with that identifier is another message, whatever its DUP flag says.',
  },
  // QoS 2
  qos2Sent: {
    v4: '4.3.3-1',
    v5: '4.3.3-2',
    text: 'The sender of a QoS 2 message sends PUBLISH with its identifier and DUP 0.',
  },
  qos2Unacknowledged: {
    v4: '4.3.3-1',
    v5: '4.3.3-3',
    text: 'A PUBLISH of QoS 2 counts as unacknowledged until its PUBREC is there.',
  },
  qos2Received: {
    v4: '4.3.3-2',
    v5: '4.3.3-8',
    text: 'The receiver of a QoS 2 message takes it over and answers PUBREC with its identifier.',
  },
  qos2Repeated: {
    v4: '4.3.3-2',
    v5: '4.3.3-10',
    text: 'Until PUBREL, the receiver answers a repeated PUBLISH with PUBREC again and hands the message on once only.',
  },
  qos2Release: {
    v4: '4.3.3-1',
    v5: '4.3.3-4',
    text: 'The sender answers a PUBREC that does not refuse with PUBREL, with the same identifier.',
  },
  qos2ReleaseUnacknowledged: {
    v4: '4.3.3-1',
    v5: '4.3.3-5',
    text: 'A PUBREL counts as unacknowledged until its PUBCOMP is there.',
  },
  qos2NoResend: {
    v4: '4.3.3-1',
    v5: '4.3.3-6',
    text: 'After PUBREL the sender does not send the PUBLISH again.',
  },
  qos2Complete: {
    v4: '4.3.3-2',
    v5: '4.3.3-11',
    text: 'The receiver answers PUBREL with PUBCOMP, with the same identifier.',
  },
  // Sending again
  resend: {
    v4: '4.4.0-1',
    v5: '4.4.0-1',
    text: 'When a client comes back to a session that was kept, both sides send again what is unacknowledged, PUBLISH and PUBREL, under the old identifiers.',
  },
  dupSet: {
    v4: '3.3.1-1',
    v5: '3.3.1-1',
    text: 'A PUBLISH that is sent again has DUP 1.',
  },
  refusedNotResent: {
    v5: '4.4.0-2',
    text: 'A PUBLISH whose PUBACK or PUBREC refuses it (0x80 or above) counts as acknowledged and is not sent again.',
  },
  // Sessions
  sessionDropped: {
    v4: '3.1.2-6',
    v5: '3.1.2-4',
    text: 'A clean start ends the session that was there, on both sides.',
  },
  sessionPresent: {
    v4: '3.2.2-2',
    v5: '3.2.2-3',
    text: 'Without a clean start, session present tells whether the server still holds the session.',
  },
  sessionGone: {
    v4: '3.2.2-3',
    v5: '3.2.2-5',
    text: 'Session present 0 says that the server holds no session; a client that goes on gives up its own state.',
  },
  // SUBSCRIBE and UNSUBSCRIBE
  subscribeAnswer: {
    v4: '3.8.4-1',
    v5: '3.8.4-1',
    text: 'A server answers SUBSCRIBE with SUBACK.',
  },
  subackIdentifier: {
    v4: '3.8.4-2',
    v5: '3.8.4-2',
    text: 'SUBACK has the identifier of its SUBSCRIBE.',
  },
  subackCodes: {
    v4: '3.8.4-5',
    v5: '3.8.4-6',
    text: 'SUBACK has a code for each topic filter.',
  },
  subackGranted: {
    v4: '3.8.4-6',
    v5: '3.8.4-7',
    text: 'The code is the QoS that is granted at most, which may be lower than asked for, or says that the subscription failed.',
  },
  unsubscribeAnswer: {
    v4: '3.10.4-4',
    v5: '3.10.4-4',
    text: 'A server answers UNSUBSCRIBE with UNSUBACK.',
  },
  unsubackIdentifier: {
    v4: '3.10.4-5',
    v5: '3.10.4-5',
    text: 'UNSUBACK comes also where there was nothing to delete, with the identifier of its UNSUBSCRIBE.',
  },
  unsubackCodes: {
    v5: '3.11.3-1',
    text: 'UNSUBACK has its reason codes in the order of the topic filters.',
  },
  requestFreed: {
    v4: '2.3.1-3',
    text: 'Once SUBACK or UNSUBACK is there, the identifier may be used for something new.',
  },
  // CONNECT and AUTH
  connectFirst: {
    v4: '3.1.0-1',
    v5: '3.1.0-1',
    text: 'CONNECT is the first packet of a client on a connection.',
  },
  connackFirst: {
    v4: '3.2.0-1',
    v5: '3.2.0-1',
    text: 'Before CONNACK a server sends nothing, in MQTT 5 nothing but AUTH.',
  },
  connackAccepted: {
    v4: '3.1.4-4',
    v5: '3.1.4-5',
    text: 'A server that accepts answers CONNECT with CONNACK, code 0.',
  },
  connackRefused: {
    v4: '3.2.2-5',
    v5: '3.2.2-7',
    text: 'After a CONNACK that refuses, the server closes the connection.',
  },
  authAsked: {
    v5: '4.12.0-2',
    text: 'A server that needs more for the authentication asks with AUTH 0x18.',
  },
  authAnswered: {
    v5: '4.12.0-3',
    text: 'A client answers AUTH with AUTH 0x18.',
  },
  authAgain: {
    v5: '4.12.1-1',
    text: 'A client that named a method in CONNECT may authenticate anew with AUTH 0x19 and the same method.',
  },
  // Ping
  pingSent: {
    v4: '3.1.2-23',
    v5: '3.1.2-20',
    text: 'A client that has nothing else to send within the keep alive sends PINGREQ.',
  },
  pingAnswer: {
    v4: '3.12.4-1',
    v5: '3.12.4-1',
    text: 'A server answers PINGREQ with PINGRESP.',
  },
} as const satisfies Record<string, ExchangeStatement>;

export type ExchangeStatementName = keyof typeof EXCHANGE_STATEMENTS;

/** `MQTT-4.3.3-8`; undefined if the version lacks the statement. MQTT 3.1 uses the numbers of 3.1.1. */
export function exchangeStatementId(
  name: ExchangeStatementName,
  version: ProtocolVersion,
): string | undefined {
  const statement: ExchangeStatement = EXCHANGE_STATEMENTS[name];
  const number = version === 5 ? statement.v5 : statement.v4;
  return number === undefined ? undefined : `MQTT-${number}`;
}
