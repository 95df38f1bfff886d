/** The language of display filters, loaded once somebody writes one or a link brings one. */
import { loadedLater } from '../../kit/language/loading.ts';

export const filterLanguage = loadedLater(async () => (await import('./language.ts')).language);
