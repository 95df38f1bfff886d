import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { compileFilter } from '../../../engine/filter/compile.ts';
import type { SnDetail, SnRow, SnRows } from '../../../mqttsn/reading/snRecord.ts';
import { SearchBox } from '../../kit/controls/SearchBox.tsx';
import { EmptyState } from '../../kit/display/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { HEAD_HEIGHT, ROW_HEIGHT, useListLayout } from '../../kit/rows/listLayout.ts';
import { RowBoundary } from '../../kit/rows/RowBoundary.tsx';
import { RowGrid } from '../../kit/rows/RowGrid.tsx';
import { rowIndexOf } from '../../kit/rows/rowIndex.ts';
import { rowForKey } from '../../kit/rows/rowKeys.ts';
import { useRows } from '../../kit/rows/useRows.ts';
import { ListAndDetail } from '../lists/ListAndDetail.tsx';
import { NotChecked } from '../marks/NotChecked.tsx';
import { COLUMNS, cellClasses, headClasses, TRACKS } from './columns.ts';
import { SensorDetail } from './SensorDetail.tsx';
import { SensorRowView } from './SensorRowView.tsx';
import { SensorNames, type TopicNames } from './SensorTopics.tsx';

/** Requested rows. */
export interface SensorRange {
  readonly first: number;
  readonly count: number;
}

interface SensorListProps {
  /** By which `focusTarget` finds it. */
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
  readonly names: TopicNames;
  /** Above the list, at its left. */
  readonly children?: ReactNode;
}

/** MQTT-SN messages, each next to the MQTT packet on the other side of the gateway. */
export function SensorList(props: SensorListProps) {
  const { page, chosen, onChoose, onRange, origin, detail } = props;
  const { sn: t, filtering } = useText();
  const layout = useListLayout();
  const [isFollowing, setFollowing] = useState(true);
  const { attach, ...rows } = useRows({
    count: page.total,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
    follow: isFollowing && chosen === undefined,
    onScrolledUp: () => setFollowing(false),
  });
  const { from, to } = rows;
  const wanted = { first: from, count: Math.max(to - from, 50) };
  const isThere = page.first <= from && page.first + page.rows.length >= Math.min(to, page.total);
  const { first, count } = wanted;
  // The request follows the drawn rows.
  useEffect(() => {
    if (!isThere) onRange({ first, count });
  }, [isThere, first, count, onRange]);
  const rowAt = (index: number): SnRow | undefined => page.rows[index - page.first];
  const ids = useId();
  const isFiltered = page.of !== undefined;
  const shownAt = page.rows.findIndex(({ no }) => no === chosen);
  const place = isFiltered
    ? shownAt < 0
      ? undefined
      : page.first + shownAt
    : chosen && chosen - 1;
  const index = chosen === undefined ? undefined : place;
  /** In a filtered list, only the drawn rows are known. */
  const noAt = (row: number): number | undefined => (isFiltered ? rowAt(row)?.no : row + 1);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || page.total === 0) return;
    const last = page.total - 1;
    const next = rowForKey(event.key, index, { start: last, count: page.total, page: rows.page });
    if (next === undefined) return;
    const row = Math.min(Math.max(next, page.discarded), last);
    rows.show(row);
    const no = noAt(row);
    if (no !== undefined) onChoose(no);
    event.preventDefault();
  };
  const drawn = Array.from({ length: Math.max(0, to - from) }, (_, place) => from + place);
  return (
    <ListAndDetail
      list={
        <>
          <div className="flex min-h-(--h-tool) shrink-0 flex-wrap items-center gap-2 border-b border-line px-3">
            {props.children}
            <p className="min-w-0 flex-1 py-1 text-xs text-fg-2">
              {page.of === undefined ? t.count(page.total) : t.countOf(page.total, page.of)}{' '}
              {page.discarded > 0 && t.discarded(page.discarded)}{' '}
              {page.forgotten !== undefined && t.forgotten(page.forgotten)} {t.hint}
              {page.givenUp !== undefined && (
                <NotChecked text={filtering.notChecked(page.givenUp)} />
              )}
            </p>
            <SensorTools onFilter={props.onFilter} names={props.names} />
          </div>
          <RowGrid
            name={t.grid}
            focus={props.focus}
            attach={attach}
            rows={rows}
            count={page.total}
            columns={COLUMNS[layout]}
            tracks={TRACKS[layout]}
            heads={t.columns}
            headClass={headClasses(layout)}
            cellClass={cellClasses}
            below={page.total === 0 && <EmptyState title={t.noMatch} />}
            active={index === undefined ? undefined : `${ids}-${index}`}
            onKeyDown={onKeyDown}
            onClick={(event) => {
              const clicked = rowIndexOf(event.target);
              const no = clicked === undefined ? undefined : noAt(clicked);
              if (no !== undefined) onChoose(no);
            }}
          >
            {drawn.map((place) => {
              const row = rowAt(place);
              return row === undefined ? (
                <div key={`at ${place}`} style={{ height: ROW_HEIGHT[layout] }} />
              ) : (
                <RowBoundary
                  key={row.no}
                  of={row}
                  id={`${ids}-${place}`}
                  index={place}
                  height={ROW_HEIGHT[layout]}
                >
                  <SensorRowView
                    row={row}
                    index={place}
                    id={`${ids}-${place}`}
                    selected={row.no === chosen}
                    layout={layout}
                    origin={origin}
                  />
                </RowBoundary>
              );
            })}
          </RowGrid>
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
  readonly names: TopicNames;
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
      <SensorNames names={names} />
      {!compiled.ok && (
        <p role="alert" className="basis-full text-xs text-err">
          {filtering.column(compiled.error.column)} {explain.filterError(compiled.error)}
        </p>
      )}
    </div>
  );
}
