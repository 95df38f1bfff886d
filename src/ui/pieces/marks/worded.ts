import type { Wording } from '../../../engine/devices/device.ts';
import type { Language } from '../../kit/language/languages.ts';

/** Text of a convention in the current language, or user text in its own. */
export const worded = (wording: Wording, language: Language): string =>
  typeof wording === 'string' ? wording : wording[language];
