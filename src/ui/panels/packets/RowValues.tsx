import { TriangleAlert } from 'lucide-react';
import { Awaited, classes, useFirstText, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { PacketRow } from '../../../engine/window/window.ts';
import { LineValues, lineValuesText } from '../../pieces/marks/LineValues.tsx';
import { isProblemGone } from './isProblemGone.ts';

/** Content of a message on one line: its changes, or the beginning of the payload, then its problem. */
export function RowPayload({ row }: { row: PacketRow }) {
  const { topics: t, packets } = useFirstText();
  const { preview, values, wrong, head } = row;
  const bytes = head !== undefined && <span className="mr-3 text-fg-3">{head}</span>;
  if (preview === undefined) return bytes;
  const text = values === undefined ? t.preview(preview) : lineValuesText(values, packets);
  const content = (
    <>
      {bytes}
      {values === undefined ? (
        <bdi className="text-fg-2">{text}</bdi>
      ) : (
        <LineValues values={values} />
      )}
    </>
  );
  const isGone = isProblemGone(row);
  // Its cell shortens it. Further boxes would be laid out for each row of each frame.
  if (!row.hasProblem || (wrong === undefined && !isGone))
    return <span title={text}>{content}</span>;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span
        // The value gives way to the sentence about its problem.
        className="min-w-10 shrink-9999 truncate"
        title={text}
      >
        {content}
      </span>
      <Awaited waits={null} missing={null}>
        <Wrong wrong={wrong} isWarning={row.isWarning === true || isGone} />
      </Awaited>
    </span>
  );
}

interface WrongProps {
  /** undefined: the problem is no longer kept. */
  readonly wrong: PacketRow['wrong'];
  readonly isWarning: boolean;
}

function Wrong({ wrong, isWarning }: WrongProps) {
  const { explain, detail } = useText();
  const text = wrong === undefined ? detail.problemNotKept : visibleText(explain.foundWrong(wrong));
  return (
    <span
      className={classes(
        'flex min-w-0 items-center gap-1.5 font-sans',
        isWarning ? 'text-warn' : 'text-err',
      )}
      title={text}
    >
      <TriangleAlert size={13} aria-hidden className="shrink-0" />
      <bdi className="min-w-0 truncate">{text}</bdi>
    </span>
  );
}
