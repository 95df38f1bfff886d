/** The texts of each language: those of the first screen, and all, loaded when they are first needed. */

import type { FirstTexts } from '../../../words/en/first.ts';
import type { Texts } from '../../../words/en/texts.ts';
import type { Language } from './language.ts';
import { Loading } from './loading.ts';

/** What the app is first drawn with. */
export const FIRST: Readonly<Record<Language, Loading<FirstTexts>>> = {
  en: new Loading(async () => (await import('../../../words/en/first.ts')).first),
  zh: new Loading(async () => (await import('../../../words/zh/first.ts')).first),
};

/** What the parts that are loaded later show, the words of rules and statements among them. */
export const WHOLE: Readonly<Record<Language, Loading<Texts>>> = {
  en: new Loading(async () => {
    const [{ en }, { RULE_TEXTS }] = await Promise.all([
      import('../../../words/en/texts.ts'),
      import('../../../words/en/ruleTexts.ts'),
    ]);
    await RULE_TEXTS.load();
    return en;
  }),
  zh: new Loading(async () => {
    const [{ zh }, { RULE_TEXTS }] = await Promise.all([
      import('../../../words/zh/texts.ts'),
      import('../../../words/zh/ruleTexts.ts'),
    ]);
    await RULE_TEXTS.load();
    return zh;
  }),
};

/** All of a language. */
export async function loadWhole(language: Language): Promise<void> {
  await Promise.all([FIRST[language].load(), WHOLE[language].load()]);
}
