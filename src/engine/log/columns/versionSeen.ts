/** Which version of MQTT a stream speaks, from its packets. */
import { decode } from '../../../mqtt/codec/decode.ts';
import { connectVersion, peekType } from '../../../mqtt/framing/peek.ts';
import type { Packet, ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { PROPERTIES } from '../../../mqtt/tables/properties.ts';

/**
 * A CONNECT tells. Where none was seen, a packet tells that can be read as one version only;
 * `known` is what earlier packets told.
 */
export function versionSeen(
  bytes: Uint8Array,
  known: ProtocolVersion | undefined,
): ProtocolVersion | undefined {
  if (peekType(bytes) === 'connect') return connectVersion(bytes) ?? known;
  if (isOlderRefusal(bytes)) return known === 3 ? 3 : 4;
  if (known !== undefined) return known;
  const as5 = decode(bytes, 5);
  const isGood4 = decode(bytes, 4).ok;
  if (isGood4 && as5.ok) return isHardlyChance(as5.packet) ? 5 : undefined;
  if (as5.ok) return 5;
  return isGood4 ? 4 : undefined;
}

/** A server that does not know the client's version says so in its own: CONNACK with return code 1 (3.1.1, 3.1.2.2). */
const isOlderRefusal = (bytes: Uint8Array) =>
  bytes.length === 4 && bytes[0] === 0x20 && bytes[1] === 2 && bytes[2] === 0 && bytes[3] === 1;

/** Formats that a payload of MQTT 3.1.1 would hardly have by chance where MQTT 5 has properties. */
const TELLING: ReadonlySet<string> = new Set(['uint32', 'utf8', 'binary', 'pair']);

function isHardlyChance(packet: Packet): boolean {
  const properties = 'properties' in packet ? (packet.properties ?? []) : [];
  return properties.some(({ name }) => TELLING.has(PROPERTIES[name].format));
}
