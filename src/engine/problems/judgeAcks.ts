/** Acknowledgements by what they say, and what the follower of exchanges noticed about their order. */
import type { AckPacket, Packet } from '../../mqtt/packet.ts';
import { propertyValue } from '../../mqtt/properties.ts';
import { reasonCodeText } from '../../mqtt/reasonCodes.ts';
import type { Irregularity, IrregularityKind } from '../exchanges/irregularity.ts';
import type { Direction } from '../log/direction.ts';
import { reasonOf } from './judgeConnecting.ts';
import { nameOf, type Say } from './say.ts';
import type { SeenPacket } from './seenPacket.ts';
import type { StreamMemory } from './streamMemory.ts';

const otherWay = (direction: Direction): Direction => (direction === 'out' ? 'in' : 'out');

export function judgeAck(ack: AckPacket, packet: SeenPacket, memory: StreamMemory, say: Say): void {
  const { type, packetId, reasonCode = 0 } = ack;
  const isRefusal = reasonCode >= 0x80;
  const isAnswer = type === 'puback' || type === 'pubcomp' || (type === 'pubrec' && isRefusal);
  if (isAnswer) memory.unanswered[otherWay(packet.direction)].delete(packetId);
  if ((type === 'puback' || type === 'pubrec') && !memory.isDoubtful) {
    memory.answers.answered(otherWay(packet.direction), packetId, packet, say);
  }
  // During recovery it is no error (3.7.2.1): the answer to the first PUBREL was lost.
  const isRecovery = memory.isRecovery(type, packet.direction, packetId);
  if (reasonCode === 0) return;
  const name = nameOf(packet.bytes);
  const said = `${reasonCodeText(type, reasonCode, 5)}${reasonOf(ack.properties)}`;
  if (type === 'pubrel' || type === 'pubcomp') {
    if (isRefusal && !isRecovery && !memory.hasGap)
      say('identifier-not-found', `${name} ${packetId}: ${said}.`);
  } else if (isRefusal) {
    say('publish-refused', `${name} ${packetId} refuses the message: ${said}.`);
  } else if (reasonCode === 0x10) {
    say('no-matching-subscribers', `${name} ${packetId}: ${said}.`);
  }
}

/** 3.1.2.11.7. */
export function judgeProblemInformation(
  packet: Packet,
  { bytes }: SeenPacket,
  memory: StreamMemory,
  say: Say,
): void {
  if (memory.notes === undefined || memory.notes.wantsProblemInformation) return;
  if (['publish', 'connack', 'disconnect'].includes(packet.type)) return;
  const properties = 'properties' in packet ? packet.properties : undefined;
  const hasReason = propertyValue(properties, 'reasonString') !== undefined;
  if (!hasReason && propertyValue(properties, 'userProperty') === undefined) return;
  const what = hasReason ? 'a reason string' : 'a user property';
  const text = `${nameOf(bytes)} carries ${what}; CONNECT wanted no problem information.`;
  say('problem-information-unasked', text);
}

/** What is wrong, behind the packet's name and identifier. */
const TEXTS: Readonly<Record<IrregularityKind, string>> = {
  'unexpected-ack': 'nothing is in flight under this packet identifier',
  'puback-for-qos2': 'answers a PUBLISH of QoS 2, which wants PUBREC',
  'pubrec-for-qos1': 'belongs to a PUBLISH of QoS 1, which wants PUBACK alone',
  'pubrel-without-pubrec': 'no PUBREC came before it',
  'pubcomp-without-pubrel': 'no PUBREL came before it',
  'answered-twice': 'what it answers had its answer before',
  'identifier-in-use': 'the packet identifier is in flight already',
  'redelivery-differs': 'has DUP and differs from the PUBLISH that it repeats',
  'redelivery-without-dup': 'is sent again, and DUP is 0',
  'redelivery-in-connection': 'is sent again on the same connection',
  'dup-on-first': 'has DUP and was not sent before',
  'publish-after-pubrec': 'is sent again although its PUBREC came',
  'ack-order': 'comes before the acknowledgement of an earlier message',
  'server-ack-order': 'a message that was sent later was acknowledged first',
  'code-count': 'has another number of codes than there were topic filters',
  'granted-above-requested': 'grants a higher QoS than was asked for',
  'unexpected-pingresp': 'no PINGREQ waits for it',
  'unexpected-connack': 'no CONNECT waits for it',
  'unexpected-auth': 'no authentication is under way',
};

export function judgeIrregularity(found: Irregularity, packet: SeenPacket, say: Say): void {
  const { kind, other } = found;
  const rule =
    kind === 'redelivery-in-connection' && packet.stream.version !== 5
      ? 'resend-in-connection'
      : kind;
  const id = packetIdOf(packet);
  const name = id === undefined ? nameOf(packet.bytes) : `${nameOf(packet.bytes)} ${id}`;
  const statement = statementFor(kind, packet);
  say(rule, `${name}: ${TEXTS[kind]}.`, {
    packet: found.packet,
    other,
    ...(statement !== undefined && { statement }),
  });
}

/** SUBACK and UNSUBACK have a statement of their own, the same in both editions. */
const OF_ANSWER: ReadonlyMap<number, string> = new Map([
  [9, '3.8.4-2'],
  [11, '3.10.4-5'],
]);

/** Where the standard has a number of its own for this side or this packet. */
function statementFor(kind: IrregularityKind, { direction, stream, bytes }: SeenPacket) {
  const type = (bytes[0] ?? 0) >> 4;
  const isV5 = stream.version === 5;
  if (kind === 'identifier-in-use' && direction === 'in') return isV5 ? '2.2.1-4' : '2.3.1-4';
  if (kind === 'unexpected-auth' && direction === 'out') return '4.12.0-7';
  if (kind === 'unexpected-ack' || kind === 'answered-twice') return OF_ANSWER.get(type);
  if (kind === 'ack-order' && type === 5) return '4.6.0-3';
  if (kind === 'ack-order' && type === 6) return '4.6.0-4';
  return undefined;
}

export function packetIdOf({ publish, packet }: SeenPacket): number | undefined {
  if (publish !== undefined && publish.packetId > 0) return publish.packetId;
  return packet !== undefined && 'packetId' in packet ? packet.packetId : undefined;
}
