/** Records the problems of each packet of a file, for a second pass over the file. */
import type { Conventions } from '../../conventions/conventions.ts';
import type { ProblemFacts } from '../../filter/packetFacts.ts';
import type { FoundProblem, ProblemWords } from '../../findings/problem.ts';
import { wordColumn } from '../bytes/numberColumn.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { CapturePlaces } from './capturePlaces.ts';
import { PassingCapture } from './passingCapture.ts';

/** Keeps only problems, for a file of any size: 12 bytes each, and equal texts once. */
export class ProblemTrace {
  readonly #passing: PassingCapture;
  readonly #words: ProblemWords;
  readonly #places = new CapturePlaces();
  /** By number of the packet in the capture: its last problem, counted from 1. */
  readonly #lastOn = wordColumn();
  /** By problem: the next one of the same packet. The last one leads to the first. */
  readonly #next = wordColumn();
  /** By problem: index of its description in the list. */
  readonly #whats = wordColumn();
  #count = 0;
  readonly #facts: ProblemFacts[] = [];
  readonly #factsBy = new Map<string, number>();

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
    if (event.kind === 'packet')
      this.#places.add(this.#passing.packets, this.#passing.capture.newest);
  }

  /** Ends the file and reports the problems that only its end shows. */
  end(): void {
    this.#passing.end();
  }

  /** @param packet position in the file, from 1 */
  foundOn(packet: number): readonly ProblemFacts[] {
    const last = this.#lastOn.get(this.#places.numberOf(packet));
    const found: ProblemFacts[] = [];
    for (let one = last; one > 0; ) {
      one = this.#next.get(one);
      const facts = this.#facts[this.#whats.get(one)];
      if (facts !== undefined) found.push(facts);
      if (one === last) break;
    }
    return found;
  }

  #note(problem: FoundProblem): void {
    const { packet, rule, severity, statement } = problem;
    const what = this.#whatIs({ rule, severity, statement, text: this.#words.foundWrong(problem) });
    this.#count += 1;
    const last = this.#lastOn.get(packet);
    this.#next.set(this.#count, last === 0 ? this.#count : this.#next.get(last));
    if (last > 0) this.#next.set(last, this.#count);
    this.#whats.set(this.#count, what);
    this.#lastOn.set(packet, this.#count);
  }

  #whatIs(facts: ProblemFacts): number {
    const key = `${facts.rule}\n${facts.severity}\n${facts.statement}\n${facts.text}`;
    const known = this.#factsBy.get(key);
    if (known !== undefined) return known;
    this.#factsBy.set(key, this.#facts.length);
    return this.#facts.push(facts) - 1;
  }
}
