/** The texts of the language in use. */
import { en, type Texts } from './en.ts';
import { type Language, useLanguage } from './language.ts';
import { zh } from './zh.ts';

const TEXTS: Readonly<Record<Language, Texts>> = { en, zh };

export function textsOf(language: Language): Texts {
  return TEXTS[language];
}

export function texts(): Texts {
  return textsOf(useLanguage.getState().language);
}

export function useText(): Texts {
  return TEXTS[useLanguage(({ language }) => language)];
}
