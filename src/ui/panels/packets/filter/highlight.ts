/** Splits the text of a filter into coloured pieces, with the position of its error. */
import type { Span } from '../../../../engine/filter/syntax/filterError.ts';
import type { Parsed } from '../../../../engine/filter/syntax/parse.ts';

type Mark = Parsed['marks'][number];
export type FilterTone = Mark['tag'] | 'plain';

export interface FilterPiece {
  /** Characters from the beginning. */
  readonly from: number;
  readonly text: string;
  readonly tone: FilterTone;
  readonly faulty: boolean;
}

/** The pieces together are the text. */
export function filterPieces(
  text: string,
  marks: readonly Mark[],
  error: Span | undefined,
): readonly FilterPiece[] {
  const sorted = marks.toSorted((a, b) => a.from - b.from);
  const pieces: FilterPiece[] = [];
  let at = 0;
  const push = (to: number, tone: FilterTone): void => {
    // The error is a separate piece.
    for (const end of [error?.from ?? 0, error?.to ?? 0, to]) {
      if (end <= at || end > to) continue;
      const faulty = error !== undefined && at >= error.from && at < error.to;
      pieces.push({ from: at, text: text.slice(at, end), tone, faulty });
      at = end;
    }
  };
  for (const { from, to, tag } of sorted) {
    push(from, 'plain');
    push(to, tag);
  }
  push(text.length, 'plain');
  return pieces;
}
