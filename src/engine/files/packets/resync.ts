/** Finds possible starts of control packets in unknown bytes. */

import { findUtf8Error } from '../../../base/utf8.ts';
import { readVarint } from '../../../base/varint.ts';
import { decode } from '../../../mqtt/codec/decode.ts';
import { headerLength, peekPublish, peekType } from '../../../mqtt/framing/peek.ts';
import { isLeftOver } from '../../../mqtt/secrets/secrets.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';

const VERSIONS: readonly ProtocolVersion[] = [4, 5];

/** Size of the packet at the first byte; undefined until its length is complete. */
export function packetSize(bytes: Uint8Array): number | undefined {
  const length = readVarint(bytes, 1);
  return typeof length === 'string' ? undefined : 1 + length.length + length.value;
}

/** How well the bytes parse as packets from the first byte on. */
export type Fit = 'none' | 'begun' | 'whole';

/**
 * `whole`: at least one valid packet and nothing impossible. `begun`: the first packet is incomplete but
 * possible.
 */
export function fitAsPackets(bytes: Uint8Array, version: ProtocolVersion | undefined): Fit {
  const candidates = version === undefined ? VERSIONS : [version];
  const fits = candidates.map((candidate) => fitOf(bytes, candidate));
  if (fits.includes('whole')) return 'whole';
  return fits.includes('begun') ? 'begun' : 'none';
}

function fitOf(bytes: Uint8Array, version: ProtocolVersion): Fit {
  let at = 0;
  while (at < bytes.length) {
    const rest = bytes.subarray(at);
    const size = packetSize(rest);
    if (size === undefined || size > rest.length) {
      if (!mayBegin(rest, size)) return 'none';
      return at > 0 ? 'whole' : 'begun';
    }
    const packet = rest.subarray(0, size);
    if (!decode(packet, version).ok && !isLeftOver(packet)) return 'none';
    at += size;
  }
  return at > 0 ? 'whole' : 'none';
}

/** Checks the flags that a type requires (2.1.3); PUBLISH permits all but QoS 3. */
function areFlagsGood(first: number): boolean {
  const type = peekType(Uint8Array.of(first));
  const flags = first & 0x0f;
  if (type === undefined) return false;
  if (type === 'publish') return (flags & 0x06) !== 0x06;
  const isRepeatable = type === 'pubrel' || type === 'subscribe' || type === 'unsubscribe';
  return flags === (isRepeatable ? 2 : 0);
}

/** Types that may exceed a segment; others are hardly ever split. */
const LONG_TYPES: ReadonlySet<string | undefined> = new Set([
  'connect',
  'publish',
  'subscribe',
  'suback',
  'unsubscribe',
]);
/** Longest list of topic filters worth guessing, in bytes. */
const LONGEST_LIST = 64 * 1024;

function mayBegin(bytes: Uint8Array, size: number | undefined): boolean {
  const first = bytes[0] ?? 0;
  if (!areFlagsGood(first)) return false;
  if (!LONG_TYPES.has(peekType(bytes))) return false;
  if (size === undefined) return bytes.length < 5;
  if (peekType(bytes) !== 'publish') return size < LONGEST_LIST;
  const start = headerLength(bytes);
  if (start + 2 > bytes.length) return true;
  const parts = peekPublish(bytes);
  if (parts === undefined) return (bytes[start] ?? 0) * 256 + (bytes[start + 1] ?? 0) < size;
  const topic = bytes.subarray(parts.topicOffset, parts.topicOffset + parts.topicLength);
  return parts.bodyOffset <= size && findUtf8Error(topic) === undefined && !topic.includes(0);
}
