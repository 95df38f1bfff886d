/** Judges a capture's events as they arrive, and keeps only open state in memory. */
import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { PassingCapture } from '../../engine/files/report/passingCapture.ts';
import type { Findings } from './findings.ts';
import { HeldProblems } from './heldProblems.ts';

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
    if (event.kind === 'packet') findings.packet(event);
    this.#passing.take(event);
    if (event.kind === 'closed') this.#held.release();
    if ('stream' in event && event.stream !== undefined) {
      findings.named(this.#passing.streamOf(event.stream), event.stream);
    }
  }

  /** Reports what is still missing at the end. */
  end(): void {
    this.#passing.end();
    this.#held.release();
  }
}
