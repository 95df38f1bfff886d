/** One end of a connection, an address and a port, as what can be looked up quickly. */
import { u16, u32 } from './bytes.ts';
import type { Endpoint } from './captureEvents.ts';

/** A number for IPv4; for IPv6 a text whose characters are the eight groups and the port. */
export type EndKey = number | string;

const PORTS = 0x10000;

/** @param at of the address in the frame */
export function ipv4Key(frame: Uint8Array, at: number, port: number): EndKey {
  return u32(frame, at) * PORTS + port;
}

/** @param at of the address in the frame */
export function ipv6Key(frame: Uint8Array, at: number, port: number): EndKey {
  let key = '';
  for (let group = 0; group < 8; group += 1) {
    key += String.fromCharCode(u16(frame, at + group * 2));
  }
  return key + String.fromCharCode(port);
}

/** The same for all ports of an address. */
export function hostOf(key: EndKey): EndKey {
  return typeof key === 'string' ? key.slice(0, 8) : Math.floor(key / PORTS);
}

export function endpointOf(key: EndKey): Endpoint {
  if (typeof key === 'string') {
    const groups = Array.from({ length: 8 }, (_, at) => key.charCodeAt(at));
    return { address: ipv6Text(groups), port: key.charCodeAt(8) };
  }
  const address = Math.floor(key / PORTS);
  const bytes = [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff);
  return { address: bytes.join('.'), port: key % PORTS };
}

/** The longest run of zero groups is left out (RFC 5952). */
function ipv6Text(groups: readonly number[]): string {
  const text = groups.map((group) => group.toString(16)).join(':');
  const runs = [...text.matchAll(/\b0(?::0)+\b/g)];
  const [longest] = runs.toSorted((a, b) => b[0].length - a[0].length);
  if (longest === undefined) return text;
  const before = text.slice(0, longest.index).replace(/:$/, '');
  const after = text.slice(longest.index + longest[0].length).replace(/^:/, '');
  return `${before}::${after}`;
}
