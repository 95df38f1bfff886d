/** Lazily loaded functions and modules, and prefetching when the browser is idle. */
import { loadTexts } from '../language/language.ts';
import { Loading } from '../language/loading.ts';
import type { Missing } from '../language/notLoaded.ts';

export interface LoadOptions {
  /**
   * Order in which an idle browser fetches the parts. `first`: parts for the first screen or a lost connection. They
   * load without texts, so their functions use only the first texts. `rest` (the default): everything else, together
   * with all texts.
   */
  readonly idle?: 'first' | 'rest';
  /** Name of the part in the note about parts that could not be loaded. */
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

/** Includes parts that are registered by the loaded parts, because an array's iterator visits appended items. */
async function fetchOneByOne(loadings: readonly Loading<unknown>[]): Promise<void> {
  for (const loading of loadings) {
    // Loads one part at a time, so that the user's requests do not queue behind all of them.
    if (loading.found === undefined) await loading.load();
  }
}
