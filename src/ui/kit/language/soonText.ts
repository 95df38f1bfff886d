/** The texts of what is loaded soon, in the language in use: for that alone, and for all that is loaded later. */
import type { SoonTexts } from '../../../words/en/soon.ts';
import { SOON } from './dictionaries.ts';
import { useLanguage } from './language.ts';
import type { Language } from './languages.ts';

function soonTextsOf(language: Language): SoonTexts {
  const { found } = SOON[language];
  if (found === undefined) throw new Error(`The texts of ${language} are not loaded.`);
  return found;
}

export function soonTexts(): SoonTexts {
  return soonTextsOf(useLanguage.getState().language);
}

export function useSoonText(): SoonTexts {
  return soonTextsOf(useLanguage(({ language }) => language));
}
