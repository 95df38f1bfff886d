/** The texts of each language, loaded when the language is first used. */
import { Loading } from '../state/loading.ts';
import type { Texts } from './en.ts';
import type { Language } from './language.ts';

export const DICTIONARIES: Readonly<Record<Language, Loading<Texts>>> = {
  en: new Loading(async () => (await import('./en.ts')).en),
  zh: new Loading(async () => (await import('./zh.ts')).zh),
};

/** What views wait for that show the words of rules and statements; in English the rules bring them. */
const RULE_TEXTS: Readonly<Record<Language, () => Promise<unknown>>> = {
  en: () => Promise.resolve(),
  zh: async () => (await import('./zh/told/ruleTexts.ts')).RULE_TEXTS.load(),
};

const whole = new Set<Language>();

/** Whether there is nothing left to load of it. */
export function isWhole(language: Language): boolean {
  return whole.has(language);
}

/** All of a language. */
export async function loadWhole(language: Language): Promise<void> {
  await Promise.all([DICTIONARIES[language].load(), RULE_TEXTS[language]()]);
  whole.add(language);
}
