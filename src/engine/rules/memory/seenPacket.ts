/** Packets as seen by the rules, in order of arrival. */
import type { PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import type { Packet, ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import type { LeftBehind } from '../../exchanges/leftBehind.ts';
import type { Direction } from '../../log/columns/direction.ts';
import type { PublishShape } from '../../log/columns/publishShape.ts';
import type { StreamFacts } from '../../streams/streamFacts.ts';

export interface SeenPacket {
  readonly number: number;
  /** µs since the capture's origin. */
  readonly time: number;
  readonly direction: Direction;
  /** State of the stream before this packet. The object changes later: copy it to keep it. */
  readonly stream: StreamFacts;
  /** A view. */
  readonly bytes: Uint8Array;
  /** Shape of a valid PUBLISH. */
  readonly publish: PublishShape | undefined;
  /** Interned topic name of a PUBLISH, with its alias resolved; 0: none. */
  readonly topic: number;
  /** Content of any other valid packet, including short acknowledgements. */
  readonly packet: Packet | undefined;
  /** Problems in the packet's bytes; empty if the fast path skipped the dissection. */
  readonly problems: readonly PacketProblem[];
}

export function packetIdOf({ publish, packet }: SeenPacket): number | undefined {
  if (publish !== undefined && publish.packetId > 0) return publish.packetId;
  return packet !== undefined && 'packetId' in packet ? packet.packetId : undefined;
}

/** Messages that a side should have resent by now. @returns undefined if this is not known yet */
export type LeftBehindBy = (direction: Direction) => readonly LeftBehind[] | undefined;

/** A message in the packet log, on a stream of the same server, or a will that the server published. */
export interface LoggedPublish {
  readonly packet: number;
  /** Packet with the message itself: its PUBLISH, or the CONNECT of a will. */
  readonly shownIn: number;
  /** µs. */
  readonly time: number;
  readonly stream: number;
  readonly direction: Direction;
  readonly version: ProtocolVersion | undefined;
  readonly firstByte: number;
  /** A view, like the bytes of the packet. */
  readonly payload: Uint8Array;
  readonly bytes: Uint8Array;
}

/** Finds messages on a topic, newest first. */
export interface MessageLog {
  /** False if no client sent a message on the topic with the same payload shortly before a packet. */
  mayHaveCopy: (packet: number, topic: number, payload: Uint8Array) => boolean;
  /**
   * The most recent messages before a packet.
   * @param isSent none, unless a client sent one of them
   */
  recent: (
    stream: StreamFacts,
    packet: number,
    topic: number,
    isSent: boolean,
  ) => readonly LoggedPublish[];
  /**
   * All messages after a packet.
   * @returns undefined if the log has not all of them, if they are too many, or if one is masked
   */
  since: (
    stream: StreamFacts,
    packet: number,
    topicName: string,
  ) => readonly LoggedPublish[] | undefined;
  /** Records that a delivery was compared. @param published packet with its publication; 0: not found */
  compared: (stream: StreamFacts, topic: number, packet: number, published: number) => void;
  /** Number of deliveries above QoS 0 that the stream's client has not acknowledged. */
  unacknowledged: (stream: StreamFacts) => number;
  /** The session of another stream; undefined if it is not known. */
  streamFacts: (ordinal: number) => StreamFacts | undefined;
}

/** True if the receiver has to end the connection. */
export function isOffensive({ problems }: SeenPacket): boolean {
  return problems.some(({ severity }) => severity !== 'caution');
}

/** True if the side may not send this packet: its meaning from the other side does not apply. */
export function isMisdirected({ problems }: SeenPacket): boolean {
  return problems.some(({ rule }) => rule === 'direction');
}
