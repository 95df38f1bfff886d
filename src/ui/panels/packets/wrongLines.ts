/** Room for the sentences about the problems of rows in a list by problems. */
import { visibleName } from '../../../base/visibleText.ts';
import type { PacketRow } from '../../../engine/window/window.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import { WHOLE } from '../../kit/language/dictionaries.ts';
import { useLanguage } from '../../kit/language/language.ts';
import { useLoaded } from '../../kit/language/useLoaded.ts';
import { useLargest } from '../../kit/rows/useLargest.ts';
import { isProblemGone } from './isProblemGone.ts';
import type { Listed } from './listed.ts';

/** px of a line, and what a row with sentences has less around them than other rows. */
const LINE = 18;
const LESS = 2;
/** Mean px of a character: of wide ones, such as Chinese, and of the others. */
const WIDE = 13;
const OTHER = 6.6;
/** px beside a sentence: columns, icon, padding. */
const BESIDE = 140;
/** px at the end of a line where no word fits. */
const LINE_END = 40;
/** Only a sentence that quotes a very long name needs more. */
const MOST_LINES = 6;

/** The sentence about the problem of a row, or its note. */
export function wrongOf(row: PacketRow, t: Texts): string | undefined {
  if (isProblemGone(row)) return t.detail.problemNotKept;
  const wrong = row.wrong ?? row.note;
  return wrong && visibleName(t.explain.foundWrong(wrong));
}

/** Lines for the sentences of all rows, which are equally high. 0: the list is not by problems. */
export function useWrongLines(
  connectionId: string,
  list: Listed,
  width: number,
  rows: readonly PacketRow[] = [],
): number {
  const language = useLanguage((state) => state.language);
  const t = useLoaded(WHOLE[language], list.byProblems);
  const sentences = list.byProblems && t ? rows.map((row) => wrongOf(row, t)) : [];
  const lines = Math.max(0, ...sentences.map((one = '') => linesOf(one, width)));
  return useLargest(`${connectionId} ${language} ${list.filter} ${width}`, { lines }).lines;
}

/** px that the lines add to a row. */
export const heightOf = (lines: number): number => (lines === 0 ? 0 : lines * LINE - LESS);

/** Lines that a sentence needs in a width in px, without measuring it. */
function linesOf(sentence: string, width: number): number {
  const characters = Array.from(sentence);
  const wide = characters.filter((one) => one >= '\u2e80').length;
  const needed = wide * WIDE + (characters.length - wide) * OTHER;
  const room = Math.max(2 * LINE_END, width - BESIDE);
  if (needed <= room) return Math.min(needed, 1);
  return Math.min(MOST_LINES, Math.ceil(needed / (room - LINE_END)));
}
