/** Packets of a file with what the conversation around each shows to be wrong. */
import { Capture } from '../capture/capture.ts';
import type { Conventions } from '../conventions/conventions.ts';
import type { CaptureEvent, FoundOnPacket } from './captureEvents.ts';
import { CaptureFeed } from './captureFeed.ts';

const MIB = 1024 * 1024;
/** Packets after which what is held is forgotten: streams, sessions and open exchanges go on. */
const FORGET_AFTER = 100_000;

export class FoundInFile {
  #found: FoundOnPacket[] = [];
  #packets = 0;
  readonly #feed: CaptureFeed;

  constructor(conventions: Conventions) {
    const capture = new Capture({
      conventions,
      originWallClock: 0,
      logBudget: MIB,
      topicBudget: MIB,
      // What is found later of an earlier packet comes too late for it.
      onProblem: (problem) => {
        if (problem.packet === this.#packets) this.#found.push(problem);
      },
    });
    this.#feed = new CaptureFeed(capture);
  }

  /** The same event; a packet says what was found on it. */
  take(event: CaptureEvent): CaptureEvent {
    this.#found = [];
    if (event.kind === 'packet') this.#packets += 1;
    this.#feed.take(event);
    if (event.kind !== 'packet') return event;
    if (this.#packets % FORGET_AFTER === 0) this.#feed.capture.clear();
    return this.#found.length > 0 ? { ...event, found: this.#found } : event;
  }
}
