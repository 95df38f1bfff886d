/** A display filter that at least one packet must match, at once or by its outcome. */
import { CONVENTIONS } from '../../conventions/conventions.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { PassingCapture } from '../../engine/files/report/passingCapture.ts';
import { compileFilter } from '../cli/filters.ts';

export class Expectation {
  readonly filter: string;
  readonly #passing = new PassingCapture({ conventions: CONVENTIONS });

  /** @param filter a valid one */
  constructor(filter: string) {
    this.filter = filter;
    this.#passing.capture.armed.arm(compileFilter(filter), 0, 'notify');
  }

  get isMet(): boolean {
    return (this.#passing.capture.armed.status?.filter?.hits ?? 0) > 0;
  }

  take(event: CaptureEvent): void {
    if (!this.isMet) this.#passing.take(event);
  }

  /** Ends the capture; answers that are missing may match, too. */
  end(): void {
    if (!this.isMet) this.#passing.end();
  }
}
