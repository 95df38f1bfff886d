import { useEffect, useState } from 'react';
import type { DevicePart } from '../../../engine/devices/device.ts';
import type { DeviceDetail } from '../../../engine/devices/deviceRows.ts';
import { visibleText } from '../../../payload/visibleText.ts';
import { rowTime } from '../../kit/clock.ts';
import { useText } from '../../kit/language/useText.ts';
import { HEAD_HEIGHT, ROW_HEIGHT, useListLayout } from '../../kit/rows/listLayout.ts';
import { useRows } from '../../kit/rows/useRows.ts';
import { Tag } from '../../kit/Tag.tsx';
import { type ListColumns, ListGrid } from '../../pieces/ListGrid.tsx';
import { showPacket } from '../../session/packets/actions.ts';
import { select } from '../../session/selection.ts';
import { showCentre } from '../../session/tabView.ts';
import { TrendLine } from './TrendLine.tsx';

type Column = 'name' | 'value' | 'trend' | 'kind' | 'time';

const COLUMNS: ListColumns<Column> = {
  wide: {
    shown: ['name', 'value', 'trend', 'kind', 'time'],
    grid: 'grid-cols-[minmax(0,1fr)_minmax(0,1fr)_88px_minmax(64px,0.5fr)_112px]',
  },
  tight: {
    shown: ['name', 'value', 'trend', 'time'],
    grid: 'grid-cols-[minmax(0,1fr)_minmax(0,1fr)_64px_108px]',
  },
  phone: { shown: ['name', 'value'], grid: 'grid-cols-[minmax(0,1fr)_minmax(0,1fr)]' },
};
const RIGHT: ReadonlySet<Column> = new Set(['time']);

interface PartsGridProps {
  readonly connectionId: string;
  readonly parts: DeviceDetail['parts'];
  /** ms since 1970. */
  readonly origin: number;
  readonly onRange: (range: { readonly first: number; readonly count: number }) => void;
}

/** The values of a device: each leads to the packet or the topic that it is from. */
export function PartsGrid({ connectionId, parts, origin, onRange }: PartsGridProps) {
  const t = useText().devices;
  const layout = useListLayout();
  const [selected, setSelected] = useState<string>();
  const rows = useRows({
    count: parts.total,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  const { from, to } = rows;
  useEffect(() => {
    onRange({ first: from, count: Math.max(to - from, 40) });
  }, [from, to, onRange]);
  return (
    <ListGrid
      name={t.parts}
      focus="device-parts"
      layout={layout}
      columns={COLUMNS}
      heads={t.partColumns}
      right={RIGHT}
      list={{ ...rows, part: parts }}
      keyOf={({ name }) => name}
      selected={selected}
      onSelect={({ name }) => setSelected(name)}
      onOpen={({ packet = 0, at }) => {
        if (at !== undefined) {
          select(connectionId, { topic: at.topic });
          showCentre(connectionId, 'topic');
        } else if (packet > 0) showPacket(connectionId, packet);
      }}
      cell={(part, column) => <Cell part={part} column={column} origin={origin} />}
      empty={<p className="p-3 text-fg-3">{t.noParts}</p>}
    />
  );
}

interface CellProps {
  readonly part: DevicePart;
  readonly column: Column;
  readonly origin: number;
}

function Cell({ part, column, origin }: CellProps) {
  const t = useText().devices;
  switch (column) {
    case 'name':
      return <bdi title={part.command}>{visibleText(part.name)}</bdi>;
    case 'value':
      return (
        <span className="flex min-w-0 items-center gap-1.5">
          <bdi className="truncate" title={visibleText(part.value ?? '')}>
            {part.value === undefined ? (
              <span className="font-sans text-fg-3">{t.noValue}</span>
            ) : (
              visibleText(part.value)
            )}
          </bdi>
          {part.value !== undefined && part.unit !== undefined && (
            <span className="text-fg-2">{visibleText(part.unit)}</span>
          )}
          {part.isStale === true && <Tag tone="warn">{t.stale}</Tag>}
        </span>
      );
    case 'trend':
      return part.trend === undefined ? null : <TrendLine trend={part.trend} />;
    case 'kind':
      return <span className="text-fg-2">{visibleText(part.kind ?? '')}</span>;
    case 'time':
      return part.time === undefined ? '' : rowTime(origin, part.time);
  }
}
