/** Reasons why something is not sent, why a connection ended, or why it cannot be opened. */

import { say, type Words } from '../../../base/message.ts';
import type { ConnectionFacts } from '../../../connection/protocol/connectionFacts.ts';
import { grouped } from '../../numbers.ts';
import { breaches } from './breaches.ts';
import { scramErrors } from './scramErrors.ts';
import { templateErrors } from './templateErrors.ts';
import { topicErrors } from './topicErrors.ts';

export const connectionFacts: Words<ConnectionFacts> = {
  topic: ({ error }) => say(topicErrors, error),
  'not-filled-in': ({ why }) => `The template cannot be filled in: ${say(templateErrors, why)}.`,
  'filled-in-wrong': () => 'The filled-in text is not valid in this payload format.',
  'filter-not-utf8': () => 'A topic filter must be valid UTF-8 text.',
  'too-many-waiting': ({ waiting }) =>
    `${grouped(waiting)} messages are already waiting; wait until they have been sent.`,
  'opened-anew': () =>
    'The message was not sent, because another connection was opened first. Send it again there.',
  'packet-too-large': ({ bytes, most }) =>
    `The packet has ${grouped(bytes)} bytes; this broker accepts at most ${grouped(most)} (Maximum Packet Size). Send less.`,
  'qos-too-high': ({ most }) =>
    `This broker accepts QoS ${most} at most (Maximum QoS). Choose a lower QoS.`,
  'read-only': () => 'This connection is read-only: it publishes nothing.',
  'no-retain': () =>
    'This broker does not retain messages (Retain Available is 0). Turn Retain off.',
  'no-aliases': () =>
    'This broker does not accept topic aliases (Topic Alias Maximum is 0). Remove the alias.',
  'alias-too-high': ({ most }) => `This broker accepts topic aliases from 1 to ${most}.`,
  'alias-undefined': () =>
    'This topic alias has not been defined on this connection. Enter the topic.',
  'no-local-shared': () =>
    'No Local cannot be set on a shared subscription. Turn it off. [MQTT-3.8.3-4]',
  'no-shared': () => 'This broker does not support shared subscriptions.',
  'no-identifiers': () =>
    'This broker does not accept subscription identifiers. Remove the identifier.',
  'no-wildcards': () => 'This broker does not accept wildcards. Subscribe to full topic names.',

  'not-an-address': ({ address }) =>
    `“${address}” is not an address. Write one like ws://localhost:8080/mqtt.`,
  'not-for-browsers': ({ protocol }) =>
    `A browser cannot open ${protocol}// addresses; it can use MQTT only over WebSocket. Use the broker’s ws:// or wss:// address.`,
  'address-has-fragment': () => 'A WebSocket address must not have a part after #. Remove it.',

  'other-protocol': ({ what, line }) =>
    what === 'tls'
      ? 'The server at this address uses TLS. Use mqtts://, or the port without TLS.'
      : what === 'http'
        ? `The server at this address uses HTTP (“${line}”). For MQTT over WebSocket, use ws:// and its path, or use another port.`
        : `The server at this address does not use MQTT (“${line}”). Check host and port.`,
  'before-connack': ({ type }) => `${type.toUpperCase()} arrived before CONNACK.`,
  'second-connack': () => 'A second CONNACK arrived.',
  'suback-codes': () => 'SUBACK does not have one code for each requested filter.',
  'not-for-servers': ({ type }) => `A server must not send ${type.toUpperCase()}.`,
  'auth-without-method': () => 'AUTH arrived, but CONNECT named no authentication method.',
  'alias-outside': ({ alias, most }) =>
    `Topic alias ${alias} is outside the range of 1 to ${most} that CONNECT allowed.`,
  'alias-unknown': ({ alias }) => `Topic alias ${alias} is not defined on this connection.`,
  'text-frame': () => 'A WebSocket text frame arrived; MQTT uses binary frames.',
  scram: ({ error }) => say(scramErrors, error),
  packet: ({ breach }) => say(breaches, breach),

  'worker-message': () => 'A message from the worker could not be read.',
  'no-worker': () =>
    'The connection’s worker could not be loaded. Is the network, or the server of this page, down? The app tries again.',
  'no-tab-worker': () =>
    'The worker of the broker in this tab could not be loaded. Reload the page.',
  said: ({ text }) => text,
};
