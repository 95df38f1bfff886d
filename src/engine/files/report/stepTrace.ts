/** Finds where the streams of a file are out of step, and odd payloads, in a separate pass. */
import type { Conventions } from '../../conventions/conventions.ts';
import type { FoundProblem } from '../../findings/problem.ts';
import { PACKET_IN_PAYLOAD, PAYLOAD_NUL } from '../../rules/payloadRules.ts';
import { OUT_OF_STEP } from '../../rules/stepRule.ts';
import type { CaptureEvent } from '../events/captureEvents.ts';
import { CapturePlaces } from './capturePlaces.ts';
import { PassingCapture } from './passingCapture.ts';

const TRACED: ReadonlySet<string> = new Set([OUT_OF_STEP.id, PACKET_IN_PAYLOAD.id, PAYLOAD_NUL.id]);

const keyOf = ({ rule, packet }: FoundProblem): string => `${packet} ${rule}`;

export class StepTrace {
  /** By rule and packet. */
  readonly #found = new Map<string, FoundProblem>();
  readonly #places = new CapturePlaces();
  readonly #passing: PassingCapture;

  constructor(conventions: Conventions) {
    this.#passing = new PassingCapture({
      conventions,
      onProblem: (problem) => {
        if (TRACED.has(problem.rule)) this.#found.set(keyOf(problem), problem);
      },
      onWithdrawn: (problem) => void this.#found.delete(keyOf(problem)),
    });
  }

  /** `packet` is the position in the file. */
  get found(): readonly FoundProblem[] {
    return Array.from(this.#found.values(), (problem) => ({
      ...problem,
      packet: this.#places.placeOf(problem.packet),
    }));
  }

  take(event: CaptureEvent): void {
    this.#passing.take(event);
    if (event.kind === 'packet') {
      this.#places.add(this.#passing.packets, this.#passing.capture.newest);
    }
  }
}
