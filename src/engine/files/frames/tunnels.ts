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
  const type = u16(frame, at + 2);
  if (type === ERSPAN) return layer(LAYER.ethernet, at + size + (flags & NUMBER ? 8 : 0));
  return type === ERSPAN_3 ? afterErspan3(frame, at + size, to) : layer(type, at + size);
}

/** Mirrored Ethernet frames (draft-foschiano-erspan). Type I has no header, and GRE no number then. */
const ERSPAN = 0x88be;
const ERSPAN_3 = 0x22eb;

function afterErspan3(frame: Uint8Array, at: number, to: number): Found {
  if (at + 12 > to) return undefined;
  const isIp = (((frame[at + 10] ?? 0) >> 2) & 0x1f) === 2;
  const hasSubheader = ((frame[at + 11] ?? 0) & 1) === 1;
  return layer(isIp ? LAYER.ipv4 : LAYER.ethernet, at + (hasSubheader ? 20 : 12));
}

const UDP_HEADER = 8;
const VXLAN_PORTS: ReadonlySet<number> = new Set([4789, 8472]);
const GENEVE_PORT = 6081;
const GTP_PORT = 2152;

/** Layer in a UDP datagram of a tunnel; undefined: it is not a tunnel. @param at offset of the datagram */
export function tunnelInUdp(frame: Uint8Array, at: number, end: number): number | undefined {
  const port = u16(frame, at + 2);
  const content = at + UDP_HEADER;
  if (content + UDP_HEADER > end) return undefined;
  if (VXLAN_PORTS.has(port)) return afterVxlan(frame, content);
  if (port === GENEVE_PORT) return afterGeneve(frame, content);
  return port === GTP_PORT ? afterGtp(frame, content, end) : undefined;
}

/** RFC 7348, 5: a header with the flag I. */
const afterVxlan = (frame: Uint8Array, at: number): number | undefined =>
  frame[at] === 0x08 ? layer(LAYER.ethernet, at + 8) : undefined;

const GENEVE_TYPES: ReadonlySet<number> = new Set([LAYER.ethernet, LAYER.ipv4, LAYER.ipv6]);

/** RFC 8926, 3.4: version 0, and options in words of four bytes. */
function afterGeneve(frame: Uint8Array, at: number): number | undefined {
  const first = frame[at] ?? 0;
  const type = u16(frame, at + 2);
  const isGeneve = first >> 6 === 0 && GENEVE_TYPES.has(type);
  return isGeneve ? layer(type, at + 8 + (first & 0x3f) * 4) : undefined;
}

/** First byte: version 1, GTP instead of GTP'. The other bits are flags. */
const GTP_1 = 0x30;
const [HAS_EXTENSION, HAS_OPTIONS] = [4, 7];
/** A message with a packet of a user. */
const G_PDU = 0xff;

/** 3GPP TS 29.281, 5.1 and 5.2: IP packets in mobile networks. */
function afterGtp(frame: Uint8Array, from: number, end: number): number | undefined {
  const first = frame[from] ?? 0;
  if ((first & 0xf0) !== GTP_1 || frame[from + 1] !== G_PDU) return undefined;
  if ((first & HAS_OPTIONS) === 0) return layer(LAYER.ipv4, from + 8);
  let at = from + 12;
  // Each extension header begins with its length in words of four bytes and ends with the type of the next.
  while ((first & HAS_EXTENSION) !== 0 && at < end && frame[at - 1] !== 0) {
    const size = (frame[at] ?? 0) * 4;
    if (size === 0) return undefined;
    at += size;
  }
  return layer(LAYER.ipv4, at);
}
