/** Runs the display filter and the armed filter in slices, so that they do not delay ingest or windows. */

import { Lazy } from '../../base/lazy.ts';
import type { Capture } from '../../engine/capture/capture.ts';
import type { FilterError } from '../../engine/filter/syntax/filterError.ts';
import type { Listed } from '../../engine/filtering/filteredRows.ts';
import { loadFormats } from '../../payload/formats/formats.ts';
import type { Cancel, Environment } from '../environment/environment.ts';
import { SlicedWork } from '../environment/slices.ts';
import type { Command, ConnectionEvent } from '../protocol/protocol.ts';

/** µs used before a window's answer, so that the newest packets are in it. */
const BEFORE_WINDOW = 3_000;
/** ms during which notifications of matches are collected. */
const GATHER = 100;

/**
 * Loaded with the first filter, together with all payload formats, so that it misses nothing. Requests wait
 * meanwhile, in order.
 */
export const FILTER_LANGUAGE = new Lazy(async () => {
  const [{ filterLanguage }] = await Promise.all([import('./filterLanguage.ts'), loadFormats()]);
  return filterLanguage;
});

export class FilterRuns {
  readonly #language: typeof FILTER_LANGUAGE;
  /** Texts of problems, which filters can search. */
  readonly #words: Lazy<unknown>;
  readonly #environment: Environment;
  readonly #capture: Capture;
  readonly #tell: (event: ConnectionEvent) => void;
  readonly #work: SlicedWork;
  #last: { readonly text: string; readonly listed: Listed } | undefined;
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
        this.#reportArmed();
      });
    });
  }

  /** Sets the filter and ends the previous run. */
  set(text: string, listed: Listed = 'matches'): void {
    this.#last = text === '' && listed !== 'exchanges' ? undefined : { text, listed };
    this.#withLanguage(({ compileFilter, FilteredRows }) => {
      const error = this.#capture.filter.set(compileFilter(text), FilteredRows, listed);
      this.#tell({ kind: 'filter', text, ...(error && { error }) });
      if (!error) this.#work.run();
    });
  }

  /** Filters again, because the content of packets may have changed. */
  again(): void {
    if (this.#last === undefined) return;
    // The same filter, which is not set twice.
    this.#capture.filter.again();
    this.set(this.#last.text, this.#last.listed);
  }

  #withLanguage(run: Parameters<typeof FILTER_LANGUAGE.with>[0]): void {
    this.#words.with(() => this.#language.with(run));
  }

  arm({ text, around, action }: Extract<Command, { readonly kind: 'arm' }>): void {
    this.#withLanguage(({ compileFilter }) => {
      this.#reportArmed(this.#capture.armed.arm(compileFilter(text), around, action));
    });
  }

  disarm(): void {
    // After a filter that may still wait to be armed.
    this.#withLanguage(() => {
      this.#capture.armed.disarm();
      this.#reportArmed();
    });
  }

  resumeRecording(): void {
    this.#capture.resumeRecording(this.#environment.now());
    this.#reportArmed();
  }

  beforeWindow(): void {
    this.#work.run(BEFORE_WINDOW);
  }

  #reportArmed(error?: FilterError): void {
    this.#armedWaits?.();
    this.#armedWaits = undefined;
    const status = this.#capture.armed.fullStatus;
    this.#tell({ kind: 'armed', status, ...(error && { error }) });
  }
}
