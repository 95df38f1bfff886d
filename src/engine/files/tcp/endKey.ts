/** Endpoint of a connection (address and port) as a key for fast lookup. */
import { u16, u32 } from '../bytes/bytes.ts';
import type { Endpoint } from '../events/captureEvents.ts';

/** A number for IPv4. For IPv6, a text whose characters are the eight groups and the port. */
export type EndKey = number | string;

const PORTS = 0x10000;

/** @param at offset of the address in the frame */
export function ipv4Key(frame: Uint8Array, at: number, port: number): EndKey {
  return u32(frame, at) * PORTS + port;
}

/** Must be a power of two. */
const PLACES = 512;
const ADDRESS = 16;

/**
 * Cache of recent IPv6 endpoints: building their text for each frame would take as long as everything else in
 * it.
 */
const RECENT = {
  /** Addresses by slot. */
  addresses: new Uint8Array(PLACES * ADDRESS),
  /** Ports by slot. */
  ports: new Uint16Array(PLACES),
  keys: Array.from({ length: PLACES }, (): string | undefined => undefined),
};

function isRecent(place: number, frame: Uint8Array, at: number, port: number): boolean {
  const { addresses, ports } = RECENT;
  if (ports[place] !== port) return false;
  const start = place * ADDRESS;
  for (let byte = 0; byte < ADDRESS; byte += 1) {
    if (addresses[start + byte] !== (frame[at + byte] ?? 0)) return false;
  }
  return true;
}

/** @param at offset of the address in the frame */
export function ipv6Key(frame: Uint8Array, at: number, port: number): EndKey {
  const last = u16(frame, at + 14) ^ u16(frame, at + 12) ^ Math.imul(port, 31);
  const place = (last ^ (last >>> 9)) & (PLACES - 1);
  const known = RECENT.keys[place];
  if (known !== undefined && isRecent(place, frame, at, port)) return known;
  const key = ipv6Text(frame, at, port);
  RECENT.keys[place] = key;
  RECENT.ports[place] = port;
  for (let byte = 0; byte < ADDRESS; byte += 1) {
    RECENT.addresses[place * ADDRESS + byte] = frame[at + byte] ?? 0;
  }
  return key;
}

function ipv6Text(frame: Uint8Array, at: number, port: number): string {
  let key = '';
  for (let group = 0; group < 8; group += 1) {
    key += String.fromCharCode(u16(frame, at + group * 2));
  }
  return key + String.fromCharCode(port);
}

/** Hash of the endpoint. */
export function hashOf(key: EndKey): number {
  if (typeof key === 'number') return key ^ Math.imul(key / 2 ** 32, 961);
  return key.charCodeAt(8) ^ Math.imul(key.charCodeAt(7), 31) ^ Math.imul(key.charCodeAt(6), 961);
}

/** Key of the address, the same for all ports. */
export function hostOf(key: EndKey): EndKey {
  return typeof key === 'string' ? key.slice(0, 8) : Math.floor(key / PORTS);
}

export function portOf(key: EndKey): number {
  return typeof key === 'string' ? key.charCodeAt(8) : key & (PORTS - 1);
}

export function endpointOf(key: EndKey): Endpoint {
  if (typeof key === 'string') {
    const groups = Array.from({ length: 8 }, (_, at) => key.charCodeAt(at));
    return { address: ipv6Address(groups), port: key.charCodeAt(8) };
  }
  const address = Math.floor(key / PORTS);
  const byte = (shift: number): number => (address >>> shift) & 0xff;
  return { address: `${byte(24)}.${byte(16)}.${byte(8)}.${byte(0)}`, port: portOf(key) };
}

/** Omits the longest run of zero groups (RFC 5952). */
function ipv6Address(groups: readonly number[]): string {
  const text = groups.map((group) => group.toString(16)).join(':');
  const runs = [...text.matchAll(/\b0(?::0)+\b/g)];
  const [longest] = runs.toSorted((a, b) => b[0].length - a[0].length);
  if (longest === undefined) return text;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}
