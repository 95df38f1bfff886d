/** Finds where the streams of a file are out of step, in a separate pass. */
import type { Conventions } from '../../conventions/conventions.ts';
import type { FoundProblem } from '../../findings/problem.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { CapturePlaces } from './capturePlaces.ts';
import { PassingCapture } from './passingCapture.ts';

export class StepTrace {
  /** Problems that have two readings; `packet` is the position in the file. */
  readonly found: FoundProblem[] = [];
  readonly #places = new CapturePlaces();
  readonly #passing: PassingCapture;

  constructor(conventions: Conventions) {
    this.#passing = new PassingCapture({
      conventions,
      onProblem: (problem) => {
        if (problem.finding.key !== 'out-of-step') return;
        this.found.push({ ...problem, packet: this.#places.placeOf(problem.packet) });
      },
    });
  }

  take(event: CaptureEvent): void {
    this.#passing.take(event);
    if (event.kind === 'packet') {
      this.#places.add(this.#passing.packets, this.#passing.capture.newest);
    }
  }
}
