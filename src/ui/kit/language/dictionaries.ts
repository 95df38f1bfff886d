/** The texts of each language: those of the first screen, of what comes soon after, and all, loaded when they are first needed. */

import type { Lazy } from '../../../mqtt/lazy.ts';
import type { FirstTexts } from '../../../words/en/first.ts';
import type { SoonTexts } from '../../../words/en/soon.ts';
import type { Texts } from '../../../words/en/texts.ts';
import type { Language } from './languages.ts';
import { Loading } from './loading.ts';

/** What the app is first drawn with. */
export const FIRST: Readonly<Record<Language, Loading<FirstTexts>>> = {
  en: new Loading(async () => (await import('../../../words/en/first.ts')).first),
  zh: new Loading(async () => (await import('../../../words/zh/first.ts')).first),
};

/** What is loaded soon after shows: little, so that it is there soon. */
export const SOON: Readonly<Record<Language, Loading<SoonTexts>>> = {
  en: new Loading(async () => (await import('../../../words/en/soon.ts')).soon),
  zh: new Loading(async () => (await import('../../../words/zh/soon.ts')).soon),
};

/** What the parts that are loaded later show, the words of rules and statements among them. */
export const WHOLE: Readonly<Record<Language, Loading<Texts>>> = {
  en: whole(
    async () => (await import('../../../words/en/texts.ts')).en,
    async () => (await import('../../../words/en/ruleTexts.ts')).RULE_TEXTS,
  ),
  zh: whole(
    async () => (await import('../../../words/zh/texts.ts')).zh,
    async () => (await import('../../../words/zh/ruleTexts.ts')).RULE_TEXTS,
  ),
};

function whole(
  texts: () => Promise<Texts>,
  ruleTexts: () => Promise<Pick<Lazy<unknown>, 'load'>>,
): Loading<Texts> {
  return new Loading(async () => {
    const [found, rules] = await Promise.all([texts(), ruleTexts()]);
    await rules.load();
    return found;
  });
}

const tiersOf = (language: Language) => [FIRST[language], SOON[language], WHOLE[language]];

export function isWhole(language: Language): boolean {
  return tiersOf(language).every(({ found }) => found !== undefined);
}

/** All of a language. */
export async function loadWhole(language: Language): Promise<void> {
  await Promise.all(tiersOf(language).map((texts) => texts.load()));
}
