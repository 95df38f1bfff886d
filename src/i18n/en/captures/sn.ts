/** Texts about MQTT-SN: problems of messages, and the view of conversations. */
import { type Localizable, say, type Words } from '../../../base/message.ts';
import type { PredefinedTopicError } from '../../../mqttsn/predefinedTopics.ts';
import type { SnTalkBreach } from '../../../mqttsn/reading/snTalk.ts';
import type { SnBreach } from '../../../mqttsn/snProblems.ts';
import { topicFaults } from '../facts/topicFaults.ts';

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
  form: 'a number and a topic are expected, with a blank between them',
  number: 'the number must be 1 to 65534',
  topic: 'this is not a topic name, which cannot contain + or #',
  twice: 'this number was there before',
};

const facts: Words<SnFacts> = {
  empty: () => 'The datagram is empty.',
  'wrong-length': ({ announced, there }) =>
    `The length says ${announced} bytes, and the datagram has ${there}.`,
  'unknown-type': ({ type }) => `The message type ${hex(type)} is reserved.`,
  'too-short': ({ field }) => `The message ends before its ${field}.`,
  'left-over': ({ count }) => `${count} bytes follow the message.`,
  'reserved-flags': ({ flags }) => `The flags ${hex(flags)} mean nothing here and must be 0.`,
  'reserved-topic-kind': () => 'The TopicIdType 0b11 is reserved.',
  'protocol-id': ({ id }) => `The ProtocolId is ${id}; it must be 1.`,
  'client-id-length': ({ length }) =>
    `The client identifier has ${length} characters; it may have 1 to 23.`,
  'return-code': ({ code }) => `The return code ${code} is reserved.`,
  'topic-id': ({ id }) => `The topic id ${id} is reserved.`,
  'message-id': () => 'A message above QoS 0 needs a message id other than 0.',
  'qos-without-session': () =>
    'QoS -1 goes without a session, so the topic must be predefined or have two letters.',
  'not-utf8': ({ field }) => `The ${field} is not UTF-8.`,
  'topic-name': ({ why }) => say(topicFaults, why),
  'long-form': ({ length }) =>
    `A length of ${length} has three bytes, although one is enough below 256.`,
  'unknown-topic-id': ({ id }) =>
    `Nobody has registered the topic id ${id}. Register the topic first, and wait for REGACK.`,
  'not-connected': () => 'The client is not connected: no CONNACK has accepted it.',
  'sent-to-sleeper': () =>
    'The client sleeps. The gateway must keep the message until its PINGREQ.',
  'sent-asleep': () => 'The client said that it sleeps. It must send CONNECT before it sends this.',
  overslept: ({ said, silent }) =>
    `The client said that it would sleep for ${said} s, and was silent for ${silent} s. A gateway may have given it up, and sent its will.`,
  'two-at-once': ({ other }) =>
    `Message ${other} is not done yet. Only one message above QoS 0 may be under way.`,
  'answers-nothing': ({ messageId }) => `Nobody asked with message id ${messageId}.`,
  'again-without-dup': ({ messageId }) =>
    `Message ${messageId} is sent again without DUP, or another has its number.`,
  rejected: ({ code }) => `Rejected: ${RETURN_CODES.get(code) ?? `return code ${code}`}.`,
};

export const sn = {
  fact: (fact: SnFact): string => say(facts, fact),
  grid: 'Messages of MQTT-SN',
  columns: {
    no: 'No',
    time: 'Time',
    client: 'Client',
    message: 'Message',
    topic: 'Topic',
    details: 'Details',
    other: 'MQTT side',
  },
  hint: 'Datagrams between sensors and a gateway, each beside the packet of MQTT that it became or came from.',
  count: (count: number): string => (count === 1 ? '1 message.' : `${count} messages.`),
  countOf: (count: number, of: number): string => `${count} of ${of} messages.`,
  filter: 'Filter: mqttsn.topic contains "door"',
  clearFilter: 'Clear the filter',
  noMatch: 'No message passes the filter',
  topics: {
    open: 'Topic names…',
    title: 'Names of predefined topics',
    text: 'Sensors use numbers for these topics that both ends know beforehand. Here they get their names: a number from 1 to 65534 and a topic on each line.',
    lines: 'Numbers and topics',
    count: (count: number): string => (count === 1 ? '1 topic' : `${count} topics`),
    choose: 'From a file…',
    file: 'File of topics',
    save: 'Use these',
    saved: (count: number): string =>
      count === 1 ? '1 topic is named' : `${count} topics are named`,
    tooLong: 'More than 262,144 characters are too many.',
    fault: (line: number, fault: PredefinedTopicError): string =>
      `Line ${line}: ${TOPIC_ERRORS[fault]}.`,
  },
  forgotten: (count: number): string =>
    `Sensors that had been silent for longest were forgotten (${count}): what came from them later may lack names of topics and the MQTT side.`,
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
  lists: 'What is listed',
  connections: 'Connections',
  sensors: 'MQTT-SN',
  noOtherLong: 'This message stays between the client and the gateway: it has no MQTT packet.',
  noGateway: 'No gateway for MQTT-SN',
  noGatewayHint:
    'Only a companion has one: start it with --sn 1884, or another port of UDP, and sensors reach its broker there.',
  none: 'No message has come yet',
  noneHint: 'Sensors reach the gateway by UDP, at the port of --sn.',
};
