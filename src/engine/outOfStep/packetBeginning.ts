/** Tells the beginning of a packet from other bytes. */
import { errorAtStart } from '../../mqtt/codec/decode.ts';
import { areFlagsGood } from '../../mqtt/framing/firstBytes.ts';
import { headerLength, peekPublish } from '../../mqtt/framing/peek.ts';
import type { PacketType, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { packetTypeOf } from '../../mqtt/tables/packetNames.ts';
import type { StreamBytes } from './legalChain.ts';

/** A packet without its first fields may be anything. */
const LEAST_SENT = 4;
const WITH_FILTERS: ReadonlySet<PacketType> = new Set(['subscribe', 'unsubscribe']);

/** True if a packet begins at `start` and only its bytes before `end` were sent. */
export function isBeginning(
  { bytes, version, sender }: StreamBytes,
  start: number,
  end: number,
): boolean {
  if (end - start < LEAST_SENT) return false;
  const sent = bytes.subarray(start, end);
  const type = packetTypeOf(sent[0] ?? 0);
  if (type === undefined || !areFlagsGood(sent[0] ?? 0)) return false;
  if (errorAtStart(sent, version, sender) !== undefined) return false;
  if (repeats(bytes, start, end)) return true;
  // Other bytes rarely have a name where a packet has it.
  if (type === 'publish') return peekPublish(sent) !== undefined;
  // Acknowledgements are too short to be distinguished from other bytes.
  return WITH_FILTERS.has(type) && hasFilter(sent, version);
}

/** True if the first filter of a SUBSCRIBE or UNSUBSCRIBE is there as a whole. */
function hasFilter(sent: Uint8Array, version: ProtocolVersion): boolean {
  const properties = headerLength(sent) + 2;
  const at = properties + (version === 5 ? 1 + (sent[properties] ?? 0) : 0);
  const length = ((sent[at] ?? 0) << 8) + (sent[at + 1] ?? 0);
  return length > 0 && at + 2 + length <= sent.length;
}

/** True if the bytes from `start` begin again at `end`. */
export const repeats = (bytes: Uint8Array, start: number, end: number): boolean =>
  bytes.subarray(start, end).every((byte, at) => byte === bytes[end + at]);
