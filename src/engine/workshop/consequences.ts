/** Predicts the effects on both ends if a stopped packet is replaced by others. */

import type { Localizable } from '../../base/message.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import {
  otherSide,
  type Packet,
  type PacketType,
  type ProtocolVersion,
  type PublishPacket,
  type Sender,
} from '../../mqtt/tables/packet.ts';
import { propertyValue } from '../../mqtt/tables/properties.ts';

/** A stopped packet, and the packets sent instead. */
export interface Replacement {
  readonly original: Uint8Array;
  readonly sender: Sender;
  readonly version: ProtocolVersion;
  /** Packets sent to the other end. */
  readonly forward: readonly Uint8Array[];
  /** Packets sent back to the sender. */
  readonly back: readonly Uint8Array[];
}

interface Awaited {
  readonly who: Sender;
  readonly packet: PacketType;
  /** undefined: the packet has none. */
  readonly packetId: number | undefined;
}

export interface Consequences {
  /** `who` waits for this packet, which is not sent. */
  readonly waits: Awaited;
  /** `who` receives this packet without a request. */
  readonly unasked: Awaited;
  /** The stopped packet is unreadable, so it is unknown which answer its sender expects. */
  readonly unread: Readonly<Record<never, never>>;
  /** `who` receives an unreadable packet. */
  readonly unreadable: { readonly who: Sender };
  /** The number of filters in the answer differs from the request. */
  readonly filters: { readonly was: number; readonly is: number };
  /** `who` does not receive this alias: a message that uses it ends the connection (3.3.4). */
  readonly 'alias-unknown': { readonly who: Sender; readonly alias: number };
  /** `who` assigns that topic to later messages with this alias. */
  readonly 'alias-moved': { readonly who: Sender; readonly alias: number; readonly topic: string };
  /** The client assumes other limits than the broker's. */
  readonly limits: Readonly<Record<never, never>>;
  /** The broker takes the end for a failure, and may publish the will (3.1.2.5). */
  readonly will: Readonly<Record<never, never>>;
}

export type Consequence = Localizable<Consequences>;

/** The expected answer to a packet (4.3, 3.8.4, 3.10.4, 3.12.4). */
const ANSWERS: Readonly<Partial<Record<PacketType, PacketType>>> = {
  connect: 'connack',
  pubrec: 'pubrel',
  pubrel: 'pubcomp',
  subscribe: 'suback',
  unsubscribe: 'unsuback',
  pingreq: 'pingresp',
};
/** Packets that answer another one. */
const ANSWERING: ReadonlySet<PacketType> = new Set<PacketType>([
  'connack',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'suback',
  'unsuback',
  'pingresp',
]);

/** @returns empty if both ends stay in step */
export function consequencesOf(decided: Replacement): readonly Consequence[] {
  const { version, sender } = decided;
  const other = otherSide(sender);
  const before = decode(decided.original, version, sender);
  if (!before.ok) return [{ key: 'unread', args: {} }];
  const after = decided.forward.map((bytes) => decode(bytes, version, sender));
  const back = decided.back.flatMap((bytes) => {
    const decoded = decode(bytes, version, other);
    return decoded.ok ? [decoded.packet] : [];
  });
  const found: Consequence[] = [];
  if (after.some(({ ok }) => !ok)) found.push({ key: 'unreadable', args: { who: other } });
  const sent = after.flatMap((decoded) => (decoded.ok ? [decoded.packet] : []));
  const ends = { sender, other } as const;
  found.push(...unanswered(before.packet, sent, back, ends));
  found.push(...missing(before.packet, sent, ends));
  if (before.packet.type === 'publish') found.push(...aliasFate(before.packet, sent, other));
  found.push(...ofItsKind(before.packet, sent, sender));
  return found;
}

interface Ends {
  readonly sender: Sender;
  readonly other: Sender;
}

const idOf = (packet: Packet): number | undefined =>
  'packetId' in packet ? packet.packetId : undefined;

function answerTo(packet: Packet): PacketType | undefined {
  if (packet.type !== 'publish') return ANSWERS[packet.type];
  return packet.qos === 0 ? undefined : packet.qos === 1 ? 'puback' : 'pubrec';
}

/** The sender waits for an answer to the stopped packet, and receives those to the forwarded packets. */
function unanswered(
  before: Packet,
  sent: readonly Packet[],
  back: readonly Packet[],
  { sender }: Ends,
): Consequence[] {
  const name = (packet: Packet) => {
    const answer = answerTo(packet);
    return answer === undefined ? undefined : { packet: answer, packetId: idOf(packet) };
  };
  const due = name(before);
  const given = back.map((packet) => ({ packet: packet.type, packetId: idOf(packet) }));
  const coming = sent.flatMap((packet) => name(packet) ?? []);
  const same = (a: typeof due) => (b: typeof due) =>
    a?.packet === b?.packet && a?.packetId === b?.packetId;
  const found: Consequence[] = [];
  if (due !== undefined && ![...coming, ...given].some(same(due))) {
    found.push({ key: 'waits', args: { who: sender, ...due } });
  }
  const stray = coming.find((one) => due === undefined || !same(due)(one));
  if (stray !== undefined) found.push({ key: 'unasked', args: { who: sender, ...stray } });
  return found;
}

/** The other end waits for the stopped packet. */
function missing(before: Packet, sent: readonly Packet[], { other }: Ends): Consequence[] {
  if (!ANSWERING.has(before.type)) return [];
  const awaited = { who: other, packet: before.type, packetId: idOf(before) };
  const same = sent.filter(({ type }) => type === before.type);
  const found: Consequence[] = [];
  if (!same.some((packet) => idOf(packet) === idOf(before))) {
    found.push({ key: 'waits', args: awaited });
  }
  const stray = same.find((packet) => idOf(packet) !== idOf(before));
  if (stray !== undefined) {
    found.push({ key: 'unasked', args: { ...awaited, packetId: idOf(stray) } });
  }
  return found;
}

/** Compares the aliases that a packet sets at the other end (3.3.2.3.4), before and after. */
function aliasFate(before: PublishPacket, sent: readonly Packet[], who: Sender): Consequence[] {
  const was = settingOf(before);
  const set = sent.flatMap((packet) => settingOf(packet) ?? []);
  const found = set
    .filter(({ alias, topic }) => alias !== was?.alias || topic !== was.topic)
    .map((moved): Consequence => ({ key: 'alias-moved', args: { who, ...moved } }));
  if (was !== undefined && !set.some(({ alias }) => alias === was.alias)) {
    found.push({ key: 'alias-unknown', args: { who, alias: was.alias } });
  }
  return found;
}

function settingOf(packet: Packet): { readonly alias: number; readonly topic: string } | undefined {
  if (packet.type !== 'publish' || packet.topic === '') return undefined;
  const alias = propertyValue(packet.properties, 'topicAlias');
  return alias === undefined ? undefined : { alias, topic: packet.topic };
}

/** Limits in CONNACK (3.2.2.3), which the server enforces. */
function limitsOf(packet: Packet | undefined): string {
  if (packet?.type !== 'connack') return '';
  return JSON.stringify([packet.reasonCode, packet.sessionPresent, packet.properties]);
}

function ofItsKind(before: Packet, sent: readonly Packet[], sender: Sender): Consequence[] {
  const [first] = sent;
  const [was, is] = [filtersOf(before), filtersOf(first)];
  if (was !== undefined && is !== undefined && was !== is) {
    return [{ key: 'filters', args: { was, is } }];
  }
  if (before.type === 'connack' && first !== undefined && limitsOf(first) !== limitsOf(before)) {
    return [{ key: 'limits', args: {} }];
  }
  const isOver = before.type === 'disconnect' && sender === 'client';
  return isOver && !sent.some(({ type }) => type === 'disconnect')
    ? [{ key: 'will', args: {} }]
    : [];
}

/** Number of topic filters in the packet. */
function filtersOf(packet: Packet | undefined): number | undefined {
  if (packet?.type === 'subscribe') return packet.subscriptions.length;
  return packet?.type === 'unsubscribe' ? packet.filters.length : undefined;
}
