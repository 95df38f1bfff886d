/** Finds packet boundaries in a run of bytes by reading ahead: packets that follow one another without a gap. */
import { areFlagsGood } from '../../../mqtt/framing/firstBytes.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { packetSizeAt } from '../../../mqtt/tables/packetSize.ts';
import { isPacket, mayBegin } from './resync.ts';

/** Whole packets after which a chain is accepted although other bytes follow. */
const SURE = 3;
/** Bytes to search for a boundary that no segment shares. */
const SEARCHED = 64 * 1024;

/** `end`: the last packet ends with the run. `begun`: a packet is incomplete at its end. */
interface Chain {
  readonly whole: number;
  readonly stop: 'end' | 'begun' | 'broken';
}

function isWhole(packet: Uint8Array, version: ProtocolVersion | undefined): boolean {
  if (version !== undefined) return isPacket(packet, version);
  return isPacket(packet, 4) || isPacket(packet, 5);
}

/** Size of a valid packet at the offset; 0: it is incomplete, -1: there is no packet. */
function validSize(bytes: Uint8Array, at: number, version: ProtocolVersion | undefined): number {
  if (!areFlagsGood(bytes[at] ?? 0)) return -1;
  const size = packetSizeAt(bytes, at, bytes.length);
  if (size < 0) return -1;
  if (size === 0 || at + size > bytes.length) {
    return mayBegin(bytes.subarray(at), size === 0 ? undefined : size) ? 0 : -1;
  }
  return isWhole(bytes.subarray(at, at + size), version) ? size : -1;
}

function chainAt(bytes: Uint8Array, from: number, version: ProtocolVersion | undefined): Chain {
  let whole = 0;
  for (let at = from; at < bytes.length; whole += 1) {
    if (whole === SURE) return { whole, stop: 'begun' };
    const size = validSize(bytes, at, version);
    if (size < 0) return { whole, stop: 'broken' };
    if (size === 0) return { whole, stop: 'begun' };
    at += size;
  }
  return { whole, stop: 'end' };
}

const isGood = ({ whole, stop }: Chain): boolean =>
  whole >= SURE || (stop === 'end' && whole > 0) || (stop === 'begun' && whole > 1);

/**
 * Offset of the first packet; `more`: a packet may have begun; `none`: there is no sign of a packet.
 * @param starts offsets at which segments begin
 * @param isLast no bytes follow
 */
export function firstPacketIn(
  bytes: Uint8Array,
  starts: readonly number[],
  version: ProtocolVersion | undefined,
  isLast: boolean,
): number | 'more' | 'none' {
  let begun: number | undefined;
  for (const start of starts) {
    const chain = chainAt(bytes, start, version);
    if (isGood(chain)) return extendedBack(bytes, start, version);
    if (chain.stop === 'begun') begun ??= start;
  }
  if (begun !== undefined) return isLast ? begun : 'more';
  return insideSegments(bytes, version) ?? 'none';
}

const sizeAt = (bytes: Uint8Array, at: number): number =>
  areFlagsGood(bytes[at] ?? 0) ? packetSizeAt(bytes, at, bytes.length) : -1;

/** The first of several packets in a row that end with the run, if no segment begins with one. */
function insideSegments(
  bytes: Uint8Array,
  version: ProtocolVersion | undefined,
): number | undefined {
  const from = Math.max(0, bytes.length - SEARCHED);
  const lengths = new Map<number, number>([[bytes.length, 0]]);
  let found: number | undefined;
  for (let at = bytes.length - 2; at >= from; at -= 1) {
    const size = sizeAt(bytes, at);
    const after = size > 0 ? lengths.get(at + size) : undefined;
    if (after === undefined || !isWhole(bytes.subarray(at, at + size), version)) continue;
    lengths.set(at, after + 1);
    if (after > 0) found = at;
  }
  return found;
}

/** Start of the packets that lead to an established boundary without a gap. */
function extendedBack(
  bytes: Uint8Array,
  boundary: number,
  version: ProtocolVersion | undefined,
): number {
  const reached = new Set([boundary]);
  let first = boundary;
  for (let at = boundary - 2; at >= Math.max(0, boundary - SEARCHED); at -= 1) {
    const size = sizeAt(bytes, at);
    if (size <= 0 || !reached.has(at + size)) continue;
    if (!isWhole(bytes.subarray(at, at + size), version)) continue;
    reached.add(at);
    first = at;
  }
  return first;
}
