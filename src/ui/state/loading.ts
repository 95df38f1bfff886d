/** What is loaded when it is first needed, or before, when nothing else is to do. */

/** A file of the app's could not be fetched: the network is gone, or a new version has taken its place. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded';

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Loads something once; what failed is tried again when it is next asked for. */
export class Loading<T> {
  /** What is there already. */
  found: T | undefined;
  readonly #load: () => Promise<T>;
  #underWay: Promise<T> | undefined;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  start(): Promise<T> {
    this.#underWay ??= this.#run();
    return this.#underWay;
  }

  async #run(): Promise<T> {
    try {
      this.found = await this.#load();
      return this.found;
    } catch (error) {
      this.#underWay = undefined;
      throw new NotLoaded(error);
    }
  }
}

/** All of them, in the order in which they are fetched when nothing else is to do. */
const all: Loading<unknown>[] = [];

/** Anything that is worth fetching before somebody waits for it. */
export function loadedLater<T>(load: () => Promise<T>): Loading<T> {
  const loading = new Loading(load);
  all.push(loading);
  return loading;
}

/** Fetches what is not there yet. Rejects at the first that fails. */
export async function loadRest(): Promise<void> {
  for (const loading of all) {
    // One at a time, so that what somebody asks for meanwhile does not wait behind all of them.
    // oxlint-disable-next-line no-await-in-loop
    if (loading.found === undefined) await loading.start();
  }
}
