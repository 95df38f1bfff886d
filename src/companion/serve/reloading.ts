/** Reads settings files again on demand and on change. */
import type { FollowedName } from '../../i18n/cli/en/notices.ts';
import {
  inEnglish,
  type Notice,
  type Sentence,
  StartError,
  systemReason,
  UsageError,
} from '../cli/errors.ts';
import { onFileChanges } from '../data/fileChanges.ts';
import type { Report } from '../log/hostEvents.ts';

/** A value in files. */
export interface Source<T> {
  readonly files: readonly string[];
  /** Throws `StartError` or `UsageError` if it cannot be read or is invalid. */
  read(): Promise<T>;
  /** Current warnings about the permissions of its files. */
  warnings?(): Promise<readonly Sentence[]>;
}

export interface ReloadingOptions {
  readonly notice: Notice;
  readonly report: Report;
  /** ms between checks of the files; for tests. */
  readonly interval?: number | undefined;
}

export class Reloading {
  readonly #options: ReloadingOptions;
  readonly #again: (() => Promise<void>)[] = [];
  readonly #unwatch: (() => void)[] = [];
  #isClosed = false;

  constructor(options: ReloadingOptions) {
    this.#options = options;
  }

  /**
   * Follows a source. `apply` returns the effect as the end of a sentence. Errors are reported, and the
   * previous value stays in force.
   */
  follow<T>(
    what: FollowedName,
    source: Source<T> | undefined,
    apply: (value: T) => Sentence | undefined,
  ): void {
    if (source === undefined) return;
    const { notice, report, interval } = this.#options;
    let lastFault: string | undefined;
    const again = async (isAsked: boolean): Promise<void> => {
      try {
        const value = await source.read();
        if (this.#isClosed) return;
        const result = apply(value);
        lastFault = undefined;
        notice((say) => say.readAgain(what, result?.(say) ?? ''));
        report({ kind: 'reloaded', what });
        for (const warning of (await source.warnings?.()) ?? []) notice(warning);
      } catch (error) {
        const why = reasonOf(error);
        const reason = inEnglish(why);
        if (this.#isClosed || (reason === lastFault && !isAsked)) return;
        lastFault = reason;
        notice((say) => say.notReadAgain(what, why(say)));
        report({ kind: 'reload-failed', what, reason });
      }
    };
    this.#again.push(() => again(true));
    this.#unwatch.push(onFileChanges(source.files, () => void again(false), interval));
  }

  /** Reads everything again. */
  async all(): Promise<void> {
    await Promise.all(this.#again.map((again) => again()));
  }

  close(): void {
    this.#isClosed = true;
    for (const end of this.#unwatch) end();
  }
}

function reasonOf(error: unknown): Sentence {
  return error instanceof StartError || error instanceof UsageError
    ? error.said
    : (say) => systemReason(error, say);
}
