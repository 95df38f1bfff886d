/** The language of display filters, loaded once somebody writes one or a link brings one. */
import { fetchedWhenIdle } from '../../kit/loadedLater.ts';

export const filterLanguage = fetchedWhenIdle(
  async () => (await import('./language.ts')).language,
  'filter',
);
