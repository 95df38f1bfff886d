/** The fixed header (2.1 in MQTT 5, 2.2 in MQTT 3.1.1). */
import { plainBreach } from '../statements/breaches.ts';
import { RULES } from '../statements/rules.ts';
import { HEADER_FIELDS } from '../tables/fieldKinds.ts';
import type { PacketType, ProtocolVersion, QoS } from '../tables/packet.ts';
import { packetTypeOf } from '../tables/packetNames.ts';
import { qosMeaning, type ValueMeaning } from '../tables/valueMeanings.ts';
import type { BitField, PacketReader } from './reader.ts';

export interface FixedHeader {
  readonly type: PacketType;
  readonly dup: boolean;
  readonly qos: QoS;
  readonly retain: boolean;
}

function typeMeaning(number: number): ValueMeaning {
  const type = packetTypeOf(number << 4);
  return type
    ? { key: 'packet-type', args: { type, number } }
    : { key: 'reserved-type', args: { number } };
}

/** The invalid QoS 3 reads as 0. The breach is reported where it is read. */
export function toQos(number: number): QoS {
  return number === 1 || number === 2 ? number : 0;
}

const TYPE: BitField = {
  kind: HEADER_FIELDS.type,
  mask: 0xf0,
  meaning: typeMeaning,
};
const DUP: BitField = { kind: HEADER_FIELDS.dup, mask: 0x08 };
const QOS: BitField = { kind: HEADER_FIELDS.qos, mask: 0x06, meaning: qosMeaning };

const RESERVED_BITS: readonly BitField[] = [TYPE, { kind: HEADER_FIELDS.reserved, mask: 0x0f }];
const PUBLISH_BITS: readonly BitField[] = [
  TYPE,
  DUP,
  QOS,
  { kind: HEADER_FIELDS.retain, mask: 0x01 },
];
/** MQTT 3.1 allows DUP on a few more packets, with QoS 1. */
const REPEATABLE_BITS: readonly BitField[] = [
  TYPE,
  DUP,
  QOS,
  { kind: HEADER_FIELDS.retainReserved, mask: 0x01, isNumber: true },
];

const isRepeatable = (type: PacketType) =>
  type === 'pubrel' || type === 'subscribe' || type === 'unsubscribe';

function headerBits(type: PacketType | undefined, version: ProtocolVersion): readonly BitField[] {
  if (type === 'publish') return PUBLISH_BITS;
  return version === 3 && type && isRepeatable(type) ? REPEATABLE_BITS : RESERVED_BITS;
}

/** undefined for a type that the version reserves, because the following bytes have no meaning then. */
export function readHeader(reader: PacketReader): FixedHeader | undefined {
  const type = packetTypeOf(reader.bytes[0] ?? 0);
  reader.open(HEADER_FIELDS.header);
  const first = reader.bits(HEADER_FIELDS.flags, headerBits(type, reader.version));
  judgeFlags(reader, type, first & 0x0f);
  const length = readRemainingLength(reader);
  reader.close(null, reader.tree && type && { key: 'packet', args: { type } });
  judgeLength(reader, length);
  if (!type || (type === 'auth' && reader.version < 5)) {
    const breach = { key: 'reserved-type', args: { type: first >> 4 } } as const;
    reader.error(RULES.reservedType, breach, 0, 1);
    return undefined;
  }
  judgeDirection(reader, type);
  return {
    type,
    dup: (first & 0x08) !== 0,
    qos: toQos((first >> 1) & 0x03),
    retain: (first & 0x01) !== 0,
  };
}

function readRemainingLength(reader: PacketReader): number {
  return reader.varint(
    HEADER_FIELDS.length,
    undefined,
    RULES.remainingLength,
    reader.version === 5 ? RULES.shortestVarint : RULES.longVarint,
  );
}

function judgeFlags(reader: PacketReader, type: PacketType | undefined, flags: number): void {
  if (!type) return;
  if (type === 'publish') {
    if ((flags & 0x06) === 0x06) reader.breach(RULES.qos3, plainBreach('both-qos-bits'), 0, 1);
    if ((flags & 0x0e) === 0x08) reader.breach(RULES.dupAtQos0, plainBreach('dup-at-qos-0'), 0, 1);
    return;
  }
  const expected = isRepeatable(type) ? 0x02 : 0x00;
  if (flags === expected) return;
  const breach = { key: 'header-flags', args: { packet: type, flags, expected } } as const;
  if (reader.version !== 3) {
    reader.breach(RULES.reservedHeaderFlags, breach, 0, 1);
    return;
  }
  // MQTT 3.1 has DUP here and calls the other bits "not used".
  if (!isRepeatable(type) || (flags & 0x07) !== 0x02) {
    reader.breach(RULES.unusedHeaderFlags, breach, 0, 1);
  }
}

/**
 * Reports a remaining length that differs from the available bytes. Reading continues with the available
 * bytes.
 */
function judgeLength(reader: PacketReader, length: number): void {
  if (reader.halted) return;
  const there = reader.limit - reader.position;
  if (length > there) {
    const breach = { key: 'length-beyond-end', args: { announced: length, there } } as const;
    reader.breach(RULES.packetSize, breach, 1, reader.position - 1);
  } else {
    reader.limit = reader.position + length;
  }
}

const FROM_CLIENT: ReadonlySet<PacketType> = new Set([
  'connect',
  'subscribe',
  'unsubscribe',
  'pingreq',
]);
const FROM_SERVER: ReadonlySet<PacketType> = new Set(['connack', 'suback', 'unsuback', 'pingresp']);

function judgeDirection(reader: PacketReader, type: PacketType): void {
  if (!reader.sender) return;
  const wrong =
    reader.sender === 'client'
      ? FROM_SERVER.has(type)
      : FROM_CLIENT.has(type) || (type === 'disconnect' && reader.version < 5);
  if (wrong) {
    const args = { packet: type, sender: reader.sender };
    reader.breach(RULES.direction, { key: 'wrong-sender', args }, 0, 1);
  }
}
