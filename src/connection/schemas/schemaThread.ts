/**
 * Requests to the worker that evaluates schemas. Schemas are untrusted and an evaluation may take forever, so
 * a worker that does not answer is ended, and another one answers the remaining requests.
 */
import { errorText } from '../../base/errorText.ts';
import { NotLoaded } from '../../base/lazy.ts';
import type { SchemaAnswer, SchemaRequest } from '../../engine/schemas/judgement.ts';
import type { Cancel, Environment, SchemaPort } from '../environment/environment.ts';

/** The time for one answer. */
export const ANSWER_SECONDS = 1;
/**
 * Ticks in that time. After the computer has slept, one tick is due at once, and the worker has the others to
 * answer.
 */
const TICKS = 4;

export type SchemaSurroundings = Pick<Environment, 'after' | 'startSchemas'>;

interface Pending {
  readonly request: SchemaRequest;
  /** Undefined if there was no answer. */
  readonly resolve: (answer: SchemaAnswer | undefined) => void;
  readonly reject: (why: Error) => void;
}

const ignore = (): void => undefined;

export class SchemaThread {
  readonly #environment: SchemaSurroundings;
  #port: SchemaPort | undefined;
  #isReady = false;
  /** Posted requests without an answer, oldest first. */
  #pending: Pending[] = [];
  /** Schemas that a new worker has to prepare again. */
  readonly #kept = new Map<number, string>();
  #ticks = 0;
  #cancel: Cancel | undefined;

  constructor(environment: SchemaSurroundings) {
    this.#environment = environment;
  }

  /**
   * Undefined if there was no answer in time, also for the other messages of that schema. Rejects with
   * `NotLoaded` if no worker can be started.
   */
  request(request: SchemaRequest): Promise<SchemaAnswer | undefined> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ request, resolve, reject });
      if (this.#port === undefined) this.#start();
      else this.#port.post(request);
      this.#watch();
    });
  }

  #start(): void {
    this.#isReady = false;
    const port = this.#started();
    if (port === undefined) return;
    this.#port = port;
    const again = [...this.#kept].map(([keep, text]) => ({
      request: { kind: 'prepare', text, keep } as const,
      resolve: ignore,
      reject: ignore,
    }));
    this.#pending = [...again, ...this.#pending];
    for (const { request } of this.#pending) port.post(request);
  }

  #started(): SchemaPort | undefined {
    try {
      const port = this.#environment.startSchemas?.({
        ready: () => {
          this.#isReady = true;
        },
        answered: (answer) => this.#answered(answer),
        lost: (why) => (this.#isReady ? this.#noAnswer() : this.#lost(why)),
      });
      if (port === undefined) this.#lost('This browser starts no workers within workers.');
      return port;
    } catch (error) {
      this.#lost(errorText(error));
      return undefined;
    }
  }

  #answered(answer: SchemaAnswer): void {
    this.#ticks = 0;
    const answered = this.#pending.shift();
    if (answered === undefined) return;
    const { request, resolve } = answered;
    if (request.kind === 'prepare' && request.keep !== undefined) {
      if (answer.kind === 'prepared' && answer.rejection === undefined) {
        this.#kept.set(request.keep, request.text);
      } else this.#kept.delete(request.keep);
    }
    resolve(answer);
  }

  /** Counts only the time in which a loaded worker has something to answer. */
  #watch(): void {
    if (this.#cancel !== undefined) return;
    this.#ticks = 0;
    const tick = (): void => {
      this.#cancel = undefined;
      if (this.#pending.length === 0) return;
      if (this.#isReady) this.#ticks += 1;
      if (this.#ticks >= TICKS) this.#noAnswer();
      if (this.#pending.length > 0) this.#cancel = this.#after(tick);
    };
    this.#cancel = this.#after(tick);
  }

  #after(run: () => void): Cancel {
    return this.#environment.after((ANSWER_SECONDS * 1000) / TICKS, run);
  }

  #noAnswer(): void {
    this.#port?.end();
    this.#port = undefined;
    this.#ticks = 0;
    const stuck = this.#pending[0]?.request;
    const number = stuck?.kind === 'judge' ? stuck.schema : stuck?.keep;
    if (number !== undefined) this.#kept.delete(number);
    const isStuck = ({ request }: Pending): boolean =>
      request === stuck || (request.kind === 'judge' && request.schema === number);
    const dropped = this.#pending.filter(isStuck);
    this.#pending = this.#pending.filter((pending) => !isStuck(pending));
    for (const { resolve } of dropped) resolve(undefined);
    if (this.#pending.length > 0) this.#start();
  }

  #lost(why: string): void {
    this.#port?.end();
    this.#port = undefined;
    const lost = this.#pending;
    this.#pending = [];
    for (const { reject } of lost) reject(new NotLoaded(why));
  }
}
