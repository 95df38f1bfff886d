/** One line on what a packet says, for lists. Never a password, authentication data or a payload. */
import type {
  ConnackPacket,
  ConnectPacket,
  Packet,
  ProtocolVersion,
  PublishPacket,
  SubackPacket,
  UnsubackPacket,
} from './packet.ts';
import { propertyValue } from './properties.ts';
import { type ReasonPlace, reasonCodeText } from './reasonCodes.ts';

/** A list names this many filters or codes and counts the rest. */
const NAMED = 4;
const LONGEST_TEXT = 200;

const join = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(' · ');

const shorten = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;

function list(items: readonly string[]): string {
  const rest = items.length - NAMED;
  const named = items.slice(0, NAMED).map(shorten).join(', ');
  return rest > 0 ? `${named} and ${rest.toString()} more` : named;
}

/** In English, on one line; empty where the type says all (PINGREQ, a plain PUBACK). */
export function describePacket(packet: Packet, version: ProtocolVersion): string {
  switch (packet.type) {
    case 'connect':
      return describeConnect(packet, version);
    case 'connack':
      return describeConnack(packet, version);
    case 'publish':
      return describePublish(packet);
    case 'subscribe':
      return list(packet.subscriptions.map(({ filter, qos }) => `${filter} QoS ${qos.toString()}`));
    case 'unsubscribe':
      return list(packet.filters);
    case 'suback':
    case 'unsuback':
      return join([describeCodes(packet, version), reasonString(packet)]);
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
    case 'disconnect':
      return join([notSuccess(packet.type, packet.reasonCode, version), reasonString(packet)]);
    case 'auth':
      return join([
        reasonCodeText('auth', packet.reasonCode ?? 0, 5),
        propertyValue(packet.properties, 'authenticationMethod'),
        reasonString(packet),
      ]);
    case 'pingreq':
    case 'pingresp':
      return '';
  }
}

function describeConnect(packet: ConnectPacket, version: ProtocolVersion): string {
  const clean = version === 5 ? 'clean start' : 'clean session';
  return join([
    packet.clientId === '' ? '(no client identifier)' : shorten(packet.clientId),
    packet.cleanStart ? clean : undefined,
    packet.keepAlive === 0 ? 'keep alive off' : `keep alive ${packet.keepAlive.toString()} s`,
    packet.will ? `will ${shorten(packet.will.topic)}` : undefined,
  ]);
}

function describeConnack(packet: ConnackPacket, version: ProtocolVersion): string {
  return join([
    packet.reasonCode === 0 ? 'accepted' : reasonCodeText('connack', packet.reasonCode, version),
    packet.sessionPresent ? 'session present' : undefined,
    reasonString(packet),
  ]);
}

function describePublish(packet: PublishPacket): string {
  if (packet.topic !== '') return shorten(packet.topic);
  const alias = propertyValue(packet.properties, 'topicAlias');
  return alias === undefined ? '' : `topic alias ${alias.toString()}`;
}

function describeCodes(packet: SubackPacket | UnsubackPacket, version: ProtocolVersion): string {
  const { type } = packet;
  const isPlain = type === 'unsuback' && packet.reasonCodes.every((code) => code === 0);
  if (isPlain) return '';
  return list(
    packet.reasonCodes.map((code) =>
      type === 'suback' && code <= 2
        ? `granted QoS ${code.toString()}`
        : reasonCodeText(type, code, version),
    ),
  );
}

function notSuccess(
  place: ReasonPlace,
  code: number | undefined,
  version: ProtocolVersion,
): string | undefined {
  return code === undefined || code === 0 ? undefined : reasonCodeText(place, code, version);
}

/** Text of the other side, for people (3.4.2.2.2). */
function reasonString(packet: Extract<Packet, { properties?: unknown }>): string | undefined {
  const text = propertyValue(packet.properties, 'reasonString');
  return text === undefined ? undefined : shorten(text);
}
