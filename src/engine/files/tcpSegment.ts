/** From a frame to the TCP segment or the datagram of UDP in it: link layers, IPv4, IPv6. A view is made of the payload alone. */
import { u16, u32 } from './bytes.ts';
import { type EndKey, ipv4Key, ipv6Key } from './endKey.ts';

export interface TcpSegment {
  readonly source: EndKey;
  readonly destination: EndKey;
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
  /** Its number is not TCP's own: bytes before it may be missing. */
  readonly mayLack?: true;
}

/** Of UDP, as a whole. */
export interface Datagram {
  readonly source: EndKey;
  readonly destination: EndKey;
  readonly datagram: Uint8Array;
}

type Carried = TcpSegment | Datagram;

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

/**
 * The frame lies in `buffer` from `from` up to before `to`.
 * @returns undefined: there is neither TCP nor UDP in it
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
    // Loopback of BSD: four bytes of address family, in somebody's byte order.
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

/** What the type at `typeAt` tells of begins at `at`. */
function readEtherType(
  typeAt: number,
  at: number,
  frame: Uint8Array,
  to: number,
): Carried | Unread | undefined {
  if (at > to) return undefined;
  const type = u16(frame, typeAt);
  if (type === IPV4 || type === IPV6) return readIp(frame, at, to);
  if (VLAN_TAGS.has(type)) return readEtherType(at + 2, at + 4, frame, to);
  if (type !== PPPOE_SESSION || at + 8 > to) return undefined;
  const inner = PPP_PROTOCOLS.get(u16(frame, at + 6));
  return inner === undefined ? undefined : readIp(frame, at + 8, to);
}

const TCP = 6;
const UDP = 17;
const NOTHING = new Uint8Array(0);

function readIp(frame: Uint8Array, at: number, to: number): Carried | Unread | undefined {
  if (at >= to) return undefined;
  const version = (frame[at] ?? 0) >> 4;
  if (version === 4) return readIpv4(frame, at, to);
  return version === 6 ? readIpv6(frame, at, to) : undefined;
}

function readIpv4(frame: Uint8Array, at: number, to: number): Carried | Unread | undefined {
  const header = ((frame[at] ?? 0) & 0x0f) * 4;
  if (header < 20 || at + header > to) return undefined;
  const protocol = frame[at + 9] ?? 0;
  if (protocol === 4) return readIp(frame, at + header, to);
  if (protocol !== TCP && protocol !== UDP) return undefined;
  // A datagram in fragments may be anything, and is nothing that is missed.
  if ((u16(frame, at + 6) & 0x3fff) !== 0) return protocol === TCP ? 'fragment' : undefined;
  // 0: the card was to cut it into segments; all of the frame is it.
  const total = u16(frame, at + 2) || to - at;
  const inner = at + header;
  const source = ipv4Key(frame, at + 12, u16(frame, inner));
  const destination = ipv4Key(frame, at + 16, u16(frame, inner + 2));
  const end = Math.min(to, at + total);
  return protocol === TCP
    ? readTcp(frame, inner, end, total - header, source, destination)
    : readUdp(frame, inner, end, source, destination);
}

const EXTENSIONS: ReadonlySet<number> = new Set([0, 43, 60, 135]);
const FRAGMENT = 44;
const AUTHENTICATION = 51;

/** `start`: of the header. */
function readIpv6(frame: Uint8Array, start: number, to: number): Carried | Unread | undefined {
  if (start + 40 > to) return undefined;
  const wireEnd = start + 40 + (u16(frame, start + 4) || to - start - 40);
  let next = frame[start + 6] ?? 0;
  let at = start + 40;
  while (next !== TCP && next !== UDP) {
    if (at + 8 > to) return undefined;
    const size = frame[at + 1] ?? 0;
    if (next === 4 || next === 41) return readIp(frame, at, to);
    if (EXTENSIONS.has(next)) {
      next = frame[at] ?? 0;
      at += (size + 1) * 8;
    } else if (next === AUTHENTICATION) {
      next = frame[at] ?? 0;
      at += (size + 2) * 4;
    } else if (next === FRAGMENT) {
      // Whole in spite of its header: offset 0, and no more to come.
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

/**
 * `length`: of the segment on the wire, its header included; the frame may have less, or padding behind it.
 * `end`: of what the frame has of it.
 */
function readTcp(
  frame: Uint8Array,
  at: number,
  end: number,
  length: number,
  source: EndKey,
  destination: EndKey,
): TcpSegment | undefined {
  const header = at + 20 > end ? 0 : ((frame[at + 12] ?? 0) >> 4) * 4;
  if (header < 20 || at + header > end) return undefined;
  const flags = frame[at + 13] ?? 0;
  return {
    source,
    destination,
    sequence: u32(frame, at + 4),
    acknowledgement: (flags & 0x10) === 0 ? undefined : u32(frame, at + 8),
    syn: (flags & 0x02) !== 0,
    fin: (flags & 0x01) !== 0,
    rst: (flags & 0x04) !== 0,
    payload: at + header === end ? NOTHING : frame.subarray(at + header, end),
    length: length - header,
  };
}

/** `end`: of what the frame has of it. One that was cut short is none. */
function readUdp(
  frame: Uint8Array,
  at: number,
  end: number,
  source: EndKey,
  destination: EndKey,
): Datagram | undefined {
  if (at + 8 > end) return undefined;
  const said = u16(frame, at + 4);
  if (said < 8 || at + said > end) return undefined;
  return { source, destination, datagram: frame.subarray(at + 8, at + said) };
}
