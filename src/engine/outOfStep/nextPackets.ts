/** Names the packets that were sent where a stream went out of step. */
import { decodeUtf8 } from '../../base/utf8.ts';
import { peekPublish } from '../../mqtt/framing/peek.ts';
import type { PacketType } from '../../mqtt/tables/packet.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import { packetSizeAt } from '../../mqtt/tables/packetSize.ts';
import type { OutOfStep } from './outOfStep.ts';

export interface NextPacket {
  readonly type: PacketType | undefined;
  /** Bytes that it announces. */
  readonly size: number;
  /** Of a PUBLISH; empty for other packets. */
  readonly topic: string;
}

/** The inserted packets, and the next ones. */
export function nextPackets(
  { fault, at, count, reading }: OutOfStep,
  bytes: Uint8Array,
): readonly NextPacket[] {
  const starts: number[] = [];
  if (fault === 'inserted') {
    for (let next = at; next < at + count; next += Math.max(1, sizeAt(bytes, next)))
      starts.push(next);
  }
  return [...starts, ...reading].map((start) => ({
    type: packetTypeOf(bytes[start] ?? 0),
    size: sizeAt(bytes, start),
    topic: topicAt(bytes, start),
  }));
}

const sizeAt = (bytes: Uint8Array, at: number): number => packetSizeAt(bytes, at, bytes.length);

/** Topic of a PUBLISH; empty for other packets. */
export function topicAt(bytes: Uint8Array, at: number): string {
  const packet = bytes.subarray(at);
  const parts = peekPublish(packet);
  if (parts === undefined) return '';
  const { topicOffset, topicLength } = parts;
  return decodeUtf8(packet.subarray(topicOffset, topicOffset + topicLength)) ?? '';
}
