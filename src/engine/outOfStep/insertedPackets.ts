/** Finds packets that were written into the payload of another packet. */
import { joined } from '../../base/bytes.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { payloadOffset, peekPublish } from '../../mqtt/framing/peek.ts';
import { packetSizeAt } from '../../mqtt/tables/packetSize.ts';
import { contentBits } from './contentBits.ts';
import { evidence, isBetween, isText, type StreamBytes } from './legalChain.ts';

/** Evidence that is needed for a place, and more than for any other one, in bits. */
const NEEDED = 14;
/** Below, bytes that look like packets are a part of the payload. */
const NONE = -20;
const BITS = 8;
/** Random bytes save about that many bits by chance. */
const BY_CHANCE = 6;
/** Places that are compared. */
const MOST_PLACES = 16;
const NO_TOPICS: ReadonlySet<string> = new Set();

/**
 * Position of legal packets of `count` bytes without which the packet is legal; undefined if there are none,
 * `several` if other readings fit as well.
 */
export function insertionIn(
  stream: StreamBytes,
  { start, end }: { readonly start: number; readonly end: number },
  count: number,
): number | 'several' | undefined {
  const whole = stream.bytes.subarray(start, end + count);
  if (count <= 0 || whole.length < end + count - start) return undefined;
  const places = placesIn(stream, whole, end - start, count);
  if (places.length > MOST_PLACES) return 'several';
  const all = contentBits(contentOf(stream, whole));
  const [best, second] = places
    .map(({ at, bits, isWithin }) => {
      const content = contentOf(stream, without(whole, at, count));
      const score = isText(content) ? bits : bits - Math.log2(content.length + 1);
      if (score >= NEEDED || !isWithin) return { at, score };
      // Without the packets, a regular payload is that much more regular than without other bytes.
      const own = Math.min(BITS * count, contentBits(whole.subarray(at, at + count)));
      return { at, score: score + all - contentBits(content) - own - BY_CHANCE };
    })
    .toSorted((a, b) => b.score - a.score);
  if (best === undefined || best.score < NONE) return undefined;
  if (best.score < NEEDED || (second && best.score - second.score < NEEDED)) return 'several';
  return start + best.at;
}

const without = (bytes: Uint8Array, at: number, count: number): Uint8Array =>
  joined([bytes.subarray(0, at), bytes.subarray(at + count)]);

function contentOf({ version }: StreamBytes, packet: Uint8Array): Uint8Array {
  const parts = peekPublish(packet);
  if (parts === undefined) return packet;
  return packet.subarray(payloadOffset(packet, parts, version) ?? parts.bodyOffset);
}

interface Place {
  readonly at: number;
  readonly bits: number;
  /** False if the announced lengths lead to some of the packets. */
  readonly isWithin: boolean;
}

/** Positions of packets of that size after the topic, without which the packet is legal, and their evidence. */
function placesIn(
  { version, sender }: StreamBytes,
  whole: Uint8Array,
  size: number,
  count: number,
): Place[] {
  const parts = peekPublish(whole.subarray(0, size));
  if (parts === undefined) return [];
  const found: Place[] = [];
  for (let at = parts.bodyOffset; at < size; at += 1) {
    let next = at;
    let bits = 0;
    let isWithin = true;
    while (next < at + count) {
      // From there on, the announced lengths lead to the same packets.
      isWithin &&= next !== size;
      const one = packetSizeAt(whole, next, at + count);
      if (one <= 0 || next + one > at + count || !isBetween(whole[next] ?? 0)) break;
      const own = evidence(whole.subarray(next, next + one), version, sender, NO_TOPICS);
      if (own === undefined) break;
      bits += isWithin ? own : 0;
      next += one;
    }
    if (next < at + count) continue;
    if (decode(without(whole, at, count), version, sender).ok) found.push({ at, bits, isWithin });
  }
  return found;
}
