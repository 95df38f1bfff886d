/**
 * Parses the layers around the TCP segment or UDP datagram of a frame. Uses a loop, because a frame can nest as
 * many layers as fit into it.
 */
import { u16 } from '../bytes/bytes.ts';
import type { Carried } from '../tcp/tcpSegment.ts';
import { afterCaptureHeader } from './captureHeaders.ts';
import type { IpFragment } from './ipFragments.ts';
import { readIpv4, readIpv6 } from './ipLayers.ts';
import { AT, type Found, LAYER, layer, type Unread } from './layer.ts';

/** Limit of tags and headers before TCP or UDP. Wireshark uses the same limit; networks stay below ten. */
export const MOST_LAYERS = 500;

/** First layer by link type, and its offset. */
const LINKS = new Map<number, readonly [layer: number, at: number]>([
  [1, [LAYER.ethernet, 0]],
  // BSD loopback: four bytes of address family, in the byte order of the capturing machine.
  [0, [LAYER.ipv4, 4]],
  [108, [LAYER.ipv4, 4]],
  // OpenBSD's encapsulating interface: address family, SPI, flags
  [109, [LAYER.ipv4, 12]],
  ...[12, 14, 101, 228, 229].map((type) => [type, [LAYER.ipv4, 0]] as const),
  [9, [LAYER.ppp, 0]],
  [50, [LAYER.ppp, 0]],
  [51, [LAYER.pppoe, 0]],
  [219, [LAYER.mpls, 0]],
]);

/** Link types that have an EtherType: offsets of the type and of its data. */
const TYPED_LINKS: ReadonlyMap<number, readonly [type: number, data: number]> = new Map([
  // Linux cooked mode, versions 1 and 2
  [113, [14, 16]],
  [276, [0, 20]],
  // Cisco HDLC
  [104, [2, 4]],
]);

function firstLayer(linkType: number, frame: Uint8Array, from: number, to: number): Found {
  const link = LINKS.get(linkType);
  if (link !== undefined) return layer(link[0], from + link[1]);
  const typed = TYPED_LINKS.get(linkType);
  if (typed === undefined) return 'link type';
  const [type, data] = typed;
  return from + data > to ? undefined : layer(u16(frame, from + type), from + data);
}

/**
 * Parses the frame in `buffer` from `from` to before `to`.
 * @returns undefined: it contains neither TCP nor UDP
 */
export function readFrame(
  linkType: number,
  buffer: Uint8Array,
  from: number,
  to: number,
): Carried | IpFragment | Unread | undefined {
  const behind = afterCaptureHeader(linkType, buffer, from, to);
  let found = behind && firstLayer(behind.linkType, buffer, behind.at, to);
  for (let layers = 0; typeof found === 'number'; layers += 1) {
    if (layers > MOST_LAYERS) return 'depth';
    const at = found % AT;
    found = readLayer((found - at) / AT, buffer, at, to);
  }
  return found;
}

function readLayer(type: number, frame: Uint8Array, at: number, to: number): Found {
  switch (type) {
    case LAYER.ipv4:
    case LAYER.ipv6:
      return readIp(frame, at, to);
    case LAYER.ethernet:
      return at + 14 > to ? undefined : afterType(u16(frame, at + 12), frame, at + 14, to);
    case LAYER.pppoe:
      return layer(LAYER.ppp, at + 6);
    case LAYER.ppp:
      return afterPpp(frame, at, to);
    case LAYER.mpls:
    case LAYER.mplsMulticast:
      return afterMpls(frame, at, to);
    default:
      if (!VLAN_TAGS.has(type) || at + 4 > to) return undefined;
      return afterType(u16(frame, at + 2), frame, at + 4, to);
  }
}

const VLAN_TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100]);

/** The version decides: headers above IP may be wrong about it. */
function readIp(frame: Uint8Array, at: number, to: number): Found {
  const version = at < to ? (frame[at] ?? 0) >> 4 : 0;
  if (version === 4) return readIpv4(frame, at, to);
  return version === 6 ? readIpv6(frame, at, to, MOST_LAYERS) : undefined;
}

/** Values below are lengths (IEEE 802.3). */
const FIRST_TYPE = 0x600;

const afterType = (type: number, frame: Uint8Array, at: number, to: number): Found =>
  type >= FIRST_TYPE ? layer(type, at) : afterSnap(frame, at, to);

/** LLC and SNAP (RFC 1042), which carry an EtherType. */
function afterSnap(frame: Uint8Array, at: number, to: number): Found {
  const isSnap = frame[at] === 0xaa && frame[at + 1] === 0xaa && frame[at + 2] === 3;
  return isSnap && at + 8 <= to ? layer(u16(frame, at + 6), at + 8) : undefined;
}

const PPP_PROTOCOLS: ReadonlyMap<number, number> = new Map([
  [0x21, LAYER.ipv4],
  [0x57, LAYER.ipv6],
  [0x0281, LAYER.mpls],
]);

/** RFC 1661, 1662: address and control may be absent, and the protocol may have one byte. */
function afterPpp(frame: Uint8Array, at: number, to: number): Found {
  const start = frame[at] === 0xff && frame[at + 1] === 0x03 ? at + 2 : at;
  if (start + 2 > to) return undefined;
  const isShort = ((frame[start] ?? 0) & 1) === 1;
  const protocol = isShort ? (frame[start] ?? 0) : u16(frame, start);
  const inner = PPP_PROTOCOLS.get(protocol);
  return inner === undefined ? undefined : layer(inner, start + (isShort ? 1 : 2));
}

/** RFC 3032: a stack of labels, then IP, or Ethernet with or without a control word (RFC 4448). */
function afterMpls(frame: Uint8Array, at: number, to: number): Found {
  if (at + 5 > to) return undefined;
  const isBottom = ((frame[at + 2] ?? 0) & 1) === 1;
  if (!isBottom) return layer(LAYER.mpls, at + 4);
  const version = (frame[at + 4] ?? 0) >> 4;
  if (version === 4 || version === 6) return layer(LAYER.ipv4, at + 4);
  const hasControlWord = ETHERNET_TYPES.has(u16(frame, at + 20));
  return layer(LAYER.ethernet, at + (hasControlWord ? 8 : 4));
}

const ETHERNET_TYPES: ReadonlySet<number> = new Set([
  LAYER.ipv4,
  LAYER.ipv6,
  LAYER.mpls,
  LAYER.pppoe,
  ...VLAN_TAGS,
]);
