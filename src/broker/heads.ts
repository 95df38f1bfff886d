/** What a packet has beside its payload: it costs far more than its bytes. */
import type { Packet, ProtocolVersion } from '../mqtt/packet.ts';
import { payloadOffset, peekPublish } from '../mqtt/peek.ts';
import type { Limits, Refusal } from './options.ts';
import { overLimit, REASON } from './reasons.ts';

type HeadLimits = Pick<Limits, 'maximumHeadSize' | 'maximumProperties'>;

/** Of bytes that are not decoded yet; undefined: it is not too large. */
export function excessOfBytes(
  bytes: Uint8Array,
  version: ProtocolVersion,
  { maximumHeadSize }: HeadLimits,
): Refusal | undefined {
  if (bytes.length <= maximumHeadSize || headSize(bytes, version) <= maximumHeadSize) {
    return undefined;
  }
  const text = 'Properties or filters are too many.';
  return overLimit('maximumHeadSize', REASON.quotaExceeded, text);
}

/** Each property takes its time wherever the packet goes, however short it is. */
export function excessOf(packet: Packet, { maximumProperties }: HeadLimits): Refusal | undefined {
  const own = 'properties' in packet ? (packet.properties?.length ?? 0) : 0;
  const will = packet.type === 'connect' ? (packet.will?.properties.length ?? 0) : 0;
  if (own + will <= maximumProperties) return undefined;
  const text = `A packet may have ${maximumProperties} properties.`;
  return overLimit('maximumProperties', REASON.quotaExceeded, text);
}

/** Bytes of a packet without its payload. */
function headSize(bytes: Uint8Array, version: ProtocolVersion): number {
  const parts = peekPublish(bytes);
  return (parts && payloadOffset(bytes, parts, version)) ?? bytes.length;
}
