/** A lazily loaded part of the page. */
import { Lazy, NotLoaded } from '../../../base/lazy.ts';
import { dropNotLoaded, type Missing, noteFor, reportNotLoaded } from './notLoaded.ts';
import { waitFor } from './waiting.ts';

/** Shows the user that it is loading, or that loading failed. */
export class Loading<T> extends Lazy<T> {
  readonly #name: Missing['part'];
  readonly #listeners = new Set<() => void>();
  #isAwaited = false;
  #suspended: Promise<T> | undefined;

  /** @param name name of the part in the note about parts that could not be loaded */
  constructor(load: () => Promise<T>, name?: Missing['part']) {
    super(load);
    this.#name = name;
  }

  override load(): Promise<T> {
    const loading = super.load();
    if (!this.#isAwaited) {
      this.#isAwaited = true;
      loading.then(
        () => {
          for (const listener of this.#listeners) listener();
        },
        () => {
          this.#isAwaited = false;
        },
      );
    }
    return loading;
  }

  /**
   * The promise for `use()`. It stays the same after a failure, because React draws a suspended component again then.
   * The boundary that shows the failure ends that, so that the next attempt loads again.
   */
  awaited(): Promise<T> {
    this.#suspended ??= this.load().catch((error: unknown) => {
      throw new NotLoaded(error, () => {
        this.#suspended = undefined;
      });
    });
    return this.#suspended;
  }

  /** Calls `listener` when the value is loaded. Returns a function that ends that. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Like `whenThere`, with a loading indicator, because the user waits for it. */
  override with(run: (found: T) => void): void {
    if (this.found === undefined) waitFor(this.load()).catch(() => undefined);
    this.#run(run, false);
  }

  /**
   * Runs once the value is loaded. A failure is shown. While it is shown, a later call first runs the calls that
   * failed.
   */
  whenThere(run: (found: T) => void): void {
    this.#run(run, true);
  }

  #run(run: (found: T) => void, isOwn: boolean): void {
    if (this.found !== undefined) {
      run(this.found);
      return;
    }
    this.load().then(
      (found) => {
        const undone = noteFor(this);
        dropNotLoaded(({ of }) => of === this);
        undone?.again();
        run(found);
      },
      ({ message }: Error) => {
        const undone = noteFor(this);
        const again = () => {
          undone?.again();
          this.with(run);
        };
        const own = isOwn && undone?.isOwn !== false;
        reportNotLoaded({ of: this, message, part: this.#name, again, isOwn: own });
      },
    );
  }
}
