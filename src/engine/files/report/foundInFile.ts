/** Adds the problems found from the context to the packets of a file. */
import type { Conventions } from '../../conventions/conventions.ts';
import type { CaptureEvent, FoundOnPacket } from '../events/captureEvents.ts';
import { PassingCapture } from './passingCapture.ts';

export class FoundInFile {
  #found: FoundOnPacket[] = [];
  readonly #passing: PassingCapture;

  constructor(conventions: Conventions) {
    this.#passing = new PassingCapture({
      conventions,
      // Problems of earlier packets are found too late to be added.
      onProblem: (problem) => {
        if (problem.packet === this.#passing.packets) this.#found.push(problem);
      },
    });
  }

  /** Returns the same event; a packet has the problems found on it. */
  take(event: CaptureEvent): CaptureEvent {
    this.#found = [];
    this.#passing.take(event);
    return event.kind === 'packet' && this.#found.length > 0
      ? { ...event, found: this.#found }
      : event;
  }
}
