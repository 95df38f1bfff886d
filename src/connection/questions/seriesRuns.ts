/** Collects the points of charted values in slices, so that it does not delay ingest or windows. */
import type { Capture } from '../../engine/capture/capture.ts';
import { ChartedSeries } from '../../engine/series/chartedSeries.ts';
import type { ChartedValue, Span } from '../../engine/series/chartedValue.ts';
import type { Environment } from '../environment/environment.ts';
import { SlicedWork } from '../environment/slices.ts';

/** µs used before a window's answer, so that the newest packets are in it. */
const BEFORE_WINDOW = 3_000;
/** ms between two checks without requests: far less than a packet stays in the log. */
const UNSEEN = 1_000;

export class SeriesRuns {
  readonly #environment: Environment;
  readonly #capture: Capture;
  readonly #series: ChartedSeries;
  readonly #work: SlicedWork;
  #isTimed = false;
  /** The user's request is not complete yet. */
  #isAwaited = false;

  /** @param came called when it is complete */
  constructor(environment: Environment, capture: Capture, came: () => void) {
    this.#environment = environment;
    this.#capture = capture;
    this.#series = capture.charted(ChartedSeries);
    this.#work = new SlicedWork(environment, (hasTime) => {
      const isDone = this.#series.advance(hasTime);
      if (isDone && this.#isAwaited) {
        this.#isAwaited = false;
        came();
      }
      return isDone;
    });
  }

  set(values: readonly ChartedValue[]): void {
    this.#series.set(values);
    this.#isAwaited = true;
    this.#work.run();
    this.#time();
  }

  /** Reads all payloads again, because the way of reading changed. */
  again(): void {
    this.#series.again();
    this.#isAwaited = true;
    this.#work.run();
  }

  table(span: Span | undefined): readonly string[] {
    return this.#series.table(span, this.#capture.origin);
  }

  beforeWindow(): void {
    if (this.#series.count > 0) this.#work.run(BEFORE_WINDOW);
  }

  /** Runs also while the connection's tab is not in front. */
  #time(): void {
    if (this.#isTimed || this.#series.count === 0) return;
    this.#isTimed = true;
    this.#environment.after(UNSEEN, () => {
      this.#isTimed = false;
      this.#work.run();
      this.#time();
    });
  }
}
