/** Packets of a file with what the conversation around each shows to be wrong. */
import type { Conventions } from '../../conventions/conventions.ts';
import type { CaptureEvent, FoundOnPacket } from '../events/captureEvents.ts';
import { PassingCapture } from './passingCapture.ts';

export class FoundInFile {
  #found: FoundOnPacket[] = [];
  readonly #passing: PassingCapture;

  constructor(conventions: Conventions) {
    this.#passing = new PassingCapture({
      conventions,
      // What is found later of an earlier packet comes too late for it.
      onProblem: (problem) => {
        if (problem.packet === this.#passing.packets) this.#found.push(problem);
      },
    });
  }

  /** The same event; a packet says what was found on it. */
  take(event: CaptureEvent): CaptureEvent {
    this.#found = [];
    this.#passing.take(event);
    return event.kind === 'packet' && this.#found.length > 0
      ? { ...event, found: this.#found }
      : event;
  }
}
