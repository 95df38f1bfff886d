/** The display filter's work in slices, so that neither ingest nor windows wait for it; and the armed filter. */

import { Lazy } from '../../base/lazy.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import type { FilterError } from '../../engine/filter/syntax/fault.ts';
import { loadFormats } from '../../payload/formats/formats.ts';
import type { Cancel, Environment } from '../environment/environment.ts';
import { SlicedWork } from '../environment/slices.ts';
import type { Command, ConnectionEvent } from '../protocol/protocol.ts';

/** µs before a window's answer, so that what has just come is in it. */
const BEFORE_WINDOW = 3_000;
/** ms for which the news of a packet that matched waits for more of the same. */
const GATHER = 100;

/**
 * Loaded with the first filter that is written, and all payload formats with it, so that it misses nothing;
 * what is asked meanwhile waits, in its order.
 */
export const FILTER_LANGUAGE = new Lazy(async () => {
  const [{ filterLanguage }] = await Promise.all([import('./filterLanguage.ts'), loadFormats()]);
  return filterLanguage;
});

export class FilterRuns {
  readonly #language: typeof FILTER_LANGUAGE;
  /** Problems have them, and filters ask for these. */
  readonly #words: Lazy<unknown>;
  readonly #environment: Environment;
  readonly #capture: Capture;
  readonly #tell: (event: ConnectionEvent) => void;
  readonly #work: SlicedWork;
  #last: { readonly text: string; readonly answers: boolean } | undefined;
  #armedWaits: Cancel | undefined;

  constructor(
    environment: Environment,
    capture: Capture,
    tell: (event: ConnectionEvent) => void,
    words: Lazy<unknown>,
    language = FILTER_LANGUAGE,
  ) {
    this.#words = words;
    this.#language = language;
    this.#environment = environment;
    this.#capture = capture;
    this.#tell = tell;
    this.#work = new SlicedWork(environment, (hasTime) => capture.filter.advance(hasTime));
    capture.armed.listen(() => {
      this.#armedWaits ??= environment.after(GATHER, () => {
        this.#tellArmed();
      });
    });
  }

  /** Whatever the last one was still doing ends. */
  set(text: string, answers = false): void {
    this.#last = text === '' ? undefined : { text, answers };
    this.#withLanguage(({ compileFilter, FilteredRows }) => {
      const error = this.#capture.filter.set(compileFilter(text), FilteredRows, answers);
      this.#tell({ kind: 'filter', text, ...(error && { error }) });
      if (!error) this.#work.run();
    });
  }

  /** What packets say may have changed. */
  again(): void {
    if (this.#last === undefined) return;
    // It is the same one, which is not set twice.
    this.#capture.filter.again();
    this.set(this.#last.text, this.#last.answers);
  }

  #withLanguage(run: Parameters<typeof FILTER_LANGUAGE.with>[0]): void {
    this.#words.with(() => this.#language.with(run));
  }

  arm({ text, around, action }: Extract<Command, { readonly kind: 'arm' }>): void {
    this.#withLanguage(({ compileFilter }) => {
      this.#tellArmed(this.#capture.armed.arm(compileFilter(text), around, action));
    });
  }

  disarm(): void {
    // After what may still wait to be armed.
    this.#withLanguage(() => {
      this.#capture.armed.disarm();
      this.#tellArmed();
    });
  }

  resumeRecording(): void {
    this.#capture.resumeRecording(this.#environment.now());
    this.#tellArmed();
  }

  beforeWindow(): void {
    this.#work.run(BEFORE_WINDOW);
  }

  #tellArmed(error?: FilterError): void {
    this.#armedWaits?.();
    this.#armedWaits = undefined;
    const status = this.#capture.armed.fullStatus;
    this.#tell({ kind: 'armed', status, ...(error && { error }) });
  }
}
