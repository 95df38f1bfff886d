/** Dissects packets without problems only as far as their summary needs. */
import { findDiscouragedCharacter } from '../../base/utf8.ts';
import { dissect } from '../dissect/dissect.ts';
import type { DissectContext, Dissection, Field, PacketProblem } from '../dissect/dissection.ts';
import { PacketReader } from '../dissect/reader.ts';
import { readPacket, versionToReadWith } from '../dissect/readPacket.ts';
import type { Packet, ProtocolVersion, Sender } from '../tables/packet.ts';
import type { Property } from '../tables/properties.ts';
import { AUTH, CONNECT } from '../tables/typeNumbers.ts';
import { quickDecode } from './quickDecode.ts';

const NO_PROBLEMS: readonly PacketProblem[] = [];
const NO_FILTERS: readonly string[] = [];

/**
 * Equals `dissect`. The fields of a packet without problems are built when they are first used, so `bytes`
 * must stay as they are until then.
 */
export function dissectLater(bytes: Uint8Array, context: DissectContext): Dissection {
  const packet = plainPacket(bytes, context);
  return packet === undefined
    ? dissect(bytes, context)
    : new PlainDissection(bytes, context, packet);
}

class PlainDissection implements Dissection {
  readonly problems = NO_PROBLEMS;
  readonly packet: Packet;
  readonly #bytes: Uint8Array;
  readonly #context: DissectContext;
  #fields: readonly Field[] | undefined;

  constructor(bytes: Uint8Array, context: DissectContext, packet: Packet) {
    this.#bytes = bytes;
    this.#context = context;
    this.packet = packet;
  }

  get fields(): readonly Field[] {
    return (this.#fields ??= dissect(this.#bytes, this.#context).fields);
  }
}

/** undefined if it may have problems, even if only cautions, or if its topic is behind an alias. */
function plainPacket(
  bytes: Uint8Array,
  { version: known, sender }: DissectContext,
): Packet | undefined {
  const type = (bytes[0] ?? 0) >> 4;
  // Their fields are searched for secrets in any case.
  if (type === CONNECT || type === AUTH) return undefined;
  const version = versionToReadWith(bytes, known);
  const packet = quickDecode(bytes, version) ?? withoutProblem(bytes, version, sender);
  return packet && isPlain(packet) ? packet : undefined;
}

function withoutProblem(
  bytes: Uint8Array,
  version: ProtocolVersion,
  sender: Sender,
): Packet | undefined {
  const reader = new PacketReader(bytes, version, sender, undefined);
  const packet = readPacket(reader);
  return reader.hasProblem ? undefined : packet;
}

function isPlain(packet: Packet): boolean {
  const isMessage = packet.type === 'publish';
  if (isMessage && (packet.topic === '' || hasDiscouraged(packet.topic))) return false;
  if (filtersOf(packet).some(hasDiscouraged)) return false;
  const properties = 'properties' in packet ? (packet.properties ?? []) : [];
  return properties.every(isPlainProperty);
}

function filtersOf(packet: Packet): readonly string[] {
  if (packet.type === 'subscribe') return packet.subscriptions.map(({ filter }) => filter);
  return packet.type === 'unsubscribe' ? packet.filters : NO_FILTERS;
}

/** The payload format promises text, which has to be checked. */
function isPlainProperty({ name, value }: Property): boolean {
  if (name === 'payloadFormatIndicator') return value === 0;
  if (typeof value === 'string') return !hasDiscouraged(value);
  return !Array.isArray(value) || !value.some(hasDiscouraged);
}

const hasDiscouraged = (text: string): boolean => findDiscouragedCharacter(text) >= 0;
