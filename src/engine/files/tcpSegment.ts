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

/** undefined: there is neither TCP nor UDP in it. */
export function readFrame(linkType: number, frame: Uint8Array): Carried | Unread | undefined {
  switch (linkType) {
    case 1:
      return readEtherType(u16(frame, 12), frame, 14);
    case 113:
      return readEtherType(u16(frame, 14), frame, 16);
    case 276:
      return readEtherType(u16(frame, 0), frame, 20);
    // Loopback of BSD: four bytes of address family, in somebody's byte order.
    case 0:
    case 108:
      return readIp(frame, 4);
    case 12:
    case 14:
    case 101:
    case 228:
    case 229:
      return readIp(frame, 0);
    default:
      return 'link type';
  }
}

/** `at`: where what the type tells of begins. */
function readEtherType(type: number, frame: Uint8Array, at: number): Carried | Unread | undefined {
  if (type === IPV4 || type === IPV6) return readIp(frame, at);
  if (VLAN_TAGS.has(type) && at + 4 <= frame.length) {
    return readEtherType(u16(frame, at + 2), frame, at + 4);
  }
  if (type !== PPPOE_SESSION) return undefined;
  const inner = PPP_PROTOCOLS.get(u16(frame, at + 6));
  return inner === undefined ? undefined : readIp(frame, at + 8);
}

const TCP = 6;
const UDP = 17;

function readIp(frame: Uint8Array, at: number): Carried | Unread | undefined {
  const version = (frame[at] ?? 0) >> 4;
  if (version === 4) return readIpv4(frame, at);
  return version === 6 ? readIpv6(frame, at) : undefined;
}

function readIpv4(frame: Uint8Array, at: number): Carried | Unread | undefined {
  const header = ((frame[at] ?? 0) & 0x0f) * 4;
  if (header < 20 || at + header > frame.length) return undefined;
  const protocol = frame[at + 9] ?? 0;
  if (protocol === 4) return readIp(frame, at + header);
  if (protocol !== TCP && protocol !== UDP) return undefined;
  // A datagram in fragments may be anything, and is nothing that is missed.
  if ((u16(frame, at + 6) & 0x3fff) !== 0) return protocol === TCP ? 'fragment' : undefined;
  // 0: the card was to cut it into segments; all of the frame is it.
  const total = u16(frame, at + 2) || frame.length - at;
  const inner = at + header;
  const ends = {
    source: ipv4Key(frame, at + 12, u16(frame, inner)),
    destination: ipv4Key(frame, at + 16, u16(frame, inner + 2)),
  };
  const read = protocol === TCP ? readTcp : readUdp;
  return read(frame, inner, total - header, ends);
}

const EXTENSIONS: ReadonlySet<number> = new Set([0, 43, 60, 135]);
const FRAGMENT = 44;
const AUTHENTICATION = 51;

/** `start`: of the header. */
function readIpv6(frame: Uint8Array, start: number): Carried | Unread | undefined {
  if (start + 40 > frame.length) return undefined;
  const end = start + 40 + (u16(frame, start + 4) || frame.length - start - 40);
  let next = frame[start + 6] ?? 0;
  let at = start + 40;
  while (next !== TCP && next !== UDP) {
    if (at + 8 > frame.length) return undefined;
    const size = frame[at + 1] ?? 0;
    if (next === 4 || next === 41) return readIp(frame, at);
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
  const read = next === TCP ? readTcp : readUdp;
  return read(frame, at, end - at, {
    source: ipv6Key(frame, start + 8, u16(frame, at)),
    destination: ipv6Key(frame, start + 24, u16(frame, at + 2)),
  });
}

/** `length`: of the segment on the wire, its header included; the frame may have less, or padding behind it. */
function readTcp(
  frame: Uint8Array,
  at: number,
  length: number,
  { source, destination }: Pick<TcpSegment, 'source' | 'destination'>,
): TcpSegment | undefined {
  const end = Math.min(frame.length, at + length);
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
    payload: frame.subarray(at + header, end),
    length: length - header,
  };
}

/** `length`: of the datagram on the wire, its header included. One that was cut short is none. */
function readUdp(
  frame: Uint8Array,
  at: number,
  length: number,
  ends: Pick<Datagram, 'source' | 'destination'>,
): Datagram | undefined {
  const said = u16(frame, at + 4);
  if (at + 8 > frame.length || said < 8 || said > length || at + said > frame.length) {
    return undefined;
  }
  return { ...ends, datagram: frame.subarray(at + 8, at + said) };
}
