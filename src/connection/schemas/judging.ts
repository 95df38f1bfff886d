/** Checks messages against the user's schemas, in short slices and one batch of messages at a time. */
import type { Capture } from '../../engine/capture/capture.ts';
import {
  SchemaJudge,
  type SchemaState,
  type ValueToJudge,
} from '../../engine/schemas/schemaJudge.ts';
import type { SchemaRejection } from '../../engine/schemas/schemaRejections.ts';
import type { PayloadRules } from '../../payload/chains/rules.ts';
import type { Cancel, Environment } from '../environment/environment.ts';
import { isSpent } from '../environment/slices.ts';
import { ANSWER_SECONDS, type SchemaSurroundings, SchemaThread } from './schemaThread.ts';

/** Messages judged together. */
const BATCH = 200;
/** ms between two batches, and between two checks if nothing arrived. */
const PAUSE = 30;
const REST = 200;
/** ms until the worker is started again if its script could not be loaded. */
const RETRY = 5000;

const NO_ANSWER = { key: 'no-answer', args: { seconds: ANSWER_SECONDS } } as const;

type Surroundings = Pick<Environment, 'now'> & SchemaSurroundings;

export class Judging {
  readonly #environment: Surroundings;
  readonly #judge: SchemaJudge;
  readonly #thread: SchemaThread;
  #cancel: Cancel = () => undefined;
  /** Increases with the rules. */
  #edition = 0;

  constructor(environment: Surroundings, capture: Capture) {
    this.#environment = environment;
    this.#judge = capture.join((parts) => new SchemaJudge(capture, parts));
    this.#thread = new SchemaThread(environment);
  }

  /** Call after the code that reads payloads is loaded. */
  set(rules: PayloadRules): void {
    if (!this.#judge.set(rules)) return;
    this.#cancel();
    this.#edition += 1;
    const texts = (rules.schemas ?? []).map(({ schema }) => schema);
    if (texts.length > 0) this.#whileLoaded(this.#edition, () => this.#prepare(texts));
  }

  get state(): SchemaState {
    return this.#judge.state;
  }

  /** In their order; undefined: the schema can be used. Rejects with `NotLoaded`. */
  check(texts: readonly string[]): Promise<readonly (SchemaRejection | undefined)[]> {
    return Promise.all(texts.map((text) => this.#rejectionOf(text)));
  }

  async #rejectionOf(text: string, keep?: number): Promise<SchemaRejection | undefined> {
    const kept = keep === undefined ? {} : { keep };
    const answer = await this.#thread.request({ kind: 'prepare', text, ...kept });
    return answer?.kind === 'prepared' ? answer.rejection : NO_ANSWER;
  }

  /** Repeats the work until the worker can be loaded, unless the rules change. */
  #whileLoaded(edition: number, work: () => Promise<void>): void {
    work().catch(() => {
      if (edition !== this.#edition) return;
      this.#cancel = this.#environment.after(RETRY, () => this.#whileLoaded(edition, work));
    });
  }

  async #prepare(texts: readonly string[]): Promise<void> {
    const edition = this.#edition;
    const rejections = await Promise.all(texts.map((text, at) => this.#rejectionOf(text, at)));
    if (edition !== this.#edition) return;
    const usable = rejections.map((rejection) => rejection === undefined);
    this.#judge.begin(usable);
    if (usable.includes(true)) this.#next();
  }

  #next(): void {
    const begun = this.#environment.now();
    const batch = this.#judge.collect(BATCH, () => !isSpent(this.#environment, begun));
    const isDone = this.#judge.state.ahead === batch.length;
    const edition = this.#edition;
    const waiting = new Set(batch);
    this.#whileLoaded(edition, async () => {
      await this.#settle(waiting, edition);
      if (edition !== this.#edition) return;
      this.#cancel = this.#environment.after(isDone ? REST : PAUSE, () => this.#next());
    });
  }

  /** @param waiting loses the messages that are settled */
  async #settle(waiting: Set<ValueToJudge>, edition: number): Promise<void> {
    await Promise.all(
      [...waiting].map(async (message) => {
        const { schema, value } = message;
        const answer = await this.#thread.request({ kind: 'judge', schema, value });
        if (edition !== this.#edition) return;
        const judgement =
          answer?.kind === 'judged'
            ? answer.judgement
            : ({ kind: 'not-judged', why: NO_ANSWER } as const);
        waiting.delete(message);
        this.#judge.settle(message, judgement);
      }),
    );
  }
}
