/** Acknowledgements by what they say, and what the follower of exchanges noticed about their order. */
import type { AckPacket, Packet } from '../../mqtt/packet.ts';
import { propertyValue } from '../../mqtt/properties.ts';
import type { Irregularity, IrregularityKind } from '../exchanges/irregularity.ts';
import type { Direction } from '../log/direction.ts';
import { type Say, saidCode, typeOf } from './say.ts';
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
  const said = saidCode({ packet: type, version: 5, code: reasonCode }, ack.properties);
  const args = { type, packetId, said };
  if (type === 'pubrel' || type === 'pubcomp') {
    if (isRefusal && !isRecovery && !memory.hasGap)
      say('identifier-not-found', { key: 'answer-says', args });
  } else if (isRefusal) {
    say('publish-refused', { key: 'refuses-message', args });
  } else if (reasonCode === 0x10) {
    say('no-matching-subscribers', { key: 'answer-says', args });
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
  const carries = hasReason ? 'reason-string' : 'user-property';
  say('problem-information-unasked', {
    key: 'problem-information-unasked',
    args: { type: typeOf(bytes), carries },
  });
}

export function judgeIrregularity(found: Irregularity, packet: SeenPacket, say: Say): void {
  const { kind, other } = found;
  const rule =
    kind === 'redelivery-in-connection' && packet.stream.version !== 5
      ? 'resend-in-connection'
      : kind;
  const args = { type: typeOf(packet.bytes), packetId: packetIdOf(packet) };
  const statement = statementFor(kind, packet);
  say(
    rule,
    { key: kind, args },
    { packet: found.packet, other, ...(statement !== undefined && { statement }) },
  );
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
