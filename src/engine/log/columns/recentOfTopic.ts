/** Finds the recent packets of each topic approximately: topics that share a slot share their packets. */
import { LastOfTopic } from './lastOfTopic.ts';

/** Number of preceding packets that are searched; a power of two. */
export const RECENT_PACKETS = 512;

const placeOf = (packet: number): number => packet & (RECENT_PACKETS - 1);

export class RecentOfTopic extends LastOfTopic {
  /** By packet: the previous packet in its slot. */
  readonly #earlier = new Float64Array(RECENT_PACKETS);
  /** By packet: the one after it in its slot. */
  readonly #later = new Float64Array(RECENT_PACKETS);

  override add(topic: number, packet: number): void {
    const before = this.of(topic);
    this.#earlier[placeOf(packet)] = before;
    this.#later[placeOf(packet)] = 0;
    if (packet - before < RECENT_PACKETS) this.#later[placeOf(before)] = packet;
    super.add(topic, packet);
  }

  /** The packet before a recent one in its slot; 0: there was none. */
  earlier(packet: number): number {
    return this.#earlier[placeOf(packet)] ?? 0;
  }

  /**
   * The next packet in the slot after one of its packets; 0: there is none, or it cannot be found any more.
   * @param oldest earlier packets are not searched
   */
  after(packet: number, topic: number, oldest: number): number {
    const newest = this.since(topic, oldest);
    if (newest <= packet) return 0;
    if (packet >= oldest) return this.#later[placeOf(packet)] ?? 0;
    return this.earlier(newest) <= packet ? newest : 0;
  }
}
