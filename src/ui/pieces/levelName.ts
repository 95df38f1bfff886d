import type { FirstTexts } from '../../i18n/en/first.ts';

/** What a level is called; one that is empty, or nothing but blanks, would have no name. */
export function levelName(level: string, t: FirstTexts['topics']): string {
  if (level === '') return t.emptyLevel;
  return level.trim() === '' ? t.blankLevel(level.length) : level;
}
