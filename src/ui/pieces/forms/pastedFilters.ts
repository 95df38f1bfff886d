/** Topic filters that are pasted into a field, one a line. */
import type { ClipboardEvent } from 'react';
import { fitsLine } from '../../kit/controls/fieldLimits.ts';

const LINE_END = /\r\n|\r|\n/;

/**
 * The filters of a text with one filter a line, each once. A filter may contain commas and blanks (4.7.3), also at its
 * ends. Blank lines are skipped.
 */
export const filterLines = (text: string): readonly string[] => [
  ...new Set(text.split(LINE_END).filter((line) => line.trim() !== '')),
];

/**
 * The text of a field with one line after a paste, with one filter a line. The browser would join the lines.
 * @returns undefined if the field takes the paste itself, or rejects it because it is too long
 */
export function pastedFilters(event: ClipboardEvent): string | undefined {
  const field = event.target;
  const pasted = event.clipboardData.getData('text/plain');
  if (!(field instanceof HTMLInputElement) || !LINE_END.test(pasted)) return undefined;
  const { value, selectionStart, selectionEnd } = field;
  const text =
    value.slice(0, selectionStart ?? 0) +
    filterLines(pasted).join('\n') +
    value.slice(selectionEnd ?? value.length);
  if (!fitsLine(text)) return undefined;
  event.preventDefault();
  return text;
}
