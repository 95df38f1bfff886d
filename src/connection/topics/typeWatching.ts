/** Looks for values that change their type, in idle time and in short slices. */
import type { Capture } from '../../engine/capture/capture.ts';
import { TypeWatch } from '../../engine/valueTypes/typeWatch.ts';
import type { Environment } from '../environment/environment.ts';
import { isSpent } from '../environment/slices.ts';

/** ms between two slices. */
const PAUSE = 100;
/** A pause is this many times as long as the slice before, so that other work gets most of the time. */
const SHARE = 8;

type Surroundings = Pick<Environment, 'now' | 'after'>;

export class TypeWatching {
  readonly #environment: Surroundings;
  readonly #watch: TypeWatch;
  readonly #came: () => void;
  #isRunning = false;

  /** @param came called with news, once all packets were examined */
  constructor(environment: Surroundings, capture: Capture, came: () => void) {
    this.#environment = environment;
    this.#watch = capture.join((parts) => new TypeWatch(capture, parts));
    this.#came = came;
  }

  /** Schedules the examination of the packets since the last one. */
  look(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#environment.after(PAUSE, () => this.#go());
  }

  #go(): void {
    const begun = this.#environment.now();
    const before = this.#watch.found;
    this.#isRunning = !this.#watch.advance(() => !isSpent(this.#environment, begun));
    if (this.#watch.found > before) this.#came();
    if (!this.#isRunning) return;
    const pause = Math.max(PAUSE, (SHARE * (this.#environment.now() - begun)) / 1000);
    this.#environment.after(pause, () => this.#go());
  }
}
