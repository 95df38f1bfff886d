/** A capture that a file passes through: streams, sessions and open exchanges go on, what is held is forgotten now and then. */
import { Capture } from '../../capture/capture.ts';
import type { CaptureOptions } from '../../capture/captureParts.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { CaptureFeed } from './captureFeed.ts';

const MIB = 1024 * 1024;
/** Packets after which what is held is forgotten. */
const FORGET_AFTER = 100_000;

type PassingOptions = Pick<CaptureOptions, 'conventions'> &
  Partial<Pick<CaptureOptions, 'onProblem'>>;

export class PassingCapture {
  readonly capture: Capture;
  readonly #feed: CaptureFeed;
  #packets = 0;
  #newest = 0;

  constructor(options: PassingOptions) {
    const budgets = { logBudget: 4 * MIB, topicBudget: MIB };
    this.capture = new Capture({ ...options, ...budgets, originWallClock: 0 });
    this.#feed = new CaptureFeed(this.capture);
  }

  /** Packets of the file so far. */
  get packets(): number {
    return this.#packets;
  }

  /** The capture's own number of a stream of the file. */
  streamOf(stream: number): number | undefined {
    return this.#feed.streamOf(stream);
  }

  take(event: CaptureEvent): void {
    if (event.kind === 'packet') {
      if (this.#packets > 0 && this.#packets % FORGET_AFTER === 0) this.capture.clear();
      this.#packets += 1;
      this.#newest = Math.max(this.#newest, event.time);
    }
    this.#feed.take(event);
  }

  /** The file is over: what should have come by then did not. */
  end(): void {
    this.capture.end(this.#newest);
  }
}
