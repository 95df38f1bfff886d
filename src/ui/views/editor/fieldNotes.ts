/** What is said beside a field. */
import type { PlatformNote } from '../../../alibaba/platformNotes.ts';

/** In words, without those that the field says by itself: that it is empty, and blanks at its edges. */
export function noteTexts(
  notes: readonly PlatformNote[] | undefined,
  tell: (note: PlatformNote) => string,
): readonly string[] {
  return (notes ?? []).filter(({ key }) => key !== 'empty' && key !== 'blank-around').map(tell);
}

/** Place of the first character that is a blank at an edge, from 1; undefined: there is none. */
export function edgeBlank(text: string): number | undefined {
  if (text.trim() === text) return undefined;
  return /^\s/.test(text) ? 1 : text.trimEnd().length + 1;
}
