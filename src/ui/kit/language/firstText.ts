/** The texts of the first screen in the language in use: for all that is not loaded later. */

import type { FirstTexts } from '../../../words/en/first.ts';
import type { Texts } from '../../../words/en/texts.ts';
import { FIRST, WHOLE } from './dictionaries.ts';
import { useLanguage } from './language.ts';
import type { Language } from './languages.ts';
import { useLoaded } from './useLoaded.ts';

/** Those of a language that is or was in use. */
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

/** All texts, for what is rarely shown; undefined: not wanted, or not there yet. */
export function useTextLater(isWanted: boolean): Texts | undefined {
  const language = useLanguage((state) => state.language);
  return useLoaded(WHOLE[language], isWanted);
}

/** The same for what is no component: at once where they are there. */
export function withTexts(run: (texts: Texts) => void): void {
  WHOLE[useLanguage.getState().language].whenThere(run);
}
