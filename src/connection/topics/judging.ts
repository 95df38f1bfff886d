/** Checks messages against the user's schemas in idle time and in short slices. */
import type { Capture } from '../../engine/capture/capture.ts';
import { SchemaJudge, type SchemaState } from '../../engine/schemas/schemaJudge.ts';
import type { PayloadRules } from '../../payload/chains/rules.ts';
import type { Cancel, Environment } from '../environment/environment.ts';
import { isSpent } from '../environment/slices.ts';

/** ms between two slices, and between two checks if nothing arrived. */
const PAUSE = 30;
const REST = 200;
/** A pause is this many times as long as the slice before, so that other work gets most of the time. */
const SHARE = 4;

type Surroundings = Pick<Environment, 'now' | 'after'>;

export class Judging {
  readonly #environment: Surroundings;
  readonly #judge: SchemaJudge;
  #cancel: Cancel = () => undefined;

  constructor(environment: Surroundings, capture: Capture) {
    this.#environment = environment;
    this.#judge = capture.join((parts) => new SchemaJudge(capture, parts));
  }

  /** Call after the code that reads payloads is loaded. */
  set(rules: PayloadRules): void {
    this.#cancel();
    this.#judge.set(rules);
    if (rules.schemas !== undefined) this.#go();
  }

  get state(): SchemaState {
    return this.#judge.state;
  }

  #go(): void {
    const begun = this.#environment.now();
    const isDone = this.#judge.advance(() => !isSpent(this.#environment, begun));
    // A single evaluation may exceed a slice.
    const pause = Math.max(
      isDone ? REST : PAUSE,
      (SHARE * (this.#environment.now() - begun)) / 1000,
    );
    this.#cancel = this.#environment.after(pause, () => this.#go());
  }
}
