/** Finds the recent packets of each topic approximately: topics that share a slot share their packets. */
import { LastOfTopic } from './lastOfTopic.ts';

/** Number of preceding packets that are searched; a power of two. */
export const RECENT_PACKETS = 512;

export class RecentOfTopic extends LastOfTopic {
  /** By packet: the previous packet in its slot. */
  readonly #earlier = new Float64Array(RECENT_PACKETS);

  override add(topic: number, packet: number): void {
    this.#earlier[packet & (RECENT_PACKETS - 1)] = this.of(topic);
    super.add(topic, packet);
  }

  /** The packet before a recent one in its slot; 0: there was none. */
  earlier(packet: number): number {
    return this.#earlier[packet & (RECENT_PACKETS - 1)] ?? 0;
  }
}
