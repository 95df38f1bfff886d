/** From a frame to the TCP segment in it: link layers, IPv4, IPv6. */
import { u16, u32 } from './bytes.ts';
import type { Endpoint } from './captureEvents.ts';

export interface TcpSegment {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly sequence: number;
  /** undefined without the flag. */
  readonly acknowledgement: number | undefined;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly rst: boolean;
  /** What the capture has of the payload. */
  readonly payload: Uint8Array;
  /** Bytes of payload on the wire; more than `payload` where frames were cut short. */
  readonly length: number;
}

/** Why a frame gives no segment, where that is worth telling. */
export type Unread = 'fragment' | 'link type';

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
const VLAN_TAGS: ReadonlySet<number> = new Set([0x8100, 0x88a8, 0x9100]);
const PPPOE_SESSION = 0x8864;
const PPP_PROTOCOLS: ReadonlyMap<number, number> = new Map([
  [0x0021, IPV4],
  [0x0057, IPV6],
]);

/** undefined: there is no TCP in it. */
export function readFrame(linkType: number, frame: Uint8Array): TcpSegment | Unread | undefined {
  switch (linkType) {
    case 1:
      return readEtherType(u16(frame, 12), frame.subarray(14));
    case 113:
      return readEtherType(u16(frame, 14), frame.subarray(16));
    case 276:
      return readEtherType(u16(frame, 0), frame.subarray(20));
    // Loopback of BSD: four bytes of address family, in somebody's byte order.
    case 0:
    case 108:
      return readIp(frame.subarray(4));
    case 12:
    case 14:
    case 101:
    case 228:
    case 229:
      return readIp(frame);
    default:
      return 'link type';
  }
}

function readEtherType(type: number, body: Uint8Array): TcpSegment | Unread | undefined {
  if (type === IPV4 || type === IPV6) return readIp(body);
  if (VLAN_TAGS.has(type) && body.length >= 4) return readEtherType(u16(body, 2), body.subarray(4));
  if (type !== PPPOE_SESSION) return undefined;
  const inner = PPP_PROTOCOLS.get(u16(body, 6));
  return inner === undefined ? undefined : readIp(body.subarray(8));
}

const TCP = 6;

function readIp(packet: Uint8Array): TcpSegment | Unread | undefined {
  const version = (packet[0] ?? 0) >> 4;
  if (version === 4) return readIpv4(packet);
  return version === 6 ? readIpv6(packet) : undefined;
}

function readIpv4(packet: Uint8Array): TcpSegment | Unread | undefined {
  const header = ((packet[0] ?? 0) & 0x0f) * 4;
  if (header < 20 || packet.length < header) return undefined;
  const protocol = packet[9] ?? 0;
  if (protocol !== TCP) return protocol === 4 ? readIp(packet.subarray(header)) : undefined;
  if ((u16(packet, 6) & 0x3fff) !== 0) return 'fragment';
  // 0: the card was to cut it into segments; all of the frame is it.
  const total = u16(packet, 2) || packet.length;
  const address = (at: number) => packet.subarray(at, at + 4).join('.');
  return readTcp(packet.subarray(header, total), total - header, address(12), address(16));
}

const EXTENSIONS: ReadonlySet<number> = new Set([0, 43, 60, 135]);
const FRAGMENT = 44;
const AUTHENTICATION = 51;

function readIpv6(packet: Uint8Array): TcpSegment | Unread | undefined {
  if (packet.length < 40) return undefined;
  const total = 40 + (u16(packet, 4) || packet.length - 40);
  let next = packet[6] ?? 0;
  let at = 40;
  while (next !== TCP) {
    if (at + 8 > packet.length) return undefined;
    const size = packet[at + 1] ?? 0;
    if (next === 4 || next === 41) return readIp(packet.subarray(at));
    if (EXTENSIONS.has(next)) {
      next = packet[at] ?? 0;
      at += (size + 1) * 8;
    } else if (next === AUTHENTICATION) {
      next = packet[at] ?? 0;
      at += (size + 2) * 4;
    } else if (next === FRAGMENT) {
      // Whole in spite of its header: offset 0, and no more to come.
      if ((u16(packet, at + 2) & 0xfff9) !== 0) return 'fragment';
      next = packet[at] ?? 0;
      at += 8;
    } else {
      return undefined;
    }
  }
  const address = (from: number) => ipv6Text(packet.subarray(from, from + 16));
  return readTcp(packet.subarray(at, total), total - at, address(8), address(24));
}

/** The longest run of zero groups is left out (RFC 5952). */
function ipv6Text(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, at) => u16(bytes, at * 2).toString(16));
  const text = groups.join(':');
  const runs = [...text.matchAll(/\b0(?::0)+\b/g)];
  const [longest] = runs.toSorted((a, b) => b[0].length - a[0].length);
  if (longest === undefined) return text;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}

/** `length`: of the segment on the wire, its header included. */
function readTcp(
  segment: Uint8Array,
  length: number,
  source: string,
  destination: string,
): TcpSegment | undefined {
  const header = ((segment[12] ?? 0) >> 4) * 4;
  if (header < 20 || segment.length < header) return undefined;
  const flags = segment[13] ?? 0;
  return {
    source: { address: source, port: u16(segment, 0) },
    destination: { address: destination, port: u16(segment, 2) },
    sequence: u32(segment, 4),
    acknowledgement: (flags & 0x10) === 0 ? undefined : u32(segment, 8),
    syn: (flags & 0x02) !== 0,
    fin: (flags & 0x01) !== 0,
    rst: (flags & 0x04) !== 0,
    payload: segment.subarray(header),
    length: length - header,
  };
}
