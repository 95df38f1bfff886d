/**
 * A capture for reading a file of any size: keeps streams, sessions and open exchanges, and regularly forgets
 * the packets.
 */
import { Capture } from '../../capture/capture.ts';
import type { CaptureOptions } from '../../capture/captureParts.ts';
import { PayloadWatch } from '../../valueTypes/payloadWatch.ts';
import type { CaptureEvent, ReadPacket } from '../events/captureEvents.ts';
import { CaptureFeed } from './captureFeed.ts';

const MIB = 1024 * 1024;
/** Number of packets after which they are forgotten. */
const FORGET_AFTER = 100_000;

/** Problems that may still be withdrawn. */
const KEPT = { ofRule: 1_000, inAll: 4_000 };

type PassingOptions = Pick<CaptureOptions, 'conventions'> &
  Partial<Pick<CaptureOptions, 'onProblem' | 'onWithdrawn' | 'onUnjudged'>>;

export class PassingCapture {
  readonly capture: Capture;
  readonly #feed: CaptureFeed;
  readonly #payloads: PayloadWatch;
  #packets = 0;
  /** Time of the newest packet, µs; undefined: none. */
  #newest: number | undefined;

  constructor(options: PassingOptions) {
    this.capture = new Capture({
      ...options,
      logBudget: 4 * MIB,
      hasViews: false,
      problemBounds: KEPT,
      originWallClock: 0,
    });
    this.#feed = new CaptureFeed(this.capture);
    this.#payloads = this.capture.join((parts) => new PayloadWatch(parts));
  }

  get packets(): number {
    return this.#packets;
  }

  /** The capture's number for a stream of the file. */
  streamOf(stream: number): number | undefined {
    return this.#feed.streamOf(stream);
  }

  take(event: CaptureEvent): void {
    if (event.kind === 'packet') {
      if (this.#packets > 0 && this.#packets % FORGET_AFTER === 0) {
        this.capture.clear();
        this.capture.forgetCleared();
      }
      this.#packets += 1;
      this.#newest = Math.max(this.#newest ?? event.time, event.time);
    }
    this.#feed.take(event);
    if (event.kind === 'packet' && !event.partial) this.#lookAtPayload(event);
  }

  #lookAtPayload({ stream, bytes }: ReadPacket): void {
    const ours = this.#feed.streamOf(stream);
    if (ours === undefined || !this.#payloads.mayBeOdd(ours, bytes)) return;
    for (const packet of this.capture.packetsFrom(this.capture.newest)) this.#payloads.look(packet);
  }

  /** Ends the file and reports the problems that only its end shows. */
  end(): void {
    if (this.#newest !== undefined) this.capture.end(this.#newest);
  }
}
