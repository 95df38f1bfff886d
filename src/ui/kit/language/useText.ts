/** All texts of the current language. */
import type { Texts } from '../../../i18n/en/texts.ts';
import { WHOLE } from './dictionaries.ts';
import { useLanguage } from './language.ts';
import { useAwaited } from './useLoaded.ts';

/**
 * For functions that run after all texts are loaded: event handlers in components with `useText`, and parts
 * loaded by `loadedLater`.
 */
export function texts(): Texts {
  const { language } = useLanguage.getState();
  const { found } = WHOLE[language];
  if (found === undefined) throw new Error(`The texts of ${language} are not loaded.`);
  return found;
}

/** Suspends until the texts are loaded. */
export function useText(): Texts {
  return useAwaited(WHOLE[useLanguage(({ language }) => language)]);
}
