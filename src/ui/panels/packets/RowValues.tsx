import { TriangleAlert } from 'lucide-react';
import { visibleText } from '../../../base/visibleText.ts';
import type { PacketRow } from '../../../engine/capture/window.ts';
import type { LineValue } from '../../../engine/topics/tree/messageValues.ts';
import { useFirstText } from '../../kit/language/firstText.ts';
import { useText } from '../../kit/language/useText.ts';
import { Awaited } from '../../kit/loading/later.tsx';
import { classes } from '../../kit/page/classes.ts';

/** Content of a message on one line: what changed, or the beginning of the payload, then its problem. */
export function RowPayload({ row }: { row: PacketRow }) {
  const { topics: t, packets } = useFirstText();
  const { preview, values, wrong, head } = row;
  const bytes = head !== undefined && <span className="mr-3 text-fg-3">{head}</span>;
  if (preview === undefined) return bytes;
  const text = values === undefined ? t.preview(preview) : valuesText(values, packets);
  const content = (
    <span className={classes('min-w-0 truncate', wrong && 'shrink-0 max-w-3/5')} title={text}>
      {bytes}
      {values === undefined ? <bdi className="text-fg-2">{text}</bdi> : <Values values={values} />}
    </span>
  );
  if (wrong === undefined) return <span className="flex min-w-0">{content}</span>;
  return (
    <span className="flex min-w-0 items-center gap-4">
      {content}
      <Awaited waits={null} missing={null}>
        <Wrong wrong={wrong} isWarning={row.isWarning === true} />
      </Awaited>
    </span>
  );
}

interface WrongProps {
  readonly wrong: NonNullable<PacketRow['wrong']>;
  readonly isWarning: boolean;
}

function Wrong({ wrong, isWarning }: WrongProps) {
  const text = visibleText(useText().explain.foundWrong(wrong));
  return (
    <span
      className={classes(
        'flex min-w-0 flex-1 items-center gap-1.5 font-sans',
        isWarning ? 'text-warn' : 'text-err',
      )}
      title={text}
    >
      <TriangleAlert size={13} aria-hidden className="shrink-0" />
      <bdi className="min-w-0 truncate">{text}</bdi>
    </span>
  );
}

/** The first changed value also says what it was. */
function Values({ values }: { values: readonly LineValue[] }) {
  const t = useFirstText().packets;
  return values.map((value, at) => {
    const { key, text, change } = value;
    return (
      <span key={`${key} ${at}`} className="mr-3 last:mr-0">
        {key !== undefined && (
          <>
            <bdi className="text-fg-2">{key}</bdi>{' '}
          </>
        )}
        <bdi>{text}</bdi>
        {change && <span className="text-chg"> ~{at === 0 && ` ${wasText(change.was, t)}`}</span>}
      </span>
    );
  });
}

type Words = ReturnType<typeof useFirstText>['packets'];

const wasText = (was: string | undefined, t: Words): string =>
  was === undefined ? t.wasNone : t.was(was);

function valuesText(values: readonly LineValue[], t: Words): string {
  const parts = values.map(({ key, text, change }) =>
    [key, text, change && `~ ${wasText(change.was, t)}`].filter(Boolean).join(' '),
  );
  return parts.join('\n');
}
