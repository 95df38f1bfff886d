/** The texts of the first screen in the current language. They are always loaded. */
import type { FirstTexts } from '../../../i18n/en/first.ts';
import { FIRST } from './dictionaries.ts';
import { useLanguage } from './language.ts';
import type { Language } from './languages.ts';

/** @param language one that is or was current */
export function firstTextsOf(language: Language): FirstTexts {
  const { found } = FIRST[language];
  if (found === undefined) throw new Error(`The first texts of ${language} are not loaded.`);
  return found;
}

export function firstTexts(): FirstTexts {
  return firstTextsOf(useLanguage.getState().language);
}

export function useFirstText(): FirstTexts {
  return firstTextsOf(useLanguage(({ language }) => language));
}
