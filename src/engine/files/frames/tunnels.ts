/** Parses the headers of tunnels in IP packets and in UDP datagrams. */
import { u16 } from '../bytes/bytes.ts';
import { type Found, LAYER, layer } from './layer.ts';

/** GRE's flags of a checksum, a key and a number. */
const [CHECKSUM, KEY, NUMBER] = [0x8000, 0x2000, 0x1000];

/** RFC 2784, 2890, and version 1 (PPTP, RFC 2637). */
export function afterGre(frame: Uint8Array, at: number, to: number): Found {
  if (at + 4 > to) return undefined;
  const flags = u16(frame, at);
  const version = flags & 7;
  // Source routing is deprecated.
  if (version > 1 || (flags & 0x4000) !== 0) return undefined;
  const size = [CHECKSUM, KEY, NUMBER, version === 1 ? 0x0080 : 0].reduce(
    (sum, flag) => sum + ((flags & flag) === 0 ? 0 : 4),
    4,
  );
  return layer(u16(frame, at + 2), at + size);
}

const UDP_HEADER = 8;
const VXLAN_PORTS: ReadonlySet<number> = new Set([4789, 8472]);
const VXLAN_HEADER = 8;
/** Flag I of VXLAN. */
const HAS_NETWORK = 0x08;

/** Layer in a UDP datagram of VXLAN (RFC 7348, 5); undefined: other content. @param at offset of the datagram */
export function tunnelInUdp(frame: Uint8Array, at: number, end: number): number | undefined {
  const header = at + UDP_HEADER;
  const isVxlan =
    header + VXLAN_HEADER <= end &&
    VXLAN_PORTS.has(u16(frame, at + 2)) &&
    frame[header] === HAS_NETWORK;
  return isVxlan ? layer(LAYER.ethernet, header + VXLAN_HEADER) : undefined;
}
