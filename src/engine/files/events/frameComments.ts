/**
 * Keeps the comments on frames about text frames of WebSocket, which frames of TCP do not show, for the packets
 * that these frames complete. A packet can be completed later than its frame if frames are out of order.
 */
import type { Sender } from '../../../mqtt/tables/packet.ts';
import { isTextFrameComment, textSpeakersIn } from './commentTexts.ts';

export class FrameComments {
  /** By time and length of the packet. */
  readonly #inText = new Set<string>();
  readonly #speakers = new Map<number, readonly Sender[]>();

  /** @param time µs */
  take(time: number, length: number, comments: readonly string[]): void {
    if (comments.some(isTextFrameComment)) this.#inText.add(keyOf(time, length));
    const speakers = textSpeakersIn(comments);
    if (speakers.length > 0) this.#speakers.set(time, speakers);
  }

  /** True if the packet was in a WebSocket text frame. */
  isText(time: number, length: number): boolean {
    return this.#inText.size > 0 && this.#inText.has(keyOf(time, length));
  }

  /** Sides that send text frames, reported once, with the first packet after this is known. */
  speakers(time: number): readonly Sender[] {
    if (this.#speakers.size === 0) return [];
    const speakers = this.#speakers.get(time) ?? [];
    this.#speakers.delete(time);
    return speakers;
  }
}

const keyOf = (time: number, length: number): string => `${time} ${length}`;
