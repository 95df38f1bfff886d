/** What is loaded as soon as it does not hold up the first screen: with few texts, and before all that is rarer. */
import { loadSoonTexts } from './language/language.ts';
import type { Loading } from './language/loading.ts';
import { fetchedWhenIdle } from './loadedLater.ts';

/** With the texts of what is loaded soon, which are there when it is. */
export function loadedSoon<T>(load: () => Promise<T>): Loading<T> {
  return fetchedWhenIdle(async () => {
    const [loaded] = await Promise.all([load(), loadSoonTexts()]);
    return loaded;
  });
}
