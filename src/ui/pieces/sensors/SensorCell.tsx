import { ArrowLeft, ArrowRight, OctagonAlert, TriangleAlert } from 'lucide-react';
import { rowTime, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import { grouped } from '../../../i18n/numbers.ts';
import type { SnRow } from '../../../mqttsn/reading/snRecord.ts';
import type { SensorColumn } from './columns.ts';

interface SensorCellProps {
  readonly column: SensorColumn;
  readonly row: SnRow;
  /** ms since 1970. */
  readonly origin: number;
}

/** Cell of an MQTT-SN message. */
export function SensorCell({ column, row, origin }: SensorCellProps) {
  switch (column) {
    case 'no':
      return <span className="text-fg-3">{grouped(row.no)}</span>;
    case 'time':
      return rowTime(origin, row.time);
    case 'client':
      return <Cut text={visibleText(row.client)} />;
    case 'message':
      return <Message row={row} />;
    case 'topic':
      return <Cut text={visibleText(row.topic ?? '')} />;
    case 'details':
      return <Details row={row} />;
    case 'other':
      return <Other row={row} />;
  }
}

function Cut({ text }: { text: string }) {
  return (
    <bdi title={text} className="block truncate">
      {text}
    </bdi>
  );
}

function Message({ row: { direction, name } }: { row: SnRow }) {
  const t = useText().sn;
  const Arrow = direction === 'out' ? ArrowRight : ArrowLeft;
  const way = direction === 'out' ? t.toGateway : t.toClient;
  return (
    <span className="flex items-center gap-1.5" title={way}>
      <Arrow size={12} aria-hidden className="shrink-0 text-fg-3" />
      <span className="sr-only">{way}</span>
      <span className="truncate">{name ?? t.unknown}</span>
    </span>
  );
}

function Details({ row }: { row: SnRow }) {
  const t = useText().sn;
  const [problem] = row.problems;
  if (problem === undefined) return <Cut text={visibleText(row.details)} />;
  const isError = problem.severity !== 'caution';
  const Icon = isError ? OctagonAlert : TriangleAlert;
  const text = row.problems.map(({ breach }) => t.fact(breach)).join(' ');
  return (
    <span title={text} className="flex min-w-0 items-center gap-1 font-sans">
      <Icon
        size={12}
        aria-hidden
        className={isError ? 'shrink-0 text-err' : 'shrink-0 text-warn'}
      />
      <bdi className="min-w-0 truncate">{visibleText(text)}</bdi>
    </span>
  );
}

function Other({ row: { other } }: { row: SnRow }) {
  const t = useText().sn;
  if (other === undefined) {
    return (
      <span className="text-fg-3" title={t.noOther}>
        –
      </span>
    );
  }
  const { name, packetId, packet } = other;
  const id = packetId === undefined ? '' : ` ${packetId}`;
  return <Cut text={packet === 0 ? `${name}${id}` : `${name}${id} · ${t.packet(packet)}`} />;
}
