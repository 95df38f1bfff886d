/** What is fetched when nothing else is to do, so that nobody waits for it. */
import { loadTexts } from './language/language.ts';
import { Loading } from './language/loading.ts';
import type { Missing } from './language/notLoaded.ts';

/** All of them, in the order in which they are fetched. */
const all: Loading<unknown>[] = [];
/** Of them, what is fetched before all others. */
const first: Loading<unknown>[] = [];

/**
 * For what nobody asks for: what is needed once the connection is gone, out of reach by then, and what shows once
 * it is there.
 */
export function fetchedFirst<T>(loading: Loading<T>): Loading<T> {
  first.push(loading);
  return loading;
}

/** Anything that is worth fetching before somebody waits for it; it needs no texts. */
export function fetchedWhenIdle<T>(load: () => Promise<T>, name?: Missing['part']): Loading<T> {
  const loading = new Loading(load, name);
  all.push(loading);
  return loading;
}

/** The same with all texts, which are there when it is. */
export function loadedLater<T>(load: () => Promise<T>, name?: Missing['part']): Loading<T> {
  return fetchedWhenIdle(async () => {
    const [loaded] = await Promise.all([load(), loadTexts()]);
    return loaded;
  }, name);
}

/** Fetches what is not there yet. Rejects at the first that fails. */
export function loadRest(): Promise<void> {
  return fetchOneByOne(all);
}

/** The same of what is fetched before all others. */
export function loadFirst(): Promise<void> {
  return fetchOneByOne(first);
}

async function fetchOneByOne(loadings: readonly Loading<unknown>[]): Promise<void> {
  for (const loading of loadings) {
    // One at a time, so that what somebody asks for meanwhile does not wait behind all of them.
    if (loading.found === undefined) await loading.load();
  }
}
