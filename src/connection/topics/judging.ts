/** Messages are held to a person's schemas while nothing else is to do, and never for long at a time. */
import type { Capture } from '../../engine/capture/capture.ts';
import { SchemaJudge, type SchemaState } from '../../engine/schemas/schemaJudge.ts';
import type { PayloadRules } from '../../payload/chains/rules.ts';
import type { Cancel, Environment } from '../environment/environment.ts';
import { isSpent } from '../environment/slices.ts';

/** ms between two slices; and between two looks if nothing came. */
const PAUSE = 30;
const REST = 200;
/** A pause is so many times as long as the slice before, so that others have most of the time. */
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

  /** What reads payloads is there. */
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
    // A single evaluation may take longer than a slice.
    const pause = Math.max(
      isDone ? REST : PAUSE,
      (SHARE * (this.#environment.now() - begun)) / 1000,
    );
    this.#cancel = this.#environment.after(pause, () => this.#go());
  }
}
