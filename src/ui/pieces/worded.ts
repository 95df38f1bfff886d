import type { Wording } from '../../engine/devices/wording.ts';
import type { Language } from '../kit/language/languages.ts';

/** What a convention says, in the language in use; what a person wrote in their own. */
export const worded = (wording: Wording, language: Language): string =>
  typeof wording === 'string' ? wording : wording[language];
