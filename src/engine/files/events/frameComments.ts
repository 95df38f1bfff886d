/**
 * Keeps the comments on frames for the packets that these frames complete. A packet can be completed later
 * than its frame if frames are out of order.
 */
import type { PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import type { Sender } from '../../../mqtt/tables/packet.ts';
import {
  type EndRule,
  endRuleIn,
  isTextFrameComment,
  problemsInside,
  textSpeakersIn,
} from './markComment.ts';

/** The end that cut a packet, and problems of its overwritten bytes. */
export interface CutEnd {
  readonly rule: EndRule;
  readonly inside: readonly PacketProblem[];
}

export class FrameComments {
  /** By time and length of the packet. */
  readonly #inText = new Set<string>();
  readonly #cut = new Map<string, CutEnd>();
  readonly #speakers = new Map<number, readonly Sender[]>();

  /** @param time µs */
  take(time: number, length: number, comments: readonly string[]): void {
    if (comments.some(isTextFrameComment)) this.#inText.add(keyOf(time, length));
    const rule = endRuleIn(comments);
    if (rule !== undefined) {
      this.#cut.set(keyOf(time, length), { rule, inside: problemsInside(comments) });
    }
    const speakers = textSpeakersIn(comments);
    if (speakers.length > 0) this.#speakers.set(time, speakers);
  }

  /** True if the packet was in a WebSocket text frame. */
  isText(time: number, length: number): boolean {
    return this.#inText.size > 0 && this.#inText.has(keyOf(time, length));
  }

  /** The end that cut the packet, whose bytes do not show it. */
  end(time: number, length: number): CutEnd | undefined {
    return this.#cut.size === 0 ? undefined : this.#cut.get(keyOf(time, length));
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
