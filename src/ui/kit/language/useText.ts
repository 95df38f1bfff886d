/** All texts of the language in use: for what is loaded later alone, which brings them. */

import type { Texts } from '../../../words/en/texts.ts';
import { WHOLE } from './dictionaries.ts';
import { useLanguage } from './language.ts';
import type { Language } from './languages.ts';

function textsOf(language: Language): Texts {
  const { found } = WHOLE[language];
  if (found === undefined) throw new Error(`The texts of ${language} are not loaded.`);
  return found;
}

export function texts(): Texts {
  return textsOf(useLanguage.getState().language);
}

export function useText(): Texts {
  return textsOf(useLanguage(({ language }) => language));
}
