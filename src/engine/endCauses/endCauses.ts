/** Causes of the end of a connection, as facts. Each fact becomes one sentence. */

import {
  isAbsentOr,
  isLocalizable,
  isNumber,
  isOneOf,
  isText,
  isTruth,
  type SubjectOf,
} from '../../base/knownMessage.ts';
import type { Localizable } from '../../base/message.ts';
import { PACKET_TYPES, type PacketType } from '../../mqtt/tables/packet.ts';
import { LIMITS } from './limits.ts';
import { FAULT_EFFECTS } from './treatments.ts';
import { WEB_SOCKET_ERRORS } from './webSocketErrors.ts';

/** `client` is the device. */
const side = isOneOf('client', 'server');
const version = isOneOf('3', '4', '5');
/**
 * Seconds after which the broker publishes the client's will. Undefined if it has none, or it was not seen.
 */
const willAfter = isAbsentOr(isNumber);
const type = (value: unknown): value is PacketType =>
  value !== 'reserved' && PACKET_TYPES.some((one) => one === value);

/** The broker's last message, within which or right after which the client ended the connection. */
export interface LastMessage {
  readonly topic: string;
  /** Bytes of its PUBLISH. */
  readonly size: number;
  readonly qos: number;
  /** Bytes of the largest PUBLISH before it on the connection; 0: none. */
  readonly largest: number;
}

const lastMessage = (value: unknown): value is LastMessage =>
  typeof value === 'object' &&
  value !== null &&
  'topic' in value &&
  typeof value.topic === 'string' &&
  'size' in value &&
  typeof value.size === 'number' &&
  'qos' in value &&
  typeof value.qos === 'number' &&
  'largest' in value &&
  typeof value.largest === 'number';

/** A fact of another subject, whose texts are defined elsewhere. */
const anyFact = (value: unknown): value is { readonly key: string; readonly args: object } =>
  typeof value === 'object' &&
  value !== null &&
  'key' in value &&
  typeof value.key === 'string' &&
  'args' in value &&
  typeof value.args === 'object' &&
  value.args !== null;

/** Times are in seconds. */
const END_CAUSE_SHAPES = {
  // Before MQTT
  /** There is no connection to the broker: `failure` is the reason. */
  'no-line': { failure: anyFact },
  /**
   * The connection to the broker was established, and failed later, for example because TLS 1.3 rejects a
   * certificate after the handshake.
   */
  'line-failed': { failure: anyFact },
  /**
   * The device's TLS handshake failed. `alert`: the standard's name of the alert, if there was one.
   * `gave-up`: it closed instead of sending a ClientHello.
   */
  'tls-failed': {
    why: isOneOf('alert', 'gave-up', 'not-tls', 'ended', 'late', 'nothing-shared', 'other'),
    detail: isText,
  },
  /** HTTP without a WebSocket upgrade, or no HTTP at all. */
  'no-websocket': {},
  /** A web page of another origin requested the WebSocket. */
  'foreign-page': { origin: isText },
  /** The tap has no destination for this name. */
  'unknown-name': { name: isText },
  'tap-stopped': {},
  /** It had not signed in, and its place was needed for other connections. */
  'crowded-out': {},
  /** The companion that forwarded the connection disappeared without closing it. */
  'companion-gone': {},
  /** Ended by the transport, at a proxy or beyond it. */
  'behind-proxy': { proxy: isText, isReset: isTruth, last: isAbsentOr(type), after: isNumber },
  /** By a fault rule, a recipe or the user. */
  'on-purpose': { rule: isAbsentOr(isText) },
  /** By a fault of the deciding packet. Without a type, all later packets are affected. */
  treated: {
    by: side,
    did: isOneOf(...FAULT_EFFECTS),
    sender: side,
    type: isAbsentOr(type),
    packetId: isAbsentOr(isNumber),
    rule: isText,
    after: isNumber,
  },
  /** The device sent bytes, and left before the connection to the broker was established. */
  'left-early': { after: isNumber },
  /** The device sent no byte. `tap`: it waited for TLS or HTTP. */
  'said-nothing': { by: isOneOf('client', 'server', 'tap'), after: isNumber },
  /** The first packet of the device is not a CONNECT. */
  'not-mqtt': { by: side, what: isOneOf('tls', 'http', 'packet', 'other'), first: isText },
  /** The broker's port did not answer with MQTT. `line`: its first line, empty for TLS. */
  'no-broker': { by: side, what: isOneOf('tls', 'http', 'text'), line: isText },

  // Causes in packets
  refused: { code: isNumber, version, reason: isText },
  /** `late`: s after which a CONNACK came that accepts the client, which had left. */
  'no-connack': { by: side, after: isNumber, isReset: isTruth, late: isAbsentOr(isNumber) },
  /** The broker's DISCONNECT. */
  'server-disconnect': { code: isNumber, reason: isText },
  /** The broker itself names the reason by an MQTT 5 reason code, even if the client received none. */
  'broker-ended': { code: isNumber, reason: isText, version },
  'client-disconnect': { code: isNumber, version, reason: isText, willAfter },
  /** The client left right after the broker had rejected its request. */
  denied: {
    answer: isOneOf('suback', 'puback', 'pubrec'),
    code: isNumber,
    version,
    isOrderly: isTruth,
    after: isNumber,
  },
  /**
   * `address`: undefined if it is not known. `silent`: s of silence before the same host connected again;
   * undefined for another host, or without a silence.
   */
  'taken-over': { version, address: isAbsentOr(isText), silent: isAbsentOr(isNumber) },
  /** Bytes that are not packets, or a packet that the other side must reject. */
  malformed: { sender: side, type: isAbsentOr(type), statement: isText, by: side },
  'second-connect': { by: side, version },
  /** A packet above a limit that its receiver announced; `sent`: messages, alias, QoS or identifier. */
  'beyond-limit': {
    by: side,
    sender: side,
    type,
    limit: isOneOf(...LIMITS),
    sent: isNumber,
    maximum: isNumber,
  },
  'too-large': { sender: side, type, size: isNumber, maximum: isNumber, by: side },
  /** The connection ended in the middle of a packet. */
  'cut-off': {
    by: side,
    sender: side,
    type: isAbsentOr(type),
    isReset: isTruth,
    message: isAbsentOr(lastMessage),
  },

  // Causes in missing packets
  'keep-alive': { keepAlive: isNumber, silent: isNumber, version },
  /**
   * Bytes kept arriving, but no whole packet, because it is large and slow. `after`: since the last whole
   * one.
   */
  'slow-packet': { type, size: isNumber, keepAlive: isNumber, after: isNumber, version },
  /** This page did not run: its computer slept, or its browser suspended it. */
  asleep: { seconds: isNumber },
  'no-pingresp': { after: isNumber },
  /** A request without an answer of the broker. */
  'no-answer': { type, packetId: isNumber, after: isNumber },
  /**
   * Right after a packet of the device, without a DISCONNECT. Before MQTT 5 a broker cannot reject a PUBLISH
   * otherwise. `topic`: the topic filters of a SUBSCRIBE.
   */
  'after-packet': { type, topic: isText, version },
  /** The same after a message with QoS 2, which many clouds do not support. */
  'after-qos2': { topic: isText, version },

  // Causes in the transport
  /** `ping`: ms since a ping of the other side that got no pong. */
  websocket: {
    by: side,
    code: isNumber,
    reason: isText,
    last: isAbsentOr(type),
    ping: isAbsentOr(isNumber),
  },
  /** The side's bytes violate the WebSocket protocol, so the tap closed the connection. */
  'bad-websocket': { by: side, fault: isOneOf(...WEB_SOCKET_ERRORS) },
  reset: {
    by: side,
    last: isAbsentOr(type),
    after: isNumber,
    message: isAbsentOr(lastMessage),
  },
  /** The network no longer reaches that side. */
  'network-silent': { by: side, after: isNumber },
  'transport-failed': { by: side, reason: isText },
  /** Closed normally, without DISCONNECT. */
  closed: {
    by: side,
    last: isAbsentOr(type),
    after: isNumber,
    version,
    willAfter,
    message: isAbsentOr(lastMessage),
  },
};

export type EndCauses = SubjectOf<typeof END_CAUSE_SHAPES>;
export type EndCause = Localizable<EndCauses>;

/** Checks a cause from another program. */
export const isEndCause = (value: unknown): value is EndCause =>
  isLocalizable(END_CAUSE_SHAPES, value);
