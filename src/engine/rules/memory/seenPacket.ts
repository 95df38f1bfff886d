/** What the rules are told of each packet, in the order of arrival. */
import type { PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import type { Packet } from '../../../mqtt/tables/packet.ts';
import type { LeftBehind } from '../../exchanges/leftBehind.ts';
import type { Direction } from '../../log/columns/direction.ts';
import type { PublishShape } from '../../log/columns/publishShape.ts';
import type { StreamFacts } from '../../streams/streamFacts.ts';

export interface SeenPacket {
  readonly number: number;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly direction: Direction;
  /** As the stream stood before this packet. The object lives on: whoever needs it later copies. */
  readonly stream: StreamFacts;
  /** A view. */
  readonly bytes: Uint8Array;
  /** Of a PUBLISH that has a meaning: read lightly. */
  readonly publish: PublishShape | undefined;
  /** Of a PUBLISH: interned topic name, also behind an alias; 0: none. */
  readonly topic: number;
  /** Of every other packet that has a meaning; of the short acknowledgements too. */
  readonly packet: Packet | undefined;
  /** What its own bytes break; empty where nobody has looked closely because a quick look found nothing. */
  readonly problems: readonly PacketProblem[];
}

export function packetIdOf({ publish, packet }: SeenPacket): number | undefined {
  if (publish !== undefined && publish.packetId > 0) return publish.packetId;
  return packet !== undefined && 'packetId' in packet ? packet.packetId : undefined;
}

/** What a side should have sent again by now. @returns undefined where it cannot be told yet */
export type LeftBehindBy = (direction: Direction) => readonly LeftBehind[] | undefined;

/** A message with the same topic and payload that a client sent to the same server. */
export interface SentMessage {
  readonly packet: number;
  readonly qos: number;
  readonly time: number;
}

/** Whoever receives it has to end the connection. */
export function isOffensive({ problems }: SeenPacket): boolean {
  return problems.some(({ severity }) => severity !== 'caution');
}

/** From the side that may not send it: what it would mean from the other says nothing. */
export function isMisdirected({ problems }: SeenPacket): boolean {
  return problems.some(({ rule }) => rule === 'direction');
}
