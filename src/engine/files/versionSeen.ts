/** Which version of MQTT a stream speaks, from its packets. */
import { decode } from '../../mqtt/decode.ts';
import type { ProtocolVersion } from '../../mqtt/packet.ts';
import { connectVersion, peekType } from '../../mqtt/peek.ts';

/**
 * A CONNECT tells. Where none was seen, a packet tells that can be read as one version only;
 * `known` is what earlier packets told.
 */
export function versionSeen(
  bytes: Uint8Array,
  known: ProtocolVersion | undefined,
): ProtocolVersion | undefined {
  if (peekType(bytes) === 'connect') return connectVersion(bytes) ?? known;
  if (known !== undefined) return known;
  const as4 = decode(bytes, 4).ok;
  const as5 = decode(bytes, 5).ok;
  if (as4 === as5) return undefined;
  return as4 ? 4 : 5;
}
