/** A layer of a frame as a number, because an object for each of millions of frames costs too much. */
import { u16 } from '../bytes/bytes.ts';
import type { Carried } from '../tcp/tcpSegment.ts';
import type { IpFragment } from './ipFragments.ts';

/** Reason why a frame has no segment, for notes. `depth`: too many layers. `encrypted`: in a WLAN. */
export type Unread = 'link type' | 'depth' | 'encrypted' | 'aggregated';

/** Content of a layer. A number is a layer inside it: `layer`. undefined: neither TCP nor UDP. */
export type Found = Carried | IpFragment | Unread | number | undefined;

/** Offsets in a frame are below this. */
export const AT = 2 ** 32;

/** @param type an EtherType, or a number above 0xffff @param at offset of the layer */
export const layer = (type: number, at: number): number => type * AT + at;

/** EtherTypes, and numbers of our own for layers that have none. */
export const LAYER = {
  wlan: 0x10000,
  paddedWlan: 0x10001,
  radiotap: 0x10002,
  ipv4: 0x0800,
  ethernet: 0x6558,
  ipv6: 0x86dd,
  mpls: 0x8847,
  mplsMulticast: 0x8848,
  ppp: 0x880b,
  pppoe: 0x8864,
} as const;

/** LLC and SNAP (RFC 1042), which carry an EtherType. */
export function afterSnap(frame: Uint8Array, at: number, to: number): Found {
  const isSnap = frame[at] === 0xaa && frame[at + 1] === 0xaa && frame[at + 2] === 3;
  return isSnap && at + 8 <= to ? layer(u16(frame, at + 6), at + 8) : undefined;
}
