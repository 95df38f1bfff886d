/** Judges messages by the user's alerts in slices, so that it does not delay ingest or windows. */
import { AlertBook, type AlertReport } from '../../engine/alerts/alertBook.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import type { Alert } from '../../payload/alerts/alert.ts';
import type { Environment } from '../environment/environment.ts';
import { isSpent } from '../environment/slices.ts';

/** ms between two looks. */
const EVERY = 250;
const SOON = 10;

export class AlertRuns {
  readonly #environment: Environment;
  readonly #book: AlertBook;
  readonly #now: () => number;
  readonly #tell: (told: AlertReport) => void;
  #isTimed = false;
  #told = '';

  /** @param now current time, µs since the capture's origin */
  constructor(
    environment: Environment,
    capture: Capture,
    now: () => number,
    tell: (told: AlertReport) => void,
  ) {
    this.#environment = environment;
    this.#book = capture.join((parts) => new AlertBook(capture, parts));
    this.#now = now;
    this.#tell = tell;
  }

  set(alerts: readonly Alert[]): void {
    this.#book.set(alerts, this.#now());
    this.#report([]);
    this.#time(EVERY);
  }

  /** Runs also while the connection's tab is not in front. */
  #time(pause: number): void {
    if (this.#isTimed || this.#book.count === 0) return;
    this.#isTimed = true;
    this.#environment.after(pause, () => {
      this.#isTimed = false;
      const begun = this.#environment.now();
      const result = this.#book.advance(() => !isSpent(this.#environment, begun), this.#now());
      this.#report(result.begun);
      this.#time(result.isDone ? EVERY : SOON);
    });
  }

  #report(begun: readonly Alert[]): void {
    const { states } = this.#book;
    const text = JSON.stringify(states);
    if (text === this.#told && begun.length === 0) return;
    this.#told = text;
    this.#tell({ states, begun });
  }
}
