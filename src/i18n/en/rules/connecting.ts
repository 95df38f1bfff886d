/** The start of a connection (3.1, 3.2, 4.11, 4.12). */

import type { Words } from '../../../base/message.ts';
import type { ConnectingFindings } from '../../../engine/findings/findings.ts';
import type { CONNECTING } from '../../../engine/rules/connecting.ts';
import { seconds } from '../../durations.ts';
import type { RuleTexts } from '../../ruleWords.ts';
import { endCause } from '../ends/endCauses.ts';
import { codeText, nameOf, odd, quoted } from './findingWords.ts';

export const connecting: RuleTexts<keyof typeof CONNECTING> = {
  'client-not-mqtt': {
    title: 'Client does not speak MQTT',
    explanation:
      'The first bytes of the client are HTTP, TLS or text, where a CONNECT should be. A broker closes such a connection, most often without an answer, and the client reports a lost connection or a timeout.',
    remedy:
      'HTTP: use mqtt:// instead of ws:// or http:// for this port, or the broker’s WebSocket port (often 8083, 9001 or 8080) with its path (often /mqtt). TLS: switch it off in the client (mqtt://), or use the TLS port of the broker (often 8883). Otherwise look for the program that connects here.',
  },
  'server-not-mqtt': {
    title: 'Server does not speak MQTT',
    explanation:
      'The first bytes of the server are HTTP, TLS or text, where a CONNACK should be: the port serves something other than MQTT without TLS.',
    remedy:
      'HTTP: use ws:// and the path of the broker (often /mqtt) for MQTT over WebSocket, or its port for MQTT (often 1883). TLS: switch it on in the client (mqtts://), or use the port without it. Otherwise check host and port.',
  },
  'first-packet-not-connect': {
    title: 'First packet is not CONNECT',
    explanation: 'A server closes the connection without an answer.',
    remedy: 'Send CONNECT first, on every new connection; check that a reconnect does so too.',
  },
  'second-connect': {
    title: 'Second CONNECT on one connection',
    explanation: 'A server must treat the second CONNECT as a violation and close the connection.',
    remedy: 'Open a new connection to connect again.',
  },
  'client-before-connack': {
    title: 'Client sends before CONNACK',
    explanation:
      'A client may send at once, without waiting for CONNACK. If the server refuses the connection, it processes none of these packets; in MQTT 5, the client also does not know the server’s limits yet.',
    remedy: 'Wait for CONNACK unless every millisecond counts.',
  },
  'server-before-connack': {
    title: 'Server sends before CONNACK',
    explanation: 'A client cannot know whether it is connected, and may close the connection.',
    remedy: 'Correct the server; brokers that resume a session too early have had this bug.',
  },
  'packet-during-authentication': {
    title: 'Client sends other packets while it authenticates',
    remedy: 'Hold all other packets back until CONNACK.',
  },
  'unexpected-connack': {
    title: 'Unexpected CONNACK',
    explanation: 'The client closes the connection.',
    remedy: 'Correct the server, or any device in between.',
  },
  'connack-missing': {
    title: 'Connection ended without CONNACK',
    explanation:
      'CONNECT was not answered. Servers close like this when they consider CONNECT malformed or do not support its version, and proxies when nothing listens behind them.',
    remedy: 'Try MQTT 3.1.1, check port and path, and check the broker’s log.',
  },
  'refused-credentials': {
    title: 'Credentials refused',
    explanation:
      'The server does not accept the user name and password, or does not authorize this client to connect.',
    remedy:
      'Check user name, password and client ID; where they are signed, also the secret, and the clock if the server looks at the time (Alibaba Cloud IoT does not). Azure IoT Hub: the client ID is the device, and the user name is {host}/{device}/?api-version=… with the same device and the host of the hub.',
  },
  'refused-version': {
    title: 'MQTT version refused',
    remedy: 'Connect with another version; MQTT 3.1.1 is the most common.',
  },
  'refused-client-id': {
    title: 'Client ID refused',
    explanation:
      'The server does not allow this client ID: it has the wrong form, or this client may not use it.',
    remedy: 'Look up which identifiers the server expects; some clouds prescribe them.',
  },
  'server-unavailable': {
    title: 'Server not available',
    explanation:
      'The server is running but cannot accept the connection now: busy, shutting down or over its quota.',
    remedy: 'Try again later, with growing pauses.',
  },
  'connection-refused': {
    title: 'Connection refused',
    remedy: 'The code and the reason string, where there is one, say why.',
  },
  'server-moved': {
    title: 'Server redirects the client',
    explanation:
      'The server asks the client to use another server, for now (0x9C) or for good (0x9D).',
    remedy: 'Connect to the server that the server reference names.',
  },
  'sends-after-refusal': {
    title: 'Server continues after refusing the connection',
    remedy: 'Correct the server.',
  },
  'assigned-client-id-missing': {
    title: 'No client ID assigned',
    explanation: 'The client cannot resume its session.',
    remedy: 'Set a client ID, or correct the server.',
  },
  'response-information-unasked': {
    title: 'Response information that was not requested',
    remedy: 'Ask for it in CONNECT, or correct the server.',
  },
  'problem-information-unasked': {
    title: 'Reason string or user properties that were not requested',
    explanation: 'The client may close the connection.',
    remedy: 'Correct the server.',
  },
  'unexpected-auth': {
    title: 'Unexpected AUTH',
    remedy: 'Name an authentication method in CONNECT, or leave AUTH out.',
  },
  'auth-method-changed': {
    title: 'Authentication method changed',
    remedy: 'Use one method for the whole connection.',
  },
  'keep-alive-off': {
    title: 'Keep alive is off',
    explanation:
      'With keep alive 0 neither side notices a dead connection: the client looks connected and receives nothing, and its will is not published.',
    remedy: 'Use 30 to 300 seconds.',
  },
  'user-name-of-another': {
    title: 'User name of another device',
    explanation:
      'The user name has the form that a hub expects (`host/device/?api-version=…`), but names a different device than the client ID. Such hubs, like Azure IoT Hub, refuse the connection.',
    remedy: 'Use the identifier of the device as client ID, and the same one in the user name.',
  },
  'keep-alive-swapped': {
    title: 'Keep alive with swapped bytes?',
    explanation:
      'The keep alive is unusually long, but common if its two bytes are swapped. A dead connection is noticed only hours later.',
    remedy: 'Write the most significant byte first, as for all numbers in MQTT (`00 3c` for 60 s).',
  },
};

const OTHER = {
  connect: { tls: 'TLS', http: 'HTTP request', text: 'Text' },
  connack: { tls: 'TLS', http: 'HTTP answer', text: 'Text' },
} as const;

/** Findings of these rules. */
export const connectingFindings: Words<ConnectingFindings> = {
  'problem-information-unasked': ({ type, carries }) =>
    `${nameOf(type)} carries ${carries === 'reason-string' ? 'a reason string' : 'a user property'}; CONNECT asked for no problem information.`,
  'unexpected-connack': odd('no CONNECT waits for it'),
  'unexpected-auth': odd('no authentication is under way'),
  'keep-alive-off': () => 'CONNECT turns the keep alive off (0).',
  'user-name-of-another': ({ named, clientId }) =>
    `The user name is that of ${quoted(named)}, but the client ID is ${quoted(clientId)}.`,
  'keep-alive-swapped': ({ keepAlive, swapped }) =>
    `CONNECT asks for a keep alive of ${keepAlive} s; with its bytes swapped it is ${swapped} s.`,
  'no-client-id-assigned': () => 'CONNECT has no client ID, and CONNACK assigns none.',
  'response-information-unasked': () =>
    'CONNACK carries response information that CONNECT did not request.',
  'method-changed': ({ type, method, ofConnect }) => {
    const names = method === undefined ? 'names no method' : `names the method ${quoted(method)}`;
    const asked = ofConnect === undefined ? 'CONNECT none' : `CONNECT ${quoted(ofConnect)}`;
    return `${nameOf(type)} ${names}, ${asked}.`;
  },
  'connection-refused': ({ said }) => `The server refused the connection: ${codeText(said)}.`,
  'no-connack': ({ after, cause }) =>
    cause === undefined
      ? `The connection ended ${seconds(after)} after CONNECT, without CONNACK.`
      : `The connection ended: ${endCause(cause)}`,
  'other-protocol': ({ what, expected }) =>
    `${OTHER[expected][what]} where ${nameOf(expected)} was expected.`,
  'second-connect': () => 'A second CONNECT was sent on the same connection.',
  'first-packet': ({ type }) => `The first packet of the client is ${nameOf(type)}.`,
  'during-authentication': ({ type }) =>
    `${nameOf(type)} was sent before CONNACK, although CONNECT names an authentication method.`,
  'client-before-connack': ({ type }) => `${nameOf(type)} was sent before CONNACK arrived.`,
  'server-before-connack': ({ type }) => `${nameOf(type)} was sent before CONNACK.`,
  'after-refusal': ({ type }) => `${nameOf(type)} follows a CONNACK that refused the connection.`,
};
