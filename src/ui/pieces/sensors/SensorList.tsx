import { type ReactNode, useEffect, useState } from 'react';
import {
  EmptyState,
  HEAD_HEIGHT,
  hasDate,
  ROW_HEIGHT,
  SearchBox,
  useListLayout,
  useRows,
  useText,
} from '#kit';
import { compileFilter } from '../../../engine/filter/compile.ts';
import type { SnDetail, SnRow, SnRows } from '../../../mqttsn/reading/snRecord.ts';
import { ListAndDetail } from '../lists/ListAndDetail.tsx';
import { ListGrid } from '../lists/ListGrid.tsx';
import { NotChecked } from '../marks/NotChecked.tsx';
import { NUMBERS, sensorColumns } from './columns.ts';
import { SensorCell } from './SensorCell.tsx';
import { SensorDetail } from './SensorDetail.tsx';
import { SensorNames, type TopicNames } from './SensorTopics.tsx';

/** Requested rows. */
export interface SensorRange {
  readonly first: number;
  readonly count: number;
}

interface SensorListProps {
  /** Name for `focusTarget`. */
  readonly focus: string;
  readonly page: SnRows;
  readonly onRange: (range: SensorRange) => void;
  /** Detail of the selected message, once loaded. */
  readonly detail: SnDetail | undefined;
  readonly chosen: number | undefined;
  readonly onChoose: (no: number) => void;
  /** ms since 1970. */
  readonly origin: number;
  /** Set if MQTT packets can be shown. */
  readonly onPacket?: (packet: number) => void;
  readonly onFilter: (filter: string) => void;
  /** Set if topics of predefined ids can be named. */
  readonly names?: TopicNames;
  /** Above the list, at its left. */
  readonly children?: ReactNode;
}

const keyOf = ({ no }: SnRow): string => String(no);

/** Cautions are amber. */
function toneOf({ problems }: SnRow): 'err' | 'warn' | undefined {
  if (problems.length === 0) return undefined;
  return problems.some(({ severity }) => severity !== 'caution') ? 'err' : 'warn';
}

/** MQTT-SN messages, each next to the MQTT packet on the other side of the gateway. */
export function SensorList(props: SensorListProps) {
  const { page, chosen, onChoose, onRange, origin, detail } = props;
  const { sn: t, filtering } = useText();
  const layout = useListLayout();
  const [isFollowing, setFollowing] = useState(true);
  const { discarded } = page;
  // Discarded messages have no rows.
  const part = { first: page.first - discarded, total: page.total - discarded, rows: page.rows };
  const rows = useRows({
    count: part.total,
    first: discarded,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
    follow: isFollowing && chosen === undefined,
    onScrolledUp: () => setFollowing(false),
  });
  const isDated = part.rows.some(({ time }) => hasDate(origin, time));
  const { from, to } = rows;
  const isThere = part.first <= from && part.first + part.rows.length >= Math.min(to, part.total);
  const first = from + discarded;
  const count = Math.max(to - from, 50);
  // The request follows the drawn rows.
  useEffect(() => {
    if (!isThere) onRange({ first, count });
  }, [isThere, first, count, onRange]);
  return (
    <ListAndDetail
      list={
        <>
          <div className="flex min-h-(--h-tool) shrink-0 flex-wrap items-center gap-2 border-b border-line px-3">
            {props.children}
            <p className="min-w-0 flex-1 py-1 text-xs text-fg-2">
              {page.of === undefined ? t.count(page.total) : t.countOf(page.total, page.of)}{' '}
              {discarded > 0 && t.discarded(discarded)}{' '}
              {page.forgotten !== undefined && t.forgotten(page.forgotten)} {t.hint}
              {page.givenUp !== undefined && (
                <NotChecked text={filtering.notChecked(page.givenUp)} />
              )}
            </p>
            <SensorTools onFilter={props.onFilter} names={props.names} />
          </div>
          <ListGrid
            name={t.grid}
            focus={props.focus}
            layout={layout}
            columns={sensorColumns(isDated)}
            heads={t.columns}
            right={NUMBERS}
            list={{ ...rows, part }}
            keyOf={keyOf}
            selected={chosen === undefined ? undefined : String(chosen)}
            // In a filtered list, only the loaded rows are known.
            at={page.of !== undefined || chosen === undefined ? undefined : chosen - 1 - discarded}
            onSelect={({ no }) => onChoose(no)}
            tone={toneOf}
            cell={(row, column) => <SensorCell row={row} column={column} origin={origin} />}
            empty={<EmptyState title={t.noMatch} />}
          />
        </>
      }
      detail={
        detail === undefined ? undefined : (
          <SensorDetail
            key={detail.row.no}
            detail={detail}
            {...(props.onPacket && { onPacket: props.onPacket })}
          />
        )
      }
    />
  );
}

interface SensorToolsProps {
  readonly onFilter: (filter: string) => void;
  readonly names: TopicNames | undefined;
}

/** Filters the list, and names topics that have predefined ids. */
function SensorTools({ onFilter, names }: SensorToolsProps) {
  const { sn: t, explain, filtering } = useText();
  const [text, setText] = useState('');
  const compiled = compileFilter(text);
  const change = (next: string): void => {
    setText(next);
    if (compileFilter(next).ok) onFilter(next.trim());
  };
  return (
    <div className="flex w-full flex-wrap items-center gap-2 py-1">
      <div className="min-w-52 flex-1 font-mono">
        <SearchBox label={t.filter} clearLabel={t.clearFilter} value={text} onChange={change} />
      </div>
      {names !== undefined && <SensorNames names={names} />}
      {!compiled.ok && (
        <p role="alert" className="basis-full text-xs text-err">
          {filtering.column(compiled.error.column)} {explain.filterError(compiled.error)}
        </p>
      )}
    </div>
  );
}
