/** What the rules find on each packet of a file, for who reads the file again. */
import type { Conventions } from '../conventions/conventions.ts';
import type { ProblemFacts } from '../filter/packetFacts.ts';
import type { FoundProblem, ProblemWords } from '../findings/problem.ts';
import type { CaptureEvent } from './captureEvents.ts';
import { PassingCapture } from './passingCapture.ts';

/** Keeps the problems alone, whatever the size of the file. */
export class ProblemTrace {
  readonly #passing: PassingCapture;
  readonly #words: ProblemWords;
  /** By the packet's place in the file, from 1. */
  readonly #found = new Map<number, ProblemFacts[]>();

  constructor(conventions: Conventions, words: ProblemWords) {
    this.#words = words;
    this.#passing = new PassingCapture({
      conventions,
      onProblem: (problem) => {
        this.#note(problem);
      },
    });
  }

  take(event: CaptureEvent): void {
    this.#passing.take(event);
  }

  /** The file is over: what should have come by then did not. */
  end(): void {
    this.#passing.end();
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
