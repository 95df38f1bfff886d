/** A layer of a frame as a number, because an object for each of millions of frames costs too much. */
import type { Carried } from '../tcp/tcpSegment.ts';
import type { IpFragment } from './ipFragments.ts';

/** Reason why a frame has no segment, for notes. `depth`: too many layers. */
export type Unread = 'link type' | 'depth';

/** Content of a layer. A number is a layer inside it: `layer`. undefined: neither TCP nor UDP. */
export type Found = Carried | IpFragment | Unread | number | undefined;

/** Offsets in a frame are below this. */
export const AT = 2 ** 32;

/** @param type an EtherType @param at offset of the layer */
export const layer = (type: number, at: number): number => type * AT + at;

/** EtherTypes. */
export const LAYER = {
  ipv4: 0x0800,
  ethernet: 0x6558,
  ipv6: 0x86dd,
  mpls: 0x8847,
  mplsMulticast: 0x8848,
  ppp: 0x880b,
  pppoe: 0x8864,
} as const;
