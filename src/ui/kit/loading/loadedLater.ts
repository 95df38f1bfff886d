/** Lazily loaded functions and modules, and prefetching when the browser is idle. */
import { loadTexts } from '../language/language.ts';
import { Loading } from '../language/loading.ts';
import type { Missing } from '../language/notLoaded.ts';

export interface LoadOptions {
  /**
   * Order in which the browser fetches it when it is idle. `first`: what the first screen or a lost connection
   * needs; it comes without texts, so its functions use the first texts only. `rest` (the default): everything
   * else; all texts are loaded with it.
   */
  readonly idle?: 'first' | 'rest';
  /** Names it in the note of what could not be loaded. */
  readonly name?: Missing['part'];
}

const all: Loading<unknown>[] = [];
const first: Loading<unknown>[] = [];

/** Loads a function or a module on first use, or earlier when the browser is idle. */
export function loadedLater<T>(
  load: () => Promise<T>,
  { idle = 'rest', name }: LoadOptions = {},
): Loading<T> {
  const isFirst = idle === 'first';
  const loading = new Loading(isFirst ? load : () => withTexts(load), name);
  all.push(loading);
  if (isFirst) first.push(loading);
  return loading;
}

async function withTexts<T>(load: () => Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([load(), loadTexts()]);
  return loaded;
}

/** Loads all texts and the parts marked `first`. Rejects at the first failure. */
export async function loadFirst(): Promise<void> {
  await loadTexts();
  await fetchOneByOne(first);
}

/** Loads everything that is not loaded yet. Rejects at the first failure. */
export async function loadRest(): Promise<void> {
  await fetchOneByOne(first);
  await fetchOneByOne(all);
}

/** Includes parts that are registered by the parts it loads, because an array's iterator sees what is appended. */
async function fetchOneByOne(loadings: readonly Loading<unknown>[]): Promise<void> {
  for (const loading of loadings) {
    // Loads one part at a time, so that the user's requests do not queue behind all of them.
    if (loading.found === undefined) await loading.load();
  }
}
