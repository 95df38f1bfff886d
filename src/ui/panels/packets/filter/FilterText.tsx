import { classes, useLoaded } from '#kit';
import type { Span } from '../../../../engine/filter/syntax/filterError.ts';
import { filterLanguage } from '../../../session/filter/filterLanguage.ts';
import { type FilterTone, filterPieces } from './highlight.ts';

const TONES: Readonly<Record<FilterTone, string>> = {
  field: 'text-syn-key',
  operator: 'text-syn-op',
  keyword: 'text-syn-kw',
  value: 'text-syn-num',
  text: 'text-syn-str',
  word: '',
  bracket: 'text-syn-op',
  plain: '',
};

/** A filter with highlighting, once the filter language is loaded. An error is underlined. */
export function FilterText({ text, error }: { text: string; error?: Span | undefined }) {
  const language = useLoaded(filterLanguage, text !== '');
  const marks = language?.parseFilter(text).marks ?? [];
  return filterPieces(text, marks, error).map((piece) => (
    <span
      key={piece.from}
      className={classes(
        TONES[piece.tone],
        piece.faulty && 'underline decoration-err decoration-wavy underline-offset-2',
      )}
    >
      {piece.text}
    </span>
  ));
}
