/** Why a connection ended, from the evidence of both its sides: facts, each the ground of one sentence. */

import {
  isAbsentOr,
  isFact,
  isNumber,
  isOneOf,
  isText,
  isTruth,
  type SubjectOf,
} from '../../base/knownMessage.ts';
import type { Fact } from '../../base/message.ts';
import { PACKET_TYPES, type PacketType } from '../../mqtt/tables/packet.ts';
import { LIMITS } from './limits.ts';
import { DONE } from './treatments.ts';
import { WEB_SOCKET_FAULTS } from './webSocketFaults.ts';

/** `client`: the device. */
const side = isOneOf('client', 'server');
const version = isOneOf('3', '4', '5');
/** Seconds after which the broker sends the client's will; undefined: it has none, or that was not seen. */
const willAfter = isAbsentOr(isNumber);
const type = (value: unknown): value is PacketType =>
  value !== 'reserved' && PACKET_TYPES.some((one) => one === value);

/** A fact of another subject, which is known to whoever has the words for it. */
const anyFact = (value: unknown): value is { readonly key: string; readonly args: object } =>
  typeof value === 'object' &&
  value !== null &&
  'key' in value &&
  typeof value.key === 'string' &&
  'args' in value &&
  typeof value.args === 'object' &&
  value.args !== null;

/** Times in seconds. */
const END_CAUSE_SHAPES = {
  // Before MQTT
  /** There is no line to the broker: `failure` tells why. */
  'no-line': { failure: anyFact },
  /** The line to the broker was there, and failed; such as where TLS 1.3 judges a certificate after the handshake. */
  'line-failed': { failure: anyFact },
  /** The device's TLS handshake failed; `alert`: by the standard's name, where one came; `gave-up`: in place of a ClientHello. */
  'tls-failed': {
    why: isOneOf('alert', 'gave-up', 'not-tls', 'ended', 'late', 'nothing-shared', 'other'),
    detail: isText,
  },
  /** HTTP without a WebSocket, or nothing of HTTP. */
  'no-websocket': {},
  /** A web page of elsewhere asked for the WebSocket. */
  'foreign-page': { origin: isText },
  /** Nobody has told the tap where this name leads to. */
  'unknown-name': { name: isText },
  'tap-stopped': {},
  /** It had not signed in, and there was no place for others. */
  'crowded-out': {},
  /** The companion has led it on, and is gone without a word. */
  'companion-gone': {},
  /** By the transport alone, on the far side of a proxy or at it. */
  'behind-proxy': { proxy: isText, isReset: isTruth, last: isAbsentOr(type), after: isNumber },
  /** By a fault rule or a recipe, or by whoever looks on. */
  'on-purpose': { rule: isAbsentOr(isText) },
  /** What was done on purpose to the packet that decided it; without a type: to all since. */
  treated: {
    by: side,
    did: isOneOf(...DONE),
    sender: side,
    type: isAbsentOr(type),
    packetId: isAbsentOr(isNumber),
    rule: isText,
    after: isNumber,
  },
  /** The device had spoken, and did not wait until there was a line to the broker. */
  'left-early': { after: isNumber },
  /** Not a byte came from the device; `tap`: which has waited for TLS, or for HTTP. */
  'said-nothing': { by: isOneOf('client', 'server', 'tap'), after: isNumber },
  /** What the device sent first is no CONNECT. */
  'not-mqtt': { by: side, what: isOneOf('tls', 'http', 'packet', 'other'), first: isText },
  /** What the broker's port answered is no MQTT: `line`: its first one, empty where it is TLS. */
  'no-broker': { by: side, what: isOneOf('tls', 'http', 'text'), line: isText },

  // By what was said
  refused: { code: isNumber, version, reason: isText },
  'no-connack': { by: side, after: isNumber, isReset: isTruth },
  /** The broker's DISCONNECT. */
  'server-disconnect': { code: isNumber, reason: isText },
  /** The broker itself tells why it has ended it: by a reason code of MQTT 5, also where the client heard none. */
  'broker-ended': { code: isNumber, reason: isText, version },
  'client-disconnect': { code: isNumber, version, reason: isText, willAfter },
  /** The client left right after the broker had refused what it asked for. */
  denied: {
    answer: isOneOf('suback', 'puback', 'pubrec'),
    code: isNumber,
    version,
    isOrderly: isTruth,
    after: isNumber,
  },
  'taken-over': { version, address: isText },
  /** Bytes that are no packets, or a packet that the other side must refuse. */
  malformed: { sender: side, type: isAbsentOr(type), statement: isText, by: side },
  'second-connect': { by: side, version },
  /** What is sent beyond what its receiver has announced; `sent`: messages, alias, QoS or identifier. */
  'beyond-limit': {
    by: side,
    sender: side,
    type,
    limit: isOneOf(...LIMITS),
    sent: isNumber,
    maximum: isNumber,
  },
  'too-large': { sender: side, type, size: isNumber, maximum: isNumber, by: side },
  /** The end came in the midst of a packet. */
  'cut-off': { by: side, sender: side, type: isAbsentOr(type), isReset: isTruth },

  // By what was not said
  'keep-alive': { keepAlive: isNumber, silent: isNumber, version },
  /** Bytes came all the while, and no whole packet: of one that is large and slow, `after` the last whole one. */
  'slow-packet': { type, size: isNumber, keepAlive: isNumber, after: isNumber, version },
  'no-pingresp': { after: isNumber },
  /** A request that the broker had not answered. */
  'no-answer': { type, packetId: isNumber, after: isNumber },
  /** Right after a packet of the device, without a word: before MQTT 5 there is no other way to refuse. */
  'after-packet': { type, topic: isText, version },

  // By the transport alone
  websocket: { by: side, code: isNumber, reason: isText, last: isAbsentOr(type) },
  /** What that side sent is no proper WebSocket: the tap has ended it. */
  'bad-websocket': { by: side, fault: isOneOf(...WEB_SOCKET_FAULTS) },
  reset: { by: side, last: isAbsentOr(type), after: isNumber },
  /** The network does not carry to that side any more. */
  'network-silent': { by: side, after: isNumber },
  'transport-failed': { by: side, reason: isText },
  /** In peace, and without DISCONNECT. */
  closed: { by: side, last: isAbsentOr(type), after: isNumber, version, willAfter },
};

export type EndCauses = SubjectOf<typeof END_CAUSE_SHAPES>;
export type EndCause = Fact<EndCauses>;

/** From another program. */
export const isEndCause = (value: unknown): value is EndCause => isFact(END_CAUSE_SHAPES, value);
