/** Summarizes a packet for lists, without passwords, authentication data or payload. */
import type { Localizable, NoArgs } from '../../base/message.ts';
import type {
  ConnackPacket,
  ConnectPacket,
  Packet,
  ProtocolVersion,
  PublishPacket,
  QoS,
  SubackPacket,
  UnsubackPacket,
} from '../tables/packet.ts';
import { propertyValue } from '../tables/properties.ts';
import type { PlacedCode, ReasonPlace } from '../tables/reasonCodes.ts';

/** The first items of a longer list. */
export interface Named<T> {
  readonly named: readonly T[];
  readonly more: number;
}

/** Texts appear as in the packet; a long one is cut and ends with `…`. */
export interface SummaryParts {
  /** May be empty. */
  readonly 'client-id': { readonly clientId: string };
  /** Clean Start in MQTT 5, Clean Session before. */
  readonly 'clean-start': { readonly version: ProtocolVersion };
  /** 0: off. */
  readonly 'keep-alive': { readonly seconds: number };
  readonly will: { readonly topic: string };
  readonly accepted: NoArgs;
  readonly 'session-present': NoArgs;
  readonly topic: { readonly topic: string };
  /** Replaces a topic. */
  readonly 'topic-alias': { readonly alias: number };
  readonly subscriptions: Named<{ readonly filter: string; readonly qos: QoS }>;
  readonly filters: Named<string>;
  readonly code: PlacedCode;
  /** A code for each filter. */
  readonly codes: Omit<PlacedCode, 'code'> & Named<number>;
  readonly 'authentication-method': { readonly method: string };
  /** Text for people from the other side (3.4.2.2.2). */
  readonly 'reason-string': { readonly text: string };
}

/** Empty if the type says everything (PINGREQ, a plain PUBACK). */
export type Summary = readonly Localizable<SummaryParts>[];

/** A list shows this many filters or codes and counts the rest. */
const NAMED = 4;
const LONGEST_TEXT = 200;

const NOTHING: Summary = [];

const shorten = (text: string): string =>
  text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;

const named = <T, Other>(items: readonly T[], as: (item: T) => Other): Named<Other> => ({
  named: items.slice(0, NAMED).map(as),
  more: Math.max(0, items.length - NAMED),
});

export function describePacket(packet: Packet, version: ProtocolVersion): Summary {
  switch (packet.type) {
    case 'connect':
      return describeConnect(packet, version);
    case 'connack':
      return describeConnack(packet, version);
    case 'publish':
      return describePublish(packet);
    case 'subscribe': {
      const args = named(packet.subscriptions, ({ filter, qos }) => ({
        filter: shorten(filter),
        qos,
      }));
      return [{ key: 'subscriptions', args }];
    }
    case 'unsubscribe':
      return [{ key: 'filters', args: named(packet.filters, shorten) }];
    case 'suback':
    case 'unsuback':
      return [...describeCodes(packet, version), ...reasonString(packet)];
    case 'puback':
    case 'pubrec':
    case 'pubrel':
    case 'pubcomp':
    case 'disconnect':
      return [...notSuccess(packet.type, packet.reasonCode, version), ...reasonString(packet)];
    case 'auth': {
      const method = propertyValue(packet.properties, 'authenticationMethod');
      return [
        { key: 'code', args: { place: 'auth', code: packet.reasonCode ?? 0, version: 5 } },
        ...(method === undefined
          ? NOTHING
          : [{ key: 'authentication-method', args: { method } } as const]),
        ...reasonString(packet),
      ];
    }
    case 'pingreq':
    case 'pingresp':
      return NOTHING;
  }
}

function describeConnect(packet: ConnectPacket, version: ProtocolVersion): Summary {
  const { clientId, cleanStart, keepAlive, will } = packet;
  return [
    { key: 'client-id', args: { clientId: shorten(clientId) } },
    ...(cleanStart ? [{ key: 'clean-start', args: { version } } as const] : NOTHING),
    { key: 'keep-alive', args: { seconds: keepAlive } },
    ...(will ? [{ key: 'will', args: { topic: shorten(will.topic) } } as const] : NOTHING),
  ];
}

function describeConnack(packet: ConnackPacket, version: ProtocolVersion): Summary {
  const { reasonCode, sessionPresent } = packet;
  return [
    reasonCode === 0
      ? { key: 'accepted', args: {} }
      : { key: 'code', args: { place: 'connack', code: reasonCode, version } },
    ...(sessionPresent ? [{ key: 'session-present', args: {} } as const] : NOTHING),
    ...reasonString(packet),
  ];
}

function describePublish(packet: PublishPacket): Summary {
  if (packet.topic !== '') return [{ key: 'topic', args: { topic: shorten(packet.topic) } }];
  const alias = propertyValue(packet.properties, 'topicAlias');
  return alias === undefined ? NOTHING : [{ key: 'topic-alias', args: { alias } }];
}

function describeCodes(packet: SubackPacket | UnsubackPacket, version: ProtocolVersion): Summary {
  const { type, reasonCodes } = packet;
  const isPlain = type === 'unsuback' && reasonCodes.every((code) => code === 0);
  if (isPlain || reasonCodes.length === 0) return NOTHING;
  return [{ key: 'codes', args: { place: type, version, ...named(reasonCodes, (code) => code) } }];
}

function notSuccess(
  place: ReasonPlace,
  code: number | undefined,
  version: ProtocolVersion,
): Summary {
  return code === undefined || code === 0
    ? NOTHING
    : [{ key: 'code', args: { place, code, version } }];
}

function reasonString(packet: Extract<Packet, { properties?: unknown }>): Summary {
  const text = propertyValue(packet.properties, 'reasonString');
  return text === undefined ? NOTHING : [{ key: 'reason-string', args: { text: shorten(text) } }];
}
