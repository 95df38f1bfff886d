import { Ban, CircleCheck, CircleSlash, CircleX, Clock } from 'lucide-react';
import { classes, rowTime, Tag, TopicName, useText } from '#kit';
import type { TracedFault, TracedRow } from '../../../../broker/journal/tracedMessage.ts';
import { grouped } from '../../../../i18n/numbers.ts';
import { faultWords, isLost } from '../../../pieces/ladder/tracedWords.ts';
import { FaultTags } from '../../../pieces/marks/FaultTags.tsx';
import { ClientName } from './ClientName.tsx';
import type { MessageColumn } from './messageColumns.ts';

interface MessageCellProps {
  readonly connectionId: string;
  readonly row: TracedRow;
  readonly column: MessageColumn;
  /** ms since 1970 at which the broker's clock was 0. */
  readonly origin: number;
}

export function MessageCell({ connectionId, row, column, origin }: MessageCellProps) {
  const t = useText().bothEnds;
  switch (column) {
    case 'number':
      return grouped(row.message);
    case 'time':
      return rowTime(origin, row.time * 1000);
    case 'topic':
      return <TopicName topic={row.topic} />;
    case 'qos':
      return <Tag>{t.qos(row.qos)}</Tag>;
    case 'publisher':
      return <From connectionId={connectionId} row={row} />;
    case 'size':
      return grouped(row.size);
    case 'outcome':
      return <Outcome row={row} />;
  }
}

function From({ connectionId, row }: { connectionId: string; row: TracedRow }) {
  const t = useText().bothEnds;
  const origin = t.origins[row.origin];
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      {row.publisher !== undefined && (
        <ClientName connectionId={connectionId} client={row.publisher} />
      )}
      {origin !== '' && <span className="shrink-0 font-sans text-fg-2">{origin}</span>}
    </span>
  );
}

/** Numbers of completed, open and failed deliveries. */
function Outcome({ row }: { row: TracedRow }) {
  const t = useText().bothEnds.outcome;
  const { deliveries, open, failed, keptBack } = row;
  if (row.missed !== undefined) return <KeptBack fault={row.missed} isFailed />;
  if (row.refused !== undefined) {
    return (
      <span className="inline-flex items-center gap-1 font-sans text-err">
        <Ban size={12} aria-hidden />
        {t.refused}
      </span>
    );
  }
  if (deliveries === 0) {
    return (
      <span className="inline-flex items-center gap-1 font-sans text-fg-2">
        {row.heard === true ? (
          <CircleCheck size={12} aria-hidden />
        ) : (
          <CircleSlash size={12} aria-hidden />
        )}
        {row.heard === true ? t.platform : t.nobody}
      </span>
    );
  }
  const done = deliveries - open - failed;
  if (keptBack !== undefined && deliveries === 1) {
    return <KeptBack fault={keptBack} isFailed={failed > 0} />;
  }
  return (
    <span title={t.title(done, open, failed)} className="inline-flex items-center gap-2 font-sans">
      {done > 0 && (
        <span className="inline-flex items-center gap-1 text-ok">
          <CircleCheck size={12} aria-hidden />
          {t.delivered(done, deliveries)}
        </span>
      )}
      {open > 0 && (
        <span className="inline-flex items-center gap-1 text-accent">
          <Clock size={12} aria-hidden />
          {t.open(open)}
        </span>
      )}
      {failed > 0 && (
        <span className="inline-flex items-center gap-1 text-err">
          <CircleX size={12} aria-hidden />
          {t.failed(failed)}
        </span>
      )}
      {keptBack !== undefined && <FaultTags faults={[keptBack]} />}
    </span>
  );
}

/** Tag for a fault rule that withholds a PUBLISH from its subscribers. */
function KeptBack({ fault, isFailed = false }: { fault: TracedFault; isFailed?: boolean }) {
  const texts = useText();
  const Sign = isFailed ? CircleX : Clock;
  return (
    <span
      title={faultWords(texts, fault)}
      className={classes(
        'flex min-w-0 items-center gap-1 font-sans',
        isFailed ? 'text-err' : 'text-accent',
      )}
    >
      <Sign size={12} aria-hidden className="shrink-0" />
      {isLost(fault) && <span className="shrink-0">{texts.bothEnds.lost} </span>}
      <FaultTags faults={[fault]} />
    </span>
  );
}
