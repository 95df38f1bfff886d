/** What the rules find on each packet of a file, for who reads the file again. */
import { Capture } from '../capture/capture.ts';
import type { Conventions } from '../conventions/conventions.ts';
import type { ProblemFacts } from '../filter/packetFacts.ts';
import type { FoundProblem, ProblemWords } from '../findings/problem.ts';
import type { CaptureEvent } from './captureEvents.ts';
import { CaptureFeed } from './captureFeed.ts';

const MIB = 1024 * 1024;
/** Packets are followed, and not held. */
const LOG_BUDGET = 4 * MIB;
const TOPIC_BUDGET = MIB;
/** Packets after which what is held is forgotten: streams, sessions and open exchanges go on. */
const FORGET_AFTER = 100_000;

/** Keeps the problems alone, whatever the size of the file. */
export class ProblemTrace {
  readonly #feed: CaptureFeed;
  readonly #words: ProblemWords;
  /** By the packet's place in the file, from 1. */
  readonly #found = new Map<number, ProblemFacts[]>();
  #packets = 0;
  #newest = 0;

  constructor(conventions: Conventions, words: ProblemWords) {
    this.#words = words;
    const capture = new Capture({
      conventions,
      originWallClock: 0,
      logBudget: LOG_BUDGET,
      topicBudget: TOPIC_BUDGET,
      onProblem: (problem) => {
        this.#note(problem);
      },
    });
    this.#feed = new CaptureFeed(capture);
  }

  take(event: CaptureEvent): void {
    this.#feed.take(event);
    if (event.kind !== 'packet') return;
    this.#packets += 1;
    this.#newest = Math.max(this.#newest, event.time);
    if (this.#packets % FORGET_AFTER === 0) this.#feed.capture.clear();
  }

  /** The file is over: what should have come by then did not. */
  end(): void {
    this.#feed.capture.end(this.#newest);
  }

  /** @param packet its place in the file, from 1 */
  foundOn(packet: number): readonly ProblemFacts[] {
    return this.#found.get(packet) ?? [];
  }

  #note(problem: FoundProblem): void {
    const { packet, rule, severity, statement } = problem;
    const facts = { rule, severity, statement, text: this.#words.foundWrong(problem) };
    const others = this.#found.get(packet);
    if (others) others.push(facts);
    else this.#found.set(packet, [facts]);
  }
}
