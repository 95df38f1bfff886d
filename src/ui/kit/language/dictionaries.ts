/** The texts of each language, loaded when the language is first used. */

import type { Texts } from '../../../words/en/texts.ts';
import type { Language } from './language.ts';
import { Loading } from './loading.ts';

export const DICTIONARIES: Readonly<Record<Language, Loading<Texts>>> = {
  en: new Loading(async () => (await import('../../../words/en/texts.ts')).en),
  zh: new Loading(async () => (await import('../../../words/zh/texts.ts')).zh),
};

/** What views wait for that show the words of rules and statements. */
const RULE_TEXTS: Readonly<Record<Language, Loading<unknown>>> = {
  en: new Loading(async () => (await import('../../../words/en/ruleTexts.ts')).RULE_TEXTS.load()),
  zh: new Loading(async () => (await import('../../../words/zh/ruleTexts.ts')).RULE_TEXTS.load()),
};

const whole = new Set<Language>();

/** Whether there is nothing left to load of it. */
export function isWhole(language: Language): boolean {
  return whole.has(language);
}

/** All of a language. */
export async function loadWhole(language: Language): Promise<void> {
  await Promise.all([DICTIONARIES[language].load(), RULE_TEXTS[language].load()]);
  whole.add(language);
}
