/** The current language: chosen in this browser, otherwise the first supported one of the browser's. */
import { create } from 'zustand';
import { FIRST, isWhole, loadWhole } from './dictionaries.ts';
import { LANGUAGE_TAGS, LANGUAGES, type Language } from './languages.ts';
import { reportNotLoaded } from './notLoaded.ts';
import { remember, remembered } from './remembered.ts';
import { waitFor } from './waiting.ts';

function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** @param preferred the browser's list: `zh-CN`, `en` */
export function firstSpoken(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const language = tag.toLowerCase().split('-')[0];
    if (isLanguage(language)) return language;
  }
  return 'en';
}

export const useLanguage = create<{ readonly language: Language }>()(() => {
  const kept = remembered('language');
  const preferred = typeof navigator === 'undefined' ? [] : navigator.languages;
  return { language: isLanguage(kept) ? kept : firstSpoken(preferred) };
});

/** Changes only words. Connections, captures and input stay as they are. */
export function setLanguage(language: Language): void {
  wanted = language;
  if (isWhole(language)) {
    speak(language);
    return;
  }
  waitFor(loadWhole(language)).then(
    () => {
      if (wanted === language) speak(language);
    },
    ({ message }: Error) =>
      reportNotLoaded({ of: setLanguage, message, again: () => setLanguage(language) }),
  );
}

/** The last requested language. */
let wanted: Language | undefined;

function speak(language: Language): void {
  remember('language', language);
  useLanguage.setState({ language });
  document.documentElement.lang = LANGUAGE_TAGS[language];
}

/** Called before the first paint. Resolves when the texts of the first screen are loaded. */
export async function startLanguage(): Promise<void> {
  const { language } = useLanguage.getState();
  document.documentElement.lang = LANGUAGE_TAGS[language];
  await FIRST[language].load();
}

/** Prefetches all languages, so that the user does not wait for them. */
export async function loadOtherLanguages(): Promise<void> {
  for (const language of LANGUAGES) {
    await loadWhole(language);
  }
}

/** Loads all texts of the current language. They stay loaded when another language is chosen. */
export function loadTexts(): Promise<void> {
  return loadWhole(useLanguage.getState().language);
}
