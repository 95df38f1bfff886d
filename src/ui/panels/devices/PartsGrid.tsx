import { Send } from 'lucide-react';
import { useEffect } from 'react';
import {
  classes,
  HEAD_HEIGHT,
  IconButton,
  ROW_HEIGHT,
  rowTime,
  Tag,
  useListLayout,
  useRows,
  useText,
} from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { DeviceDetail, PartRow } from '../../../engine/devices/deviceRows.ts';
import { ChartButton } from '../../pieces/ChartButton.tsx';
import { TrendLine } from '../../pieces/charts/TrendLine.tsx';
import { type ListColumns, ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { select } from '../../session/connection/selection.ts';
import { showPacket } from '../../session/packets/actions.ts';
import { publishTo } from '../../session/publish/publishTo.ts';
import { showPanel } from '../../session/view/tabView.ts';
import { setDevicesPlace } from './place.ts';
import { useRemark } from './remark.ts';
import { TemplateOf } from './TemplateOf.tsx';

type Column = 'name' | 'value' | 'trend' | 'kind' | 'time';

const COLUMNS: ListColumns<Column> = {
  wide: {
    shown: ['name', 'value', 'trend', 'kind', 'time'],
    grid: 'grid-cols-[minmax(0,1fr)_minmax(0,1fr)_128px_minmax(64px,0.5fr)_112px]',
  },
  tight: {
    shown: ['name', 'value', 'trend', 'time'],
    grid: 'grid-cols-[minmax(0,1fr)_minmax(0,1fr)_104px_108px]',
  },
  phone: { shown: ['name', 'value'], grid: 'grid-cols-[minmax(0,1fr)_minmax(0,1fr)]' },
};
const RIGHT: ReadonlySet<Column> = new Set(['time']);

interface PartsGridProps {
  readonly connectionId: string;
  readonly convention: string;
  readonly parts: DeviceDetail['parts'];
  /** The key of one. */
  readonly chosen: string | undefined;
  /** Index of the row. */
  readonly found: number | undefined;
  /** ms since 1970. */
  readonly origin: number;
  readonly onRange: (range: { readonly first: number; readonly count: number }) => void;
}

/** The values of a device, each with a link to its packet or topic. */
export function PartsGrid(props: PartsGridProps) {
  const { connectionId, convention, parts, chosen, found, origin, onRange } = props;
  const t = useText().devices;
  const layout = useListLayout();
  const rows = useRows({
    count: parts.total,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  const { from, to, show } = rows;
  useEffect(() => {
    onRange({ first: from, count: Math.max(to - from, 40) });
  }, [from, to, onRange]);
  // A part selected elsewhere may be outside of the drawn rows.
  useEffect(() => {
    if (found !== undefined) show(found);
  }, [chosen, found, show]);
  return (
    <ListGrid
      name={t.parts}
      focus="device-parts"
      layout={layout}
      columns={COLUMNS}
      heads={t.partColumns}
      right={RIGHT}
      list={{ ...rows, part: parts }}
      keyOf={({ key }) => key}
      selected={chosen}
      onSelect={({ key }) => setDevicesPlace(connectionId, { part: key })}
      onOpen={({ packet = 0, at }) => {
        if (at !== undefined) {
          select(connectionId, { topic: at.topic });
          showPanel(connectionId, 'topic');
        } else if (packet > 0) showPacket(connectionId, packet);
      }}
      cell={(part, column) => (
        <Cell
          connectionId={connectionId}
          convention={convention}
          part={part}
          column={column}
          origin={origin}
        />
      )}
      empty={<p className="p-3 text-fg-3">{t.noParts}</p>}
    />
  );
}

interface CellProps extends Pick<PartsGridProps, 'connectionId' | 'convention'> {
  readonly part: PartRow;
  readonly column: Column;
  readonly origin: number;
}

interface TellButtonProps {
  readonly connectionId: string;
  readonly name: string;
  readonly topic: string;
}

/** Opens the publish form with the command topic of the device. */
function TellButton({ connectionId, name, topic }: TellButtonProps) {
  const t = useText().devices;
  const state = useConnection(connectionId, 'state')?.state.kind;
  if (state === 'file') return null;
  return (
    <IconButton
      small
      label={t.tell(visibleText(name), visibleText(topic))}
      onClick={() => publishTo(connectionId, topic)}
    >
      <Send size={13} aria-hidden />
    </IconButton>
  );
}

interface TrendCellProps {
  readonly connectionId: string;
  readonly trend: NonNullable<PartRow['trend']>;
  /** undefined: the values are from several places. */
  readonly place: PartRow['source'];
}

/** The last values, and the way to all of them. */
function TrendCell({ connectionId, trend, place }: TrendCellProps) {
  return (
    <span className="flex items-center gap-1">
      <TrendLine trend={trend} />
      {place !== undefined && (
        // Too small for a finger; the chart of the view Topic takes it, too.
        <span className="contents max-md:hidden">
          <ChartButton connectionId={connectionId} topic={place.topic} path={place.path ?? []} />
        </span>
      )}
    </span>
  );
}

/** Pixels of indentation per nesting level. */
const INDENT = 14;

function Cell({ connectionId, convention, part, column, origin }: CellProps) {
  const t = useText().devices;
  const remark = useRemark(part, origin);
  switch (column) {
    case 'name':
      return (
        <span
          className="flex min-w-0 items-center gap-1.5"
          style={{ paddingInlineStart: part.depth * INDENT }}
        >
          <bdi className="truncate" title={visibleText(part.name)}>
            {visibleText(part.name)}
          </bdi>
          {part.isParameter === true && <Tag tone="outline">{t.template.parameter}</Tag>}
          {part.command !== undefined && (
            <TellButton connectionId={connectionId} name={part.name} topic={part.command} />
          )}
        </span>
      );
    case 'value':
      if (part.template !== undefined) {
        return <TemplateOf connectionId={connectionId} convention={convention} part={part} />;
      }
      return (
        <span className="flex min-w-0 items-center gap-1.5">
          {part.value !== undefined && (
            <bdi
              className={classes('truncate', remark !== undefined && 'max-w-1/2 shrink-0')}
              title={visibleText(part.value)}
            >
              {visibleText(part.value)}
            </bdi>
          )}
          {part.value === undefined && remark === undefined && (
            <span className="truncate font-sans text-fg-3">{t.noValue}</span>
          )}
          {part.value !== undefined && part.unit !== undefined && (
            <span className="text-fg-2">{visibleText(part.unit)}</span>
          )}
          {remark !== undefined && (
            <span
              className="truncate font-sans text-warn max-sm:line-clamp-2 max-sm:leading-tight max-sm:whitespace-normal"
              title={remark}
            >
              {remark}
            </span>
          )}
          {part.isStale === true && <Tag tone="warn">{t.stale}</Tag>}
        </span>
      );
    case 'trend':
      return part.trend === undefined ? null : (
        <TrendCell connectionId={connectionId} trend={part.trend} place={part.at ?? part.source} />
      );
    case 'kind':
      return <span className="text-fg-2">{visibleText(part.kind ?? '')}</span>;
    case 'time':
      return part.time === undefined ? '' : rowTime(origin, part.time);
  }
}
