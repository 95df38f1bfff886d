/** The language of display filters, loaded once somebody writes one or a link brings one. */
import { loadedLater } from '../../kit/loadedLater.ts';

export const filterLanguage = loadedLater(async () => (await import('./language.ts')).language, {
  name: 'filter',
});
