/** Compares the messages of two PUBLISH packets. */

import { payloadOffset, peekPublish } from '../../mqtt/framing/peek.ts';
import type { ProtocolVersion } from '../../mqtt/tables/packet.ts';

const DUP = 8;

/** Compares QoS, retain flag and payload. The caller compares topics, because aliases hide them. */
export function samePublish(
  first: Uint8Array,
  second: Uint8Array,
  version: ProtocolVersion | undefined,
): boolean {
  if (((first[0] ?? 0) | DUP) !== ((second[0] ?? 0) | DUP)) return false;
  const a = payloadAt(first, version);
  const b = payloadAt(second, version);
  if (first.length - a !== second.length - b) return false;
  for (let index = 0; a + index < first.length; index += 1) {
    if (first[a + index] !== second[b + index]) return false;
  }
  return true;
}

function payloadAt(publish: Uint8Array, version: ProtocolVersion | undefined): number {
  const parts = peekPublish(publish);
  return (parts && payloadOffset(publish, parts, version ?? 4)) ?? publish.length;
}
