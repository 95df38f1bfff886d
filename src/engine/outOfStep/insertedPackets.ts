/** Finds packets that were written into the payload of another packet. */
import { joined } from '../../base/bytes.ts';
import { decode } from '../../mqtt/codec/decode.ts';
import { peekPublish } from '../../mqtt/framing/peek.ts';
import { packetSizeAt } from '../../mqtt/tables/packetSize.ts';
import { contentOf, evidence, isBetween, isText, STRONG, type StreamBytes } from './legalChain.ts';

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
  const [place, another] = placesIn(stream, whole, end - start, count);
  if (place === undefined) return undefined;
  if (another !== undefined) return 'several';
  // Other payloads than texts contain small packets by chance.
  const isCertain =
    place.bits >= STRONG || isText(contentOf(without(whole, place.at, count), stream.version));
  return isCertain ? start + place.at : 'several';
}

const without = (bytes: Uint8Array, at: number, count: number): Uint8Array =>
  joined([bytes.subarray(0, at), bytes.subarray(at + count)]);

interface Place {
  readonly at: number;
  /** Evidence of the packets to which no announced length leads. */
  readonly bits: number;
}

/** Positions of packets of that size after the topic, without which the packet is legal. */
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
    if (decode(without(whole, at, count), version, sender).ok) found.push({ at, bits });
  }
  return found;
}
