/** Loads code when it is first needed, and again after a failure. */
import { errorText } from './errorText.ts';

/** A file of the app could not be fetched: the network is down, or a new version was deployed. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded';

  readonly #shown: (() => void) | undefined;

  /** @param shown called when the failure is shown */
  constructor(cause: unknown, shown?: () => void) {
    super(errorText(cause), { cause });
    this.#shown = shown;
  }

  /** Ends the failed attempt, so the next one loads again. */
  shown(): void {
    this.#shown?.();
  }
}

export class Lazy<T> {
  #found: T | undefined;
  readonly #load: () => Promise<T>;
  #pending: Promise<T> | undefined;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** A value that is already loaded. */
  static of<T>(found: T): Lazy<T> {
    const lazy = new Lazy<T>(async () => found);
    lazy.give(found);
    return lazy;
  }

  /** Sets the value without loading it. */
  give(found: T): void {
    this.#found = found;
    this.#pending = Promise.resolve(found);
  }

  /** The value, if it is loaded. */
  get found(): T | undefined {
    return this.#found;
  }

  get isUnderWay(): boolean {
    return this.#found === undefined && this.#pending !== undefined;
  }

  /** Rejects with `NotLoaded`. The next call after a failure tries again. */
  load(): Promise<T> {
    this.#pending ??= this.#run();
    return this.#pending;
  }

  /** The value, or undefined while it is being loaded. */
  now(): T | undefined {
    // The next call after a failure tries again.
    if (this.#found === undefined) this.load().catch(() => undefined);
    return this.#found;
  }

  /**
   * Calls `run` with the value: at once if it is loaded, else once it is, in the order of the calls.
   * @param failed without it, a failure is an unhandled rejection
   */
  with(run: (found: T) => void, failed?: (error: unknown) => void): void {
    if (this.#found === undefined) void this.load().then(run, failed);
    else run(this.#found);
  }

  async #run(): Promise<T> {
    try {
      this.#found = await this.#load();
      return this.#found;
    } catch (error) {
      this.#pending = undefined;
      throw new NotLoaded(error);
    }
  }
}
