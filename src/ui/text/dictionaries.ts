/** The texts of each language, loaded when the language is first used. */
import { Loading } from '../state/loading.ts';
import type { Texts } from './en.ts';
import type { Language } from './language.ts';

export const DICTIONARIES: Readonly<Record<Language, Loading<Texts>>> = {
  en: new Loading(async () => (await import('./en.ts')).en),
  zh: new Loading(async () => (await import('./zh.ts')).zh),
};
