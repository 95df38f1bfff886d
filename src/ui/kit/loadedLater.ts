/** What is fetched when nothing else is to do, so that nobody waits for it. */
import { loadTexts } from './language/language.ts';
import { Loading } from './language/loading.ts';

/** All of them, in the order in which they are fetched. */
const all: Loading<unknown>[] = [];

/** Before all others: what tells that the connection is gone may be out of reach by then. */
export function fetchedFirst<T>(loading: Loading<T>): Loading<T> {
  all.splice(all.indexOf(loading), 1);
  all.unshift(loading);
  return loading;
}

/** Anything that is worth fetching before somebody waits for it; it needs no texts. */
export function fetchedWhenIdle<T>(load: () => Promise<T>): Loading<T> {
  const loading = new Loading(load);
  all.push(loading);
  return loading;
}

/** The same with all texts, which are there when it is. */
export function loadedLater<T>(load: () => Promise<T>): Loading<T> {
  return fetchedWhenIdle(async () => {
    const [loaded] = await Promise.all([load(), loadTexts()]);
    return loaded;
  });
}

/** Fetches what is not there yet. Rejects at the first that fails. */
export async function loadRest(): Promise<void> {
  for (const loading of all) {
    // One at a time, so that what somebody asks for meanwhile does not wait behind all of them.
    // oxlint-disable-next-line no-await-in-loop
    if (loading.found === undefined) await loading.load();
  }
}
