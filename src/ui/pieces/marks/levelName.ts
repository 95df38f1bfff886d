import type { FirstTexts } from '../../../i18n/en/first.ts';

/** Name of a level. Empty and blank levels need a substitute. */
export function levelName(level: string, t: FirstTexts['topics']): string {
  if (level === '') return t.emptyLevel;
  return level.trim() === '' ? t.blankLevel(level.length) : level;
}
