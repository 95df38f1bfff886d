/** Headers that systems and capture programs put before a frame, with the link type of what follows. */
import { u16, u32 } from '../bytes/bytes.ts';
import type { Frame } from './frameFile.ts';

interface Behind {
  readonly linkType: number;
  readonly at: number;
}

type Header = (frame: Uint8Array, at: number, to: number) => Behind | undefined;

const RAW_IP = 101;

/** Per-Packet Information: a header with the link type of the following frame. */
function afterPpi(frame: Uint8Array, at: number, to: number): Behind | undefined {
  const size = at + 8 > to ? 0 : u16(frame, at + 2, true);
  if (size < 8 || at + size > to) return undefined;
  return { linkType: u32(frame, at + 4, true), at: at + size };
}

/** Apple's `pktap.h`: its length, 1 if a packet follows, the link type of that packet, and names. */
function afterPktap(frame: Uint8Array, at: number, to: number): Behind | undefined {
  const size = at + 12 > to ? 0 : u32(frame, at, true);
  const isPacket = u32(frame, at + 4, true) === 1;
  if (size < 12 || at + size > to || !isPacket) return undefined;
  return { linkType: u32(frame, at + 8, true), at: at + size };
}

/** The attribute that has the packet. */
const NFULA_PAYLOAD = 9;

/**
 * Linux netfilter log (LINKTYPE_NFLOG): attributes, padded to four bytes, with lengths and types in the byte order of the
 * capturing machine.
 */
function afterNflog(frame: Uint8Array, at: number, to: number): Behind | undefined {
  // No type is above 255.
  const isLittle = frame[at + 7] === 0;
  for (let next = at + 4; next + 4 <= to; ) {
    const size = u16(frame, next, isLittle);
    if (size < 4) return undefined;
    if (u16(frame, next + 2, isLittle) === NFULA_PAYLOAD) return { linkType: RAW_IP, at: next + 4 };
    next += Math.ceil(size / 4) * 4;
  }
  return undefined;
}

/** The packet filter of BSD: the header's length is its first byte, and is padded to four bytes. */
function afterPflog(frame: Uint8Array, at: number, to: number): Behind | undefined {
  const size = Math.ceil((frame[at] ?? 0) / 4) * 4;
  return size === 0 || at + size > to ? undefined : { linkType: RAW_IP, at: at + size };
}

/** By link type. Apple writes PKTAP as 149, too. */
const HEADERS: ReadonlyMap<number, Header> = new Map([
  [117, afterPflog],
  [149, afterPktap],
  [192, afterPpi],
  [239, afterNflog],
  [258, afterPktap],
]);

/** The frame without such a header; the same place if it has none. undefined: the header is malformed. */
export function afterCaptureHeader(
  linkType: number,
  frame: Uint8Array,
  at: number,
  to: number,
): Behind | undefined {
  const header = HEADERS.get(linkType);
  return header === undefined ? { linkType, at } : header(frame, at, to);
}

/** Link type after such a header, for a message that names what cannot be read. */
export const innerLinkType = ({ linkType, buffer, from, to }: Frame): number =>
  afterCaptureHeader(linkType, buffer, from, to)?.linkType ?? linkType;
