/** Parses IPv4 and IPv6, also in other IP packets. */
import { oneCharacterEach } from '../../../base/bytes.ts';
import { u16 } from '../bytes/bytes.ts';
import { ipv4Key, ipv6Key } from '../tcp/endKey.ts';
import { readTcp, readUdp } from '../tcp/tcpSegment.ts';
import type { IpFragment } from './ipFragments.ts';
import { type Found, LAYER, layer } from './layer.ts';
import { afterGre, tunnelInUdp } from './tunnels.ts';

const IP_IN_IP = 4;
const TCP = 6;
const UDP = 17;
const IPV6_IN_IP = 41;
const GRE = 47;

export function readIpv4(frame: Uint8Array, at: number, to: number): Found {
  const header = ((frame[at] ?? 0) & 0x0f) * 4;
  if (header < 20 || at + header > to) return undefined;
  const protocol = frame[at + 9] ?? 0;
  const inner = at + header;
  if ((u16(frame, at + 6) & 0x3fff) !== 0) return ipv4Fragment(frame, at, to);
  if (protocol !== TCP && protocol !== UDP) return afterIp(protocol, frame, inner, to);
  // 0: the network card was to segment it (TSO); the packet fills the frame.
  const total = u16(frame, at + 2) || to - at;
  const end = Math.min(to, at + total);
  const tunnelled = protocol === UDP ? tunnelInUdp(frame, inner, end) : undefined;
  if (tunnelled !== undefined) return tunnelled;
  const source = ipv4Key(frame, at + 12, u16(frame, inner));
  const destination = ipv4Key(frame, at + 16, u16(frame, inner + 2));
  return protocol === TCP
    ? readTcp(frame, inner, end, total - header, source, destination)
    : readUdp(frame, inner, end, source, destination);
}

function ipv4Fragment(frame: Uint8Array, at: number, to: number): IpFragment {
  const size = ((frame[at] ?? 0) & 0x0f) * 4;
  const protocol = frame[at + 9] ?? 0;
  const header = frame.slice(at, at + size);
  header.fill(0, 2, 4);
  header.fill(0, 6, 8);
  const end = at + (u16(frame, at + 2) || to - at);
  const place = u16(frame, at + 6);
  return {
    packet: oneCharacterEach(frame.subarray(at + 4, at + 6)) + ipv4Ends(frame, at),
    header,
    at: (place & 0x1fff) * 8,
    data: frame.subarray(at + size, Math.max(at + size, Math.min(end, to))),
    isLast: (place & 0x2000) === 0,
    isCut: end > to,
    isOfInterest: isOfInterest(protocol),
  };
}

/** Protocol and addresses. */
const ipv4Ends = (frame: Uint8Array, at: number): string =>
  oneCharacterEach(frame.subarray(at + 9, at + 10)) +
  oneCharacterEach(frame.subarray(at + 12, at + 20));

const isOfInterest = (protocol: number): boolean => protocol === TCP || TUNNELS.has(protocol);

const TUNNELS: ReadonlySet<number> = new Set([IP_IN_IP, IPV6_IN_IP, GRE]);

function afterIp(protocol: number, frame: Uint8Array, at: number, to: number): Found {
  if (protocol === IP_IN_IP) return layer(LAYER.ipv4, at);
  if (protocol === IPV6_IN_IP) return layer(LAYER.ipv6, at);
  return protocol === GRE ? afterGre(frame, at, to) : undefined;
}

const EXTENSIONS: ReadonlySet<number> = new Set([0, 43, 60, 135]);
const FRAGMENT = 44;
const AUTHENTICATION = 51;

/**
 * @param start offset of the header
 * @param most extension headers that are read
 */
export function readIpv6(frame: Uint8Array, start: number, to: number, most: number): Found {
  if (start + 40 > to) return undefined;
  const wireEnd = start + 40 + (u16(frame, start + 4) || to - start - 40);
  let next = frame[start + 6] ?? 0;
  let at = start + 40;
  for (let headers = 0; next !== TCP && next !== UDP; headers += 1) {
    if (headers === most) return 'depth';
    if (TUNNELS.has(next)) return afterIp(next, frame, at, to);
    if (at + 8 > to) return undefined;
    const size = frame[at + 1] ?? 0;
    if (EXTENSIONS.has(next)) {
      next = frame[at] ?? 0;
      at += (size + 1) * 8;
    } else if (next === AUTHENTICATION) {
      next = frame[at] ?? 0;
      at += (size + 2) * 4;
    } else if (next === FRAGMENT) {
      if ((u16(frame, at + 2) & 0xfff9) !== 0) return ipv6Fragment(frame, start, at, to);
      // Not fragmented despite its header: offset 0 and no more fragments.
      next = frame[at] ?? 0;
      at += 8;
    } else {
      return undefined;
    }
  }
  const end = Math.min(to, wireEnd);
  const tunnelled = next === UDP ? tunnelInUdp(frame, at, end) : undefined;
  if (tunnelled !== undefined) return tunnelled;
  const source = ipv6Key(frame, start + 8, u16(frame, at));
  const destination = ipv6Key(frame, start + 24, u16(frame, at + 2));
  return next === TCP
    ? readTcp(frame, at, end, wireEnd - at, source, destination)
    : readUdp(frame, at, end, source, destination);
}

/** @param start offset of the IPv6 header @param at offset of the fragment's header */
function ipv6Fragment(frame: Uint8Array, start: number, at: number, to: number): IpFragment {
  const header = frame.slice(start, start + 40);
  header.fill(0, 4, 6);
  const next = frame[at] ?? 0;
  header[6] = next;
  const end = start + 40 + (u16(frame, start + 4) || to - start - 40);
  const place = u16(frame, at + 2);
  return {
    packet: oneCharacterEach(frame.subarray(at + 4, at + 8)) + ipv6Ends(frame, start),
    header,
    at: place & 0xfff8,
    data: frame.subarray(at + 8, Math.max(at + 8, Math.min(end, to))),
    isLast: (place & 1) === 0,
    isCut: end > to,
    isOfInterest: isOfInterest(next),
  };
}

const ipv6Ends = (frame: Uint8Array, at: number): string =>
  oneCharacterEach(frame.subarray(at + 8, at + 40));
