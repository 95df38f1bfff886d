/**
 * Follows plain deliveries in the order of their publications, so that only those out of order are compared in
 * full. Its size is fixed: pairs of a connection and a topic that share a slot evict each other, and the next
 * delivery of each of them is compared.
 */
import { RECENT_PACKETS, type RecentOfTopic } from '../log/columns/recentOfTopic.ts';
import type { PacketLog } from '../log/packetLog.ts';

/** A power of two. */
const PLACES = 4096;
/** Number of skipped messages: a server may discard messages of QoS 0. */
const MOST_SKIPPED = 64;
/** Number of publications before the last one, one of which may come late. */
const MOST_LATE = 8;
/** Number of packets after a search without result in which there is no other one for the same pair. */
const PAUSE = 64;

interface Parts {
  readonly log: PacketLog;
  /** Messages that clients sent. */
  readonly sentOn: RecentOfTopic;
}

export class DeliveryOrder {
  readonly #parts: Parts;
  /** Connection and topic of each slot. */
  readonly #pairs = new Float64Array(PLACES);
  /** The last publication that was delivered. */
  readonly #published = new Float64Array(PLACES);
  /** The last delivery whose publication was not found. */
  readonly #unknown = new Float64Array(PLACES);

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** True if the delivery is one of the next publications, or if it was not found shortly before. */
  isInOrder(stream: number, topic: number, packet: number, payload: Uint8Array): boolean {
    const place = placeOf(stream, topic);
    if (this.#pairs[place] !== pairOf(stream, topic)) return false;
    const { log, sentOn } = this.#parts;
    const oldest = packet - RECENT_PACKETS;
    let one = this.#published[place] ?? 0;
    for (let left = MOST_SKIPPED; one > 0 && left > 0; left -= 1) {
      one = sentOn.after(one, topic, oldest);
      const bytes = one === 0 ? undefined : log.view(one);
      if (bytes === undefined || !endsWith(bytes, payload)) continue;
      this.#published[place] = one;
      return true;
    }
    const unknown = this.#unknown[place] ?? 0;
    return unknown > 0 && packet - unknown < PAUSE && !this.#isLate(place, packet, payload);
  }

  /** True if the delivery is one of the publications before the last one that was delivered. */
  #isLate(place: number, packet: number, payload: Uint8Array): boolean {
    const { log, sentOn } = this.#parts;
    let one = this.#published[place] ?? 0;
    for (let left = MOST_LATE; one > packet - RECENT_PACKETS && left > 0; left -= 1) {
      one = sentOn.earlier(one);
      const bytes = one === 0 ? undefined : log.view(one);
      if (bytes !== undefined && endsWith(bytes, payload)) return true;
    }
    return false;
  }

  /** Records a delivery that was compared. @param published its publication; 0: not found */
  compared(stream: number, topic: number, packet: number, published: number): void {
    const place = placeOf(stream, topic);
    const pair = pairOf(stream, topic);
    if (this.#pairs[place] !== pair) {
      this.#pairs[place] = pair;
      this.#published[place] = 0;
      this.#unknown[place] = 0;
    }
    if (published === 0) this.#unknown[place] = packet;
    else this.#published[place] = Math.max(published, this.#published[place] ?? 0);
  }
}

const placeOf = (stream: number, topic: number): number => (stream * 31 + topic) & (PLACES - 1);

/** Exact for all numbers of streams and topics. */
const pairOf = (stream: number, topic: number): number => stream * 2 ** 24 + topic;

export function endsWith(bytes: Uint8Array, end: Uint8Array): boolean {
  const from = bytes.length - end.length;
  if (from < 0) return false;
  for (let at = end.length - 1; at >= 0; at -= 1) if (bytes[from + at] !== end[at]) return false;
  return true;
}
