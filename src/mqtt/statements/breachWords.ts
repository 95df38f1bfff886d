/**
 * English texts of breaches, shared by a server's reason strings and files; `i18n` has these and other
 * languages.
 */

import { say, type Words } from '../../base/message.ts';
import { packetName, versionName } from '../tables/packetNames.ts';
import { hexByte, reasonCodeText } from '../tables/reasonCodes.ts';
import { TOPIC_ERRORS } from '../tables/topicErrors.ts';
import { type Breach, type Breaches, type PlainBreach, plainBreach } from './breaches.ts';

const bytes = (count: number): string => `${count.toString()} ${count === 1 ? 'byte' : 'bytes'}`;
const are = (count: number): string => `${count.toString()} ${count === 1 ? 'is' : 'are'}`;

export const BREACHES: Words<Breaches> = {
  'bytes-left-over': ({ count }) =>
    `${count.toString()} ${count === 1 ? 'byte follows' : 'bytes follow'} the packet's last field.`,
  'reserved-type': ({ type }) => `Packet type ${type.toString()} is reserved.`,
  'both-qos-bits': () => 'Both QoS bits are set.',
  'dup-at-qos-0': () => 'DUP is set at QoS 0.',
  'header-flags': ({ packet, flags, expected }) =>
    `The flags of ${packetName(packet)} are ${hexByte(flags)} instead of ${hexByte(expected)}.`,
  'length-beyond-end': ({ announced, there }) =>
    `The remaining length announces ${bytes(announced)}; ${are(there)} there.`,
  'wrong-sender': ({ packet, sender }) => `${packetName(packet)} is not for a ${sender} to send.`,
  'length-endless': () =>
    'The remaining length goes on after four bytes: this is not MQTT, or bytes were lost.',
  'above-maximum-size': ({ size, maximum }) =>
    `A packet of ${bytes(size)} exceeds the maximum packet size of ${bytes(maximum)}.`,

  'field-missing': ({ field }) => `${field} is missing.`,
  'field-too-short': ({ field, needs, left }) =>
    `${field} needs ${bytes(needs)}; ${are(left)} left.`,
  'varint-cut-off': ({ field }) => `${field} is cut off.`,
  'varint-endless': ({ field }) => `${field} is longer than four bytes.`,
  'varint-padded': ({ field, value, bytes: taken }) =>
    `${field} ${value.toString()} takes ${bytes(taken)}, more than it needs.`,
  'not-utf8': ({ field, error }) => `${field} is not well-formed UTF-8 (${error ?? 'ill-formed'}).`,
  'null-character': ({ field }) => `${field} contains the character U+0000.`,
  'discouraged-character': ({ field }) =>
    `${field} contains a control character or a non-character.`,
  'reserved-bits': ({ bits }) => `Reserved bits are set: ${hexByte(bits)}.`,
  'packet-id-zero': () => 'The packet identifier is 0.',

  'properties-beyond-end': ({ announced, left }) =>
    `The property length announces ${bytes(announced)}; ${are(left)} left.`,
  'unknown-property': ({ id }) => `The standard defines no property ${hexByte(id)}.`,
  'property-place': ({ field, place }) =>
    `${field} has no place in ${place === 'will' ? 'a will' : place.toUpperCase()}.`,
  'property-twice': ({ field }) => `${field} appears more than once.`,
  'property-sender': ({ field, sender }) => `${field} is not for a ${sender} to send.`,
  'property-not-0-or-1': ({ field, value }) =>
    `${field} is ${value.toString()}; only 0 and 1 are allowed.`,
  'property-zero': ({ field }) => `${field} must not be 0.`,
  'authentication-data-alone': () => 'Authentication data without an authentication method.',

  topic: ({ why }) => say(TOPIC_ERRORS, why),
  'will-topic': ({ why }) => `Will topic: ${say(TOPIC_ERRORS, why)}`,
  'response-topic': ({ why }) => `Response Topic: ${say(TOPIC_ERRORS, why)}`,
  'topic-empty': () => 'The topic name is empty.',
  'topic-empty-without-alias': () => 'The topic name is empty, and no topic alias replaces it.',
  'alias-not-set': ({ alias }) =>
    `Topic alias ${alias.toString()} was not set on this connection before.`,
  'payload-not-utf8': ({ error }) => `The payload is announced as UTF-8 but is not (${error}).`,

  'protocol-name': ({ expected }) => `The protocol name is not ${expected}.`,
  'bridge-level': ({ level, version }) =>
    `Protocol version ${hexByte(level)} is ${versionName(version)} with a mark that some brokers set on bridges; the standard does not define it.`,
  'protocol-level': ({ level }) =>
    `Protocol version ${level.toString()} is not one that the standard defines.`,
  'reserved-connect-flag': () => 'The reserved connect flag is set.',
  'password-without-user-name': () => 'A password without a user name.',
  'will-qos-3': () => 'The will QoS is 3.',
  'will-qos-without-will': ({ qos }) => `The will QoS is ${qos.toString()}, but there is no will.`,
  'will-retain-without-will': () => 'Will retain is set without a will.',
  'client-id-empty': () => 'The client identifier is empty.',
  'client-id-too-long': () => 'The client identifier has more than 23 characters.',
  'client-id-empty-in-kept-session': () =>
    'The client identifier is empty, but the session is to be kept.',
  'session-present-refused': () => 'Session present is set although the connection is refused.',

  'no-such-code': ({ packet, code, called }) =>
    `${packetName(packet)} has no ${called} ${hexByte(code)}.`,
  'code-for-other-side': ({ packet, code, sender }) =>
    `${reasonCodeText(packet, code, 5)} is for the ${sender} to send.`,
  'method-missing': () => 'AUTH names no authentication method.',

  'no-filter': ({ packet }) => `${packetName(packet)} has no topic filter.`,
  'no-code': ({ packet }) =>
    packet === 'suback' ? 'SUBACK has no code.' : 'UNSUBACK has no reason code.',
  'subscribe-qos-3': () => 'The requested QoS is 3.',
  'retain-handling-3': () => 'Retain handling is 3.',
  'no-local-shared': () => 'No local is set for a shared subscription.',

  'ended-midway': () => 'The connection ended in the middle of this packet.',
  'not-held': ({ size }) =>
    `Only the start of this packet of ${bytes(size)} was read: all incomplete packets together exceed the memory for them.`,
  'capture-ends-midway': () => 'The capture ends in the middle of this packet.',
  'capture-gap': () => 'The capture lacks a part of this packet.',
  'no-whole-packet': () => 'These bytes are not a whole packet.',
  'text-frame': () => 'A WebSocket text frame came; MQTT travels in binary frames.',
  'in-text-frame': () => 'It came in a WebSocket text frame; MQTT travels in binary frames.',
  said: ({ text }) => text,
};

export const breachText = (breach: Breach): string => say(BREACHES, breach);

/** Breaches of pieces that are not packets, which files describe in words. */
const OF_PIECES: readonly PlainBreach[] = [
  'ended-midway',
  'capture-ends-midway',
  'capture-gap',
  'no-whole-packet',
  'text-frame',
  'in-text-frame',
  'length-endless',
];

const MISSING = /^(.+) is missing\.$/u;
const BEYOND_END = /^The remaining length announces (\d+) bytes?; (\d+) (?:is|are) there\.$/u;

/** The breach for a text of a file. */
export function breachOf(text: string): Breach {
  const field = MISSING.exec(text)?.[1];
  if (field !== undefined) return { key: 'field-missing', args: { field } };
  const lengths = BEYOND_END.exec(text);
  if (lengths) {
    const [announced, there] = [Number(lengths[1]), Number(lengths[2])];
    return { key: 'length-beyond-end', args: { announced, there } };
  }
  const key = OF_PIECES.find((one) => breachText(plainBreach(one)) === text);
  return key === undefined ? { key: 'said', args: { text } } : plainBreach(key);
}
