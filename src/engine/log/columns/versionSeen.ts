/** Detects the MQTT version of a stream from its packets. */
import { decode } from '../../../mqtt/codec/decode.ts';
import { connectVersion, peekType } from '../../../mqtt/framing/peek.ts';
import type { Packet, ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { PROPERTIES } from '../../../mqtt/tables/properties.ts';

/**
 * A CONNECT names the version. Without one, a packet that is valid in only one version shows it. `known` is
 * the result of earlier packets.
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

/**
 * A server that does not support the client's version answers in its own: CONNACK with return code 1 (3.1.1,
 * 3.1.2.2).
 */
const isOlderRefusal = (bytes: Uint8Array) =>
  bytes.length === 4 && bytes[0] === 0x20 && bytes[1] === 2 && bytes[2] === 0 && bytes[3] === 1;

/** Formats that a payload of MQTT 3.1.1 is unlikely to contain at the position of properties. */
const TELLING: ReadonlySet<string> = new Set(['uint32', 'utf8', 'binary', 'pair']);

function isHardlyChance(packet: Packet): boolean {
  const properties = 'properties' in packet ? (packet.properties ?? []) : [];
  return properties.some(({ name }) => TELLING.has(PROPERTIES[name].format));
}
