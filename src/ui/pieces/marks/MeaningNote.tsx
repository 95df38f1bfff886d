import { useText } from '#kit';
import type { FieldMeaning } from '../../../alibaba/alink/fieldMeanings.ts';
import { meaningWords } from '../../session/alink/words.ts';

/** Meaning of a message member, next to it. If there is little room, the row's tooltip contains it. */
export function MeaningNote({ meaning }: { meaning: FieldMeaning }) {
  const t = useText().alink;
  const { short, long } = meaningWords(meaning, t);
  return (
    <span
      title={long}
      className="ml-3 min-w-0 shrink-[4] truncate font-sans text-xs text-fg-2 max-md:hidden"
    >
      <span aria-hidden="true">· </span>
      <bdi>{short}</bdi>
    </span>
  );
}
