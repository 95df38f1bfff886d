/** Judges a capture's events as they arrive, and keeps only open state in memory. */
import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { PassingCapture } from '../../engine/files/report/passingCapture.ts';
import type { FoundProblem } from '../../engine/findings/problem.ts';
import type { Findings } from './findings.ts';

export class Judge {
  readonly #findings: Findings;
  readonly #held: HeldProblems;
  readonly #passing: PassingCapture;

  constructor(findings: Findings) {
    this.#findings = findings;
    this.#held = new HeldProblems((problem) => findings.take(problem));
    this.#passing = new PassingCapture({
      conventions: CONVENTIONS,
      onProblem: (problem) => this.#held.take(problem),
      onWithdrawn: (problem) => this.#held.withdraw(problem),
      onUnjudged: (why) => findings.leave(why),
    });
  }

  take(event: CaptureEvent): void {
    const findings = this.#findings;
    if (event.kind === 'note') {
      findings.isCutOff ||= event.note === 'truncated';
      findings.isEncrypted ||= event.note === 'encrypted';
    }
    if (event.kind === 'origin') findings.begin(event.wallClock);
    if (event.kind === 'packet') findings.packet(event);
    this.#passing.take(event);
    if (event.kind === 'closed') this.#held.release();
    if ('stream' in event && event.stream !== undefined) {
      findings.named(this.#passing.streamOf(event.stream), event.stream);
    }
  }

  /** Reports the problems that only the end of the capture shows. */
  end(): void {
    this.#passing.end();
    this.#held.release();
  }
}

const MOST_HELD = 1000;
/** Findings that a stream out of step explains. */
const MAY_BE_MISREAD: ReadonlySet<string> = new Set(['of-bytes', 'cut-off', 'packet-in-payload']);

/**
 * Holds problems of the bytes of a packet until a stream ends: the packet may turn out to be the rest of another
 * one. Later problems wait, too, so that the order stays.
 */
class HeldProblems {
  readonly #take: (problem: FoundProblem) => void;
  #held: FoundProblem[] = [];

  constructor(take: (problem: FoundProblem) => void) {
    this.#take = take;
  }

  take(problem: FoundProblem): void {
    const { key } = problem.finding;
    if (this.#held.length === 0 && !MAY_BE_MISREAD.has(key)) this.#take(problem);
    else this.#held.push(problem);
    if (this.#held.length > MOST_HELD) this.release();
  }

  withdraw({ packet, rule }: FoundProblem): void {
    this.#held = this.#held.filter((one) => one.packet !== packet || one.rule !== rule);
  }

  release(): void {
    const held = this.#held;
    this.#held = [];
    for (const problem of held) this.#take(problem);
  }
}
