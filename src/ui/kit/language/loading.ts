/** What is loaded when it is first needed, or before, when nothing else is to do. */
import { Part } from '../../../connection/environment/part.ts';
import { tellNotLoaded } from './notLoaded.ts';

/** A file of the app's could not be fetched: the network is gone, or a new version has taken its place. */
export class NotLoaded extends Error {
  override readonly name = 'NotLoaded';

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** A part of the page; its failure is told as what it is. */
export class Loading<T> extends Part<T> {
  constructor(load: () => Promise<T>) {
    super(async () => {
      try {
        return await load();
      } catch (error) {
        throw new NotLoaded(error);
      }
    });
  }

  /** A failure is told to the person, who waits for what this does. */
  override with(run: (found: T) => void): void {
    if (this.found === undefined) this.load().then(run, tellNotLoaded);
    else run(this.found);
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
    if (loading.found === undefined) await loading.load();
  }
}
