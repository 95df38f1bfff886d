/** The texts of the language in use. */

import type { Texts } from '../../../words/en/texts.ts';
import { DICTIONARIES } from './dictionaries.ts';
import { type Language, useLanguage } from './language.ts';

/** Those of a language that is or was in use. */
export function textsOf(language: Language): Texts {
  const { found } = DICTIONARIES[language];
  if (found === undefined) throw new Error(`The texts of ${language} are not loaded.`);
  return found;
}

export function texts(): Texts {
  return textsOf(useLanguage.getState().language);
}

export function useText(): Texts {
  return textsOf(useLanguage(({ language }) => language));
}
