/** Code that is loaded when it is first asked for what it does. */
import { errorText } from './errorText.ts';

/** A file of the app's could not be fetched: the network is gone, or a new version has taken its place. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded';

  constructor(cause: unknown) {
    super(errorText(cause), { cause });
  }
}

export class Part<T> {
  #found: T | undefined;
  readonly #load: () => Promise<T>;
  #underWay: Promise<T> | undefined;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** One that is there from the beginning. */
  static of<T>(found: T): Part<T> {
    const part = new Part<T>(async () => found);
    part.give(found);
    return part;
  }

  /** It is there from now on, without being loaded. */
  give(found: T): void {
    this.#found = found;
    this.#underWay = Promise.resolve(found);
  }

  /** What is there already. */
  get found(): T | undefined {
    return this.#found;
  }

  get isUnderWay(): boolean {
    return this.#found === undefined && this.#underWay !== undefined;
  }

  /** Rejects with `NotLoaded`. What failed is tried again when it is next asked for. */
  load(): Promise<T> {
    this.#underWay ??= this.#run();
    return this.#underWay;
  }

  /** Undefined where it is not there yet: then it is asked for. */
  now(): T | undefined {
    // Whoever asks next tries it again.
    if (this.#found === undefined) this.load().catch(() => undefined);
    return this.#found;
  }

  /**
   * At once where it is there; one after the other.
   * @param failed without it a failure is heard as any other that nobody catches
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
      this.#underWay = undefined;
      throw new NotLoaded(error);
    }
  }
}
