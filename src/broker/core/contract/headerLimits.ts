/**
 * Limits for the parts of a packet before its payload. Decoding them costs far more than their bytes, so they
 * are checked first.
 */

import { countProperties } from '../../../mqtt/codec/countProperties.ts';
import { payloadOffset, peekPublish } from '../../../mqtt/framing/peek.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import type { Limits } from '../memory/limits.ts';
import { overLimit, REASON } from './reasons.ts';
import type { Refusal } from './verdicts.ts';

/** Minimum bytes of a property. */
const SHORTEST_PROPERTY = 2;

/** Checks bytes before decoding; undefined: within the limits. */
export function excessOf(
  bytes: Uint8Array,
  version: ProtocolVersion,
  { maximumHeadSize, maximumProperties }: Pick<Limits, 'maximumHeadSize' | 'maximumProperties'>,
): Refusal | undefined {
  if (bytes.length > maximumHeadSize && headSize(bytes, version) > maximumHeadSize) {
    const text = 'Properties or filters are too many.';
    return overLimit('maximumHeadSize', REASON.quotaExceeded, text);
  }
  const mayHaveMany = bytes.length > SHORTEST_PROPERTY * maximumProperties;
  // Each property takes time wherever the packet is processed, even a short property.
  if (!mayHaveMany || countProperties(bytes, version) <= maximumProperties) return undefined;
  const text = `A packet may have ${maximumProperties} properties.`;
  return overLimit('maximumProperties', REASON.quotaExceeded, text);
}

/** Bytes of a packet without its payload. */
function headSize(bytes: Uint8Array, version: ProtocolVersion): number {
  const parts = peekPublish(bytes);
  return (parts && payloadOffset(bytes, parts, version)) ?? bytes.length;
}
