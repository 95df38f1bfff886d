/** Texts about MQTT-SN: problems of messages, and the view of conversations. */
import { type Localizable, say, type Words } from '../../../base/message.ts';
import type { PredefinedTopicError } from '../../../mqttsn/predefinedTopics.ts';
import type { SnTalkBreach } from '../../../mqttsn/reading/snTalk.ts';
import type { SnBreach } from '../../../mqttsn/snProblems.ts';
import { topicErrors } from '../facts/topicErrors.ts';

export type SnFacts = {
  readonly [Each in SnBreach | SnTalkBreach as Each['key']]: Each['args'];
};

export type SnFact = Localizable<SnFacts>;

const RETURN_CODES = new Map([
  [1, 'congestion'],
  [2, 'invalid topic id'],
  [3, 'not supported'],
]);

const hex = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;

const TOPIC_ERRORS: Readonly<Record<PredefinedTopicError, string>> = {
  form: 'expected a number and a topic, separated by a space',
  number: 'the number must be 1 to 65534',
  topic: 'this is not a topic name, which cannot contain + or #',
  twice: 'this number is already used',
};

const facts: Words<SnFacts> = {
  empty: () => 'The datagram is empty.',
  'wrong-length': ({ announced, there }) =>
    `The length says ${announced} bytes, and the datagram has ${there}.`,
  'unknown-type': ({ type }) => `The message type ${hex(type)} is reserved.`,
  'too-short': ({ field }) => `The message ends before its ${field}.`,
  'left-over': ({ count }) => `${count} bytes follow the message.`,
  'reserved-flags': ({ flags }) => `The flags ${hex(flags)} have no meaning here and must be 0.`,
  'reserved-topic-kind': () => 'The TopicIdType 0b11 is reserved.',
  'protocol-id': ({ id }) => `The ProtocolId is ${id}; it must be 1.`,
  'client-id-length': ({ length }) =>
    `The client ID has ${length} characters; 1 to 23 are allowed.`,
  'client-id-nul': ({ prefix }) =>
    prefix === undefined
      ? 'The client ID contains the character U+0000, which MQTT servers reject.'
      : `The client ID begins with its own length, ${prefix}, in two bytes. Leave them out: only MQTT has them, and they count as characters here.`,
  'return-code': ({ code }) => `The return code ${code} is reserved.`,
  'topic-id': ({ id }) => `The topic id ${id} is reserved.`,
  'message-id': () => 'A message above QoS 0 needs a message id other than 0.',
  'qos-without-session': () =>
    'QoS -1 has no session, so the topic must be predefined or a short name of two characters.',
  'not-utf8': ({ field, valid }) =>
    `The ${field} is not UTF-8: byte ${valid + 1} of it is not a character.`,
  'topic-name': ({ why }) => say(topicErrors, why),
  'long-form': ({ length }) =>
    `A length of ${length} has three bytes, although one is enough below 256.`,
  'unknown-topic-id': ({ id }) =>
    `The topic id ${id} is not registered. Register the topic first, and wait for REGACK.`,
  'not-connected': () => 'The client is not connected: no CONNACK has accepted it.',
  'sent-to-sleeper': () =>
    'The client is asleep. The gateway must keep the message until its PINGREQ.',
  'sent-asleep': () =>
    'The client announced that it is asleep. It must send CONNECT before this message.',
  overslept: ({ said, silent }) =>
    `The client announced a sleep of ${said} s, but was silent for ${silent} s. A gateway may have ended its session and sent its will.`,
  'two-at-once': ({ other }) =>
    `Message ${other} is not completed yet. Only one message above QoS 0 may be in flight.`,
  'other-topic-id': ({ id, published }) =>
    `The topic id is ${id}; that of the PUBLISH is ${published}. The sender of PUBACK has to repeat it.`,
  'accepted-without-id': () =>
    'The registration is accepted with the reserved topic id 0: the client cannot publish on it. Correct the sender of REGACK.',
  'rejected-topic-id': ({ id }) =>
    `The other side rejected the topic id ${id}. Register the topic again before publishing.`,
  'answers-nothing': ({ messageId }) => `There was no request with message id ${messageId}.`,
  'again-without-dup': ({ messageId }) =>
    `Message ${messageId} is sent again without DUP, or another message has the same id.`,
  rejected: ({ code }) => `Rejected: ${RETURN_CODES.get(code) ?? `return code ${code}`}.`,
};

export const sn = {
  fact: (fact: SnFact): string => say(facts, fact),
  grid: 'MQTT-SN messages',
  columns: {
    no: 'No',
    time: 'Time',
    client: 'Client',
    message: 'Message',
    topic: 'Topic',
    details: 'Details',
    other: 'MQTT side',
  },
  hint: 'Datagrams between sensors and a gateway, each next to its MQTT packet.',
  count: (count: number): string => (count === 1 ? '1 message.' : `${count} messages.`),
  countOf: (count: number, of: number): string => `${count} of ${of} messages.`,
  filter: 'Filter: mqttsn.topic contains "door"',
  clearFilter: 'Clear the filter',
  noMatch: 'No message matches the filter',
  topics: {
    open: 'Topic names…',
    title: 'Names of predefined topics',
    text: 'Sensors use predefined numbers for these topics, which both ends know. Enter their names: a number from 1 to 65534 and a topic on each line.',
    lines: 'Numbers and topics',
    count: (count: number): string => (count === 1 ? '1 topic' : `${count} topics`),
    choose: 'From a file…',
    file: 'File of topics',
    save: 'Use these',
    saved: (count: number): string =>
      count === 1 ? '1 topic is named' : `${count} topics are named`,
    tooLong: 'The text has more than 262,144 characters. Shorten it.',
    error: (line: number, error: PredefinedTopicError): string =>
      `Line ${line}: ${TOPIC_ERRORS[error]}.`,
  },
  forgotten: (count: number): string =>
    `The sensors silent for longest were discarded (${count}): later messages from them may lack topic names and the MQTT side.`,
  discarded: (count: number): string => `The oldest ${count} were discarded.`,
  toPacket: (packet: number): string => `Show packet ${packet}`,
  noOther: 'stays between the client and the gateway',
  fields: 'Fields',
  section: (section: string): string => `MQTT-SN 1.2, section ${section}`,
  packet: (packet: number): string => `packet ${packet}`,
  toGateway: 'to the gateway',
  toClient: 'to the client',
  unknown: 'unknown',
  problems: 'Problems',
  lists: 'Contents of the list',
  connections: 'Connections',
  sensors: 'MQTT-SN',
  noOtherLong: 'This message stays between the client and the gateway: it has no MQTT packet.',
  noGateway: 'No MQTT-SN gateway',
  noGatewayHint:
    'Only a companion has one. Start it with --sn 1884 or another UDP port; sensors then reach its broker there.',
  none: 'No messages yet',
  noneHint: 'Sensors reach the gateway over UDP at the port given with --sn.',
};
