import { OctagonAlert, TriangleAlert } from 'lucide-react';
import type { NoteFact } from '../../../engine/log/noteFacts.ts';
import type { StreamRow } from '../../../engine/streams/streamFacts.ts';
import { visibleText } from '../../../payload/visibleText.ts';
import { duration } from '../../../words/durations.ts';
import type { Texts } from '../../../words/en/texts.ts';
import { short } from '../../../words/numbers.ts';
import { roundSize } from '../../../words/sizes.ts';
import { rowTime } from '../../kit/clock.ts';
import { useText } from '../../kit/language/useText.ts';
import { GridRow } from '../../kit/rows/GridRow.tsx';
import type { ListLayout } from '../../kit/rows/listLayout.ts';
import { shownServer } from '../../session/shownServer.ts';
import { COLUMNS, type Column, cellClasses, rowClasses } from './columns.ts';

interface StreamRowProps {
  readonly row: StreamRow;
  readonly index: number;
  readonly id: string;
  readonly selected: boolean;
  readonly layout: ListLayout;
  /** ms since 1970. */
  readonly origin: number;
}

export function StreamRowView({ row, index, id, selected, layout, origin }: StreamRowProps) {
  return (
    <GridRow
      id={id}
      index={index}
      selected={selected}
      className={rowClasses(layout)}
      columns={COLUMNS[layout]}
      cellClass={cellClasses}
      cell={(column) => <Cell column={column} row={row} origin={origin} />}
    />
  );
}

interface CellProps {
  readonly column: Column;
  readonly row: StreamRow;
  readonly origin: number;
}

function Cell({ column, row, origin }: CellProps) {
  const words = useText();
  const { streams: t, shell } = words;
  switch (column) {
    case 'stream':
      return row.stream;
    case 'clientId':
      return row.clientId === undefined || row.clientId === '' ? (
        <span className="font-sans text-fg-3">{t.unknown}</span>
      ) : (
        <Cut text={row.clientId} />
      );
    case 'addresses':
      return <Cut text={addressesOf(row, words)} />;
    case 'version':
      return row.version === undefined ? '' : shell.mqttVersion(row.version).replace('MQTT ', '');
    case 'opened':
      return row.opened === undefined ? '' : rowTime(origin, row.opened);
    case 'duration':
      return <Duration row={row} />;
    case 'in':
      return <Passed packets={row.packetsIn} bytes={row.bytesIn} />;
    case 'out':
      return <Passed packets={row.packetsOut} bytes={row.bytesOut} />;
    case 'problems':
      return <Problems count={row.problems} />;
    case 'notes':
      return <Notes notes={row.notes} />;
  }
}

/** `client → server`, and by what it travelled. */
function addressesOf({ client, server, carrier }: StreamRow, words: Texts): string {
  const ends = [client, server && shownServer(server, words)]
    .filter((end) => end !== undefined)
    .join(' → ');
  const by = carrier === undefined || carrier === 'other' ? '' : carrier;
  return ends.includes('://') || by === '' ? ends : `${ends} ${by}`.trim();
}

function Cut({ text }: { text: string }) {
  const shown = visibleText(text);
  return (
    <bdi title={shown} className="block truncate">
      {shown}
    </bdi>
  );
}

function Duration({ row }: { row: StreamRow }) {
  const t = useText().streams;
  if (row.closed === undefined) return <span className="font-sans text-ok">{t.open}</span>;
  return row.opened === undefined ? '' : duration(row.closed - row.opened);
}

function Passed({ packets, bytes }: { packets: number; bytes: number }) {
  const t = useText().streams;
  return (
    <span title={t.packets(packets, roundSize(bytes))}>
      {short(packets)} <span className="text-fg-3">{roundSize(bytes)}</span>
    </span>
  );
}

function Problems({ count }: { count: number }) {
  const t = useText().streams;
  if (count === 0) return <span className="text-fg-3">0</span>;
  return (
    <span title={t.problems(count)} className="inline-flex items-center gap-1 text-err">
      <OctagonAlert size={12} aria-hidden />
      {short(count)}
    </span>
  );
}

function Notes({ notes }: { notes: readonly NoteFact[] }) {
  const { explain } = useText();
  if (notes.length === 0) return null;
  const text = visibleText(notes.map((note) => explain.note(note)).join(' '));
  return (
    <span title={text} className="flex min-w-0 items-center gap-1 font-sans text-warn">
      <TriangleAlert size={12} aria-hidden className="shrink-0" />
      <bdi className="min-w-0 truncate">{text}</bdi>
    </span>
  );
}
