import { TriangleAlert } from 'lucide-react';
import {
  EmptyState,
  HEAD_HEIGHT,
  ROW_HEIGHT,
  ShortName,
  sortingBy,
  useListLayout,
  useRows,
  useText,
} from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { DeviceOrder, DeviceRow, DeviceShow } from '../../../engine/devices/deviceRows.ts';
import { grouped } from '../../../i18n/numbers.ts';
import { type ListColumns, ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { NoneFound } from '../../pieces/lists/NoneFound.tsx';
import { conventionName } from '../../pieces/marks/conventionName.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { subscribedFilters } from '../../session/connection/heardFilters.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { shownName } from '../../session/shownName.ts';
import { DeviceBar } from './DeviceBar.tsx';
import { LastSeen } from './LastSeen.tsx';
import { keyOfDevice, setDevicesPlace, useDevicesPlace } from './place.ts';
import { StateWord } from './StateWord.tsx';

type Column = 'device' | 'state' | 'convention' | 'seen' | 'messages' | 'alarms';

const SHOWS: readonly DeviceShow[] = ['all', 'online', 'offline', 'alarm'];
const COLUMNS: ListColumns<Column> = {
  wide: {
    shown: ['device', 'state', 'convention', 'seen', 'messages', 'alarms'],
    grid: 'grid-cols-[minmax(120px,1.4fr)_minmax(84px,0.6fr)_minmax(96px,0.8fr)_112px_84px_84px]',
  },
  tight: {
    shown: ['device', 'state', 'alarms'],
    grid: 'grid-cols-[minmax(0,1fr)_84px_72px]',
  },
  phone: { shown: ['device', 'state', 'alarms'], grid: 'grid-cols-[minmax(0,1fr)_84px_72px]' },
};
const RIGHT: ReadonlySet<Column> = new Set(['seen', 'messages', 'alarms']);
const ORDERS = {
  columns: COLUMNS.wide.shown,
  orders: { device: 'name', seen: 'seen', messages: 'messages' },
  fromLargest: new Set<DeviceOrder>(['seen', 'messages']),
} as const;

interface DeviceListProps {
  readonly connectionId: string;
  /** ms since 1970. */
  readonly origin: number;
}

export function DeviceList({ connectionId, origin }: DeviceListProps) {
  const t = useText().devices;
  const layout = useListLayout();
  const { show, search, order, chosen } = useDevicesPlace(connectionId);
  const connection = useConnection(connectionId, 'loop', 'state', 'subscriptions');
  const heard = subscribedFilters(connection);
  const held = connection?.loop.part('devices');
  // The reply may answer the choice before this one.
  const isOf = held?.show === show && held.search === search && held.order === order;
  const rows = useRows({
    count: isOf ? held.total : 0,
    of: `${show} ${search} ${order}`,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  const wanted = { first: rows.from, count: Math.max(rows.to - rows.from, 40) };
  useWindowPart(connectionId, 'devices', { ...wanted, show, search, order, heard });
  const sorting = sortingBy<Column, DeviceOrder>(ORDERS, { order, isReversed: false }, (to) =>
    setDevicesPlace(connectionId, { order: to.order }),
  );
  const clear = () => setDevicesPlace(connectionId, { search: '', show: 'all' });
  return (
    <>
      <DeviceBar
        connectionId={connectionId}
        words={t}
        shows={SHOWS}
        show={show}
        search={search}
        counts={held?.counts}
        onShow={(value) => setDevicesPlace(connectionId, { show: value })}
        onSearch={(text) => setDevicesPlace(connectionId, { search: text })}
      />
      <ListGrid
        name={t.grid}
        focus="devices"
        layout={layout}
        columns={COLUMNS}
        heads={t.columns}
        right={RIGHT}
        sorting={sorting}
        list={{ ...rows, part: isOf ? held : undefined }}
        keyOf={keyOfDevice}
        selected={chosen && keyOfDevice(chosen)}
        onSelect={({ convention, id }) =>
          setDevicesPlace(connectionId, { chosen: { convention, id }, part: undefined })
        }
        onOpen={({ lastPacket }) => {
          if (lastPacket > 0) showPacket(connectionId, lastPacket);
        }}
        cell={(row, column) => (
          <Cell
            row={row}
            column={column}
            origin={origin}
            depth={order === 'name' && search === '' && show === 'all' ? row.depth : 0}
          />
        )}
        empty={
          held !== undefined && held.counts.all === 0 && search === '' ? (
            <EmptyState title={t.empty} text={t.emptyHint} />
          ) : (
            isOf && <NoneFound title={t.noneFound} onClear={clear} />
          )
        }
      />
      {held !== undefined && held.overLimit > 0 && (
        <p className="shrink-0 border-t border-line px-3 py-1 text-xs text-warn">
          {t.passedOver(held.overLimit)}
        </p>
      )}
    </>
  );
}

interface CellProps {
  readonly row: DeviceRow;
  readonly column: Column;
  readonly origin: number;
  /** Number of devices above it in the hierarchy. */
  readonly depth: number;
}

function Cell({ row, column, origin, depth }: CellProps) {
  const texts = useText();
  switch (column) {
    case 'device':
      return <Name row={row} depth={depth} />;
    case 'state':
      return <StateWord state={row.state} />;
    case 'convention':
      return <span className="font-sans text-fg-2">{conventionName(row, texts)}</span>;
    case 'seen':
      return <LastSeen row={row} origin={origin} />;
    case 'messages':
      return grouped(row.messages);
    case 'alarms':
      return row.alarms === 0 ? (
        <span className="text-fg-3">0</span>
      ) : (
        <span className="inline-flex items-center gap-1 text-warn">
          <TriangleAlert size={12} aria-hidden />
          {grouped(row.alarms)}
        </span>
      );
  }
}

/** Display name and name in topics. */
function Name({ row: { id, name }, depth }: Pick<CellProps, 'row' | 'depth'>) {
  const isNamed = name !== undefined && name !== id;
  return (
    <span className="@container block" style={{ paddingLeft: `${depth}rem` }} title={shownName(id)}>
      <span className="flex min-w-0 gap-2">
        {isNamed && <bdi className="truncate font-sans">{visibleText(name)}</bdi>}
        {/* Where there is little room, the detail says it. */}
        <span className={isNamed ? 'hidden min-w-0 text-fg-2 @min-[16rem]:block' : 'min-w-0'}>
          <ShortName name={shownName(id)} />
        </span>
      </span>
    </span>
  );
}
