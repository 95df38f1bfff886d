/** The language of display filters, loaded when a filter is typed or a link contains one. */
import { loadedLater } from '../../kit/loading/loadedLater.ts';

export const filterLanguage = loadedLater(async () => (await import('./language.ts')).language, {
  name: 'filter',
});
