import { OctagonAlert, TriangleAlert } from 'lucide-react';
import { classes, useText } from '#kit';
import { isOrderly } from '../../../engine/disconnectCause/orderly.ts';
import type { StreamRow } from '../../../engine/streams/streamFacts.ts';
import { cellText, passed } from './cellText.ts';
import type { Column } from './columns.ts';

interface StreamCellProps {
  readonly column: Column;
  readonly row: StreamRow;
  /** ms since 1970. */
  readonly origin: number;
}

export function StreamCell({ column, row, origin }: StreamCellProps) {
  const words = useText();
  const { streams: t } = words;
  const text = cellText(column, row, origin, words);
  switch (column) {
    case 'clientId':
      return text === '' ? (
        <span className="font-sans text-fg-3">{t.unknown}</span>
      ) : (
        <Cut text={text} />
      );
    case 'addresses':
      return <Cut text={text} />;
    case 'duration':
      return row.closed === undefined ? <span className="font-sans text-ok">{text}</span> : text;
    case 'in':
      return <Passed packets={row.packetsIn} bytes={row.bytesIn} />;
    case 'out':
      return <Passed packets={row.packetsOut} bytes={row.bytesOut} />;
    case 'problems':
      return <Problems row={row} text={text} />;
    case 'notes':
      return <Notes text={text} isWarning={row.notes.length > 0 || !isOrderly(row.cause)} />;
    case 'stream':
    case 'version':
    case 'opened':
      return text;
  }
}

function Cut({ text }: { text: string }) {
  return (
    <bdi title={text} className="block truncate">
      {text}
    </bdi>
  );
}

function Passed({ packets, bytes }: { packets: number; bytes: number }) {
  const t = useText().streams;
  const [count, size] = passed(packets, bytes);
  return (
    <span title={t.packets(packets, size)}>
      {count} <span className="text-fg-3">{size}</span>
    </span>
  );
}

/** Red with errors, amber with warnings, plain with only notes. */
function Problems({ row, text }: { row: StreamRow; text: string }) {
  const t = useText().streams;
  const { problems: count, warnings, errors } = row;
  if (count === 0) return <span className="text-fg-3">0</span>;
  const tone = errors > 0 ? 'text-err' : warnings > 0 ? 'text-warn' : '';
  const Icon = errors > 0 ? OctagonAlert : TriangleAlert;
  return (
    <span title={t.problems(count)} className={classes('inline-flex items-center gap-1', tone)}>
      {tone !== '' && <Icon size={12} aria-hidden />}
      {text}
    </span>
  );
}

function Notes({ text, isWarning }: { text: string; isWarning: boolean }) {
  if (text === '') return null;
  return (
    <span
      title={text}
      className={classes('flex min-w-0 items-center gap-1 font-sans', isWarning && 'text-warn')}
    >
      {isWarning && <TriangleAlert size={12} aria-hidden className="shrink-0" />}
      <bdi className="min-w-0 truncate">{text}</bdi>
    </span>
  );
}
