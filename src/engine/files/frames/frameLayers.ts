/**
 * Parses the layers around the TCP segment or UDP datagram of a frame: link layer, VLAN tags, PPPoE, IPv4,
 * IPv6 and IP in IP. Uses loops, because a frame can nest as many layers as fit into it.
 */
import { u16 } from '../bytes/bytes.ts';
import { ipv4Key, ipv6Key } from '../tcp/endKey.ts';
import { type Carried, readTcp, readUdp } from '../tcp/tcpSegment.ts';

/** Reason why a frame has no segment, for notes. `depth`: more than `MOST_LAYERS`. */
export type Unread = 'fragment' | 'link type' | 'depth';

/** Limit of tags and headers before TCP or UDP. Wireshark uses the same limit; networks stay below ten. */
export const MOST_LAYERS = 500;

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
const VLAN_TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100]);
const PPPOE_SESSION = 0x8864;
const PPP_PROTOCOLS: ReadonlyMap<number, number> = new Map([
  [0x0021, IPV4],
  [0x0057, IPV6],
]);

/**
 * Parses the frame in `buffer` from `from` to before `to`.
 * @returns undefined: it contains neither TCP nor UDP
 */
export function readFrame(
  linkType: number,
  buffer: Uint8Array,
  from: number,
  to: number,
): Carried | Unread | undefined {
  switch (linkType) {
    case 1:
      return readEtherType(from + 12, from + 14, buffer, to);
    case 113:
      return readEtherType(from + 14, from + 16, buffer, to);
    case 276:
      return readEtherType(from, from + 20, buffer, to);
    // BSD loopback: four bytes of address family, in the byte order of the capturing machine.
    case 0:
    case 108:
      return readIp(buffer, from + 4, to);
    case 12:
    case 14:
    case 101:
    case 228:
    case 229:
      return readIp(buffer, from, to);
    default:
      return 'link type';
  }
}

/** @param typePlace offset of the EtherType @param start offset of the data of this type */
function readEtherType(
  typePlace: number,
  start: number,
  frame: Uint8Array,
  to: number,
): Carried | Unread | undefined {
  let at = start;
  let type = at > to ? 0 : u16(frame, typePlace);
  let tags = 0;
  for (; VLAN_TAGS.has(type); tags += 1) {
    if (tags === MOST_LAYERS) return 'depth';
    at += 4;
    type = at > to ? 0 : u16(frame, at - 2);
  }
  if (type === IPV4 || type === IPV6) return readIp(frame, at, to, tags);
  if (type !== PPPOE_SESSION || at + 8 > to) return undefined;
  const inner = PPP_PROTOCOLS.get(u16(frame, at + 6));
  return inner === undefined ? undefined : readIp(frame, at + 8, to, tags + 1);
}

const TCP = 6;
const UDP = 17;

/** @param before number of outer layers */
function readIp(
  frame: Uint8Array,
  start: number,
  to: number,
  before = 0,
): Carried | Unread | undefined {
  let at = start;
  for (let layers = before; layers < MOST_LAYERS; layers += 1) {
    const version = at < to ? (frame[at] ?? 0) >> 4 : 0;
    if (version !== 4 && version !== 6) return undefined;
    const inner = version === 4 ? readIpv4(frame, at, to) : readIpv6(frame, at, to);
    if (typeof inner !== 'number') return inner;
    at = inner;
  }
  return 'depth';
}

/** @returns a number: offset of a nested IP packet */
function readIpv4(
  frame: Uint8Array,
  at: number,
  to: number,
): Carried | Unread | number | undefined {
  const header = ((frame[at] ?? 0) & 0x0f) * 4;
  if (header < 20 || at + header > to) return undefined;
  const protocol = frame[at + 9] ?? 0;
  if (protocol === IP_IN_IP) return at + header;
  if (protocol !== TCP && protocol !== UDP) return undefined;
  // A UDP datagram in fragments may be of any protocol, so it is not reported.
  if ((u16(frame, at + 6) & 0x3fff) !== 0) return protocol === TCP ? 'fragment' : undefined;
  // 0: the network card was to segment it (TSO); the packet fills the frame.
  const total = u16(frame, at + 2) || to - at;
  const inner = at + header;
  const source = ipv4Key(frame, at + 12, u16(frame, inner));
  const destination = ipv4Key(frame, at + 16, u16(frame, inner + 2));
  const end = Math.min(to, at + total);
  return protocol === TCP
    ? readTcp(frame, inner, end, total - header, source, destination)
    : readUdp(frame, inner, end, source, destination);
}

const IP_IN_IP = 4;
const IPV6_IN_IP = 41;
const EXTENSIONS: ReadonlySet<number> = new Set([0, 43, 60, 135]);
const FRAGMENT = 44;
const AUTHENTICATION = 51;

/**
 * @param start offset of the header
 * @returns a number: offset of a nested IP packet
 */
function readIpv6(
  frame: Uint8Array,
  start: number,
  to: number,
): Carried | Unread | number | undefined {
  if (start + 40 > to) return undefined;
  const wireEnd = start + 40 + (u16(frame, start + 4) || to - start - 40);
  let next = frame[start + 6] ?? 0;
  let at = start + 40;
  for (let headers = 0; next !== TCP && next !== UDP; headers += 1) {
    if (headers === MOST_LAYERS) return 'depth';
    if (at + 8 > to) return undefined;
    const size = frame[at + 1] ?? 0;
    if (next === IP_IN_IP || next === IPV6_IN_IP) return at;
    if (EXTENSIONS.has(next)) {
      next = frame[at] ?? 0;
      at += (size + 1) * 8;
    } else if (next === AUTHENTICATION) {
      next = frame[at] ?? 0;
      at += (size + 2) * 4;
    } else if (next === FRAGMENT) {
      // Not fragmented despite its header: offset 0 and no more fragments.
      next = frame[at] ?? 0;
      if ((u16(frame, at + 2) & 0xfff9) !== 0) return next === UDP ? undefined : 'fragment';
      at += 8;
    } else {
      return undefined;
    }
  }
  const source = ipv6Key(frame, start + 8, u16(frame, at));
  const destination = ipv6Key(frame, start + 24, u16(frame, at + 2));
  const end = Math.min(to, wireEnd);
  return next === TCP
    ? readTcp(frame, at, end, wireEnd - at, source, destination)
    : readUdp(frame, at, end, source, destination);
}
