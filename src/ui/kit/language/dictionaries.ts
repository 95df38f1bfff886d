/** The texts of each language in two tiers: those of the first screen, and all. Loaded on first use. */
import type { FirstTexts } from '../../../i18n/en/first.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import type { Language } from './languages.ts';
import { Loading } from './loading.ts';

/** Texts of the first screen and of a live connection. */
export const FIRST: Readonly<Record<Language, Loading<FirstTexts>>> = {
  en: new Loading(async () => (await import('../../../i18n/en/first.ts')).first),
  zh: new Loading(async () => (await import('../../../i18n/zh/first.ts')).first),
};

/** All other texts. */
export const WHOLE: Readonly<Record<Language, Loading<Texts>>> = {
  en: new Loading(async () => (await import('../../../i18n/en/texts.ts')).en),
  zh: new Loading(async () => (await import('../../../i18n/zh/texts.ts')).zh),
};

export function isWhole(language: Language): boolean {
  return FIRST[language].found !== undefined && WHOLE[language].found !== undefined;
}

/** Loads all texts of a language. */
export async function loadWhole(language: Language): Promise<void> {
  await Promise.all([FIRST[language].load(), WHOLE[language].load()]);
}
