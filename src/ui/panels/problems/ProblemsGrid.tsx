import { type KeyboardEvent, type MouseEvent, useEffect, useId } from 'react';
import type { FoundProblem } from '../../../engine/findings/problem.ts';
import { useText } from '../../kit/language/useText.ts';
import { rowTime } from '../../kit/page/clock.ts';
import { NARROW, useMedia } from '../../kit/page/useMedia.ts';
import { RowBoundary } from '../../kit/rows/RowBoundary.tsx';
import { RowGrid } from '../../kit/rows/RowGrid.tsx';
import { linkedPacket, rowIndexOf } from '../../kit/rows/rowIndex.ts';
import { rowForKey } from '../../kit/rows/rowKeys.ts';
import { keptScroller } from '../../kit/rows/rowScroller.ts';
import { useRows } from '../../kit/rows/useRows.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { useOrigin, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { showPacket } from '../../session/packets/actions.ts';
import type { LinePlace, ProblemLine, ProblemLines } from '../../session/problems/lines.ts';
import { setPlace, useProblemsPlace } from '../../session/problems/place.ts';
import { COLUMNS, cellClasses, ProblemRowView, placeRoom, rowClasses } from './ProblemRowView.tsx';

const ROW_HEIGHT = 24;
const NARROW_ROW_HEIGHT = 40;
/** Numbers from here on are wider. */
const LARGE = 100_000;
/** Pixels of the head. */
const HEAD = 24;

/** Packets of a line with their times. */
function placesOf(line: ProblemLine | undefined): readonly FoundProblem[] {
  if (line?.kind === 'group') return [line.group.first, line.group.last];
  return line?.problem === undefined ? [] : [line.problem];
}

interface ProblemsGridProps {
  readonly connectionId: string;
  readonly lines: ProblemLines;
}

/** A line per rule. The open one has its occurrences below. */
export function ProblemsGrid({ connectionId, lines }: ProblemsGridProps) {
  const t = useText().problems;
  const origin = useOrigin(connectionId) ?? 0;
  const height = useMedia(NARROW) ? NARROW_ROW_HEIGHT : ROW_HEIGHT;
  const { cursor, open, fresh } = useProblemsPlace(connectionId);
  const loop = useConnection(connectionId, 'loop')?.loop;
  const { attach, ...rows } = useRows({
    scroller: loop && keptScroller(loop, 'problems'),
    count: lines.count,
    rowHeight: height,
    head: HEAD,
  });
  useWindowPart(connectionId, 'problems', lines.request(rows.from, rows.to));
  const ids = useId();
  const at = cursor && lines.indexOf(cursor);
  const { show } = rows;
  useEffect(() => {
    if (at !== undefined) show(at);
    // oxlint-disable-next-line react/exhaustive-deps -- only the user’s own move scrolls the line into view
  }, [cursor, show]);

  const toggle = ({ rule }: LinePlace): void =>
    setPlace(connectionId, { open: open === rule ? undefined : rule });
  const moveTo = (index: number): void => {
    const place = lines.placeAt(Math.min(Math.max(index, 0), lines.count - 1));
    if (place !== undefined) setPlace(connectionId, { cursor: place });
  };
  const goTo = ({ row }: LinePlace, index: number): void => {
    const line = lines.line(index);
    if (row !== undefined && line?.kind === 'row' && line.problem !== undefined)
      showPacket(connectionId, line.problem.packet);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = rowForKey(event.key, at, { start: 0, count: lines.count, page: rows.page });
    if (to !== undefined) moveTo(to);
    else if (cursor === undefined || at === undefined) return;
    else if (event.key === 'Enter' && cursor.row !== undefined) goTo(cursor, at);
    else if (event.key === 'Enter' || event.key === ' ') toggle(cursor);
    else if (event.key === 'ArrowRight' && open !== cursor.rule) toggle(cursor);
    else if (event.key === 'ArrowRight') moveTo(at + 1);
    else if (event.key === 'ArrowLeft' && cursor.row !== undefined)
      setPlace(connectionId, { cursor: { rule: cursor.rule, row: undefined } });
    else if (event.key === 'ArrowLeft' && open === cursor.rule) toggle(cursor);
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent): void => {
    const packet = linkedPacket(event.target);
    const index = rowIndexOf(event.target);
    const place = index === undefined ? undefined : lines.placeAt(index);
    if (place !== undefined) setPlace(connectionId, { cursor: place });
    if (packet !== undefined) showPacket(connectionId, packet);
    else if (place?.row === undefined && place !== undefined) toggle(place);
  };

  const drawn = Array.from({ length: rows.to - rows.from }, (_, index) => rows.from + index);
  const places = drawn.flatMap((index) => placesOf(lines.line(index)));
  const active = at !== undefined && drawn.includes(at) ? `${ids}-${at}` : undefined;
  return (
    <RowGrid
      name={t.grid}
      focus="problems"
      attach={attach}
      rows={rows}
      count={lines.count}
      columns={COLUMNS}
      heads={{
        ...t.columns,
        severity: <span className="max-sm:sr-only">{t.columns.severity}</span>,
      }}
      headClass={rowClasses('group', 'sticky top-0 z-10 h-6 border-line bg-bar text-xs text-fg-2')}
      cellClass={cellClasses}
      active={active}
      className={placeRoom(
        places.some(({ packet }) => packet >= LARGE),
        places.some(({ time }) => rowTime(origin, time).length > rowTime(origin, 0).length),
      )}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onDoubleClick={(event) => {
        const index = rowIndexOf(event.target);
        const place = index === undefined ? undefined : lines.placeAt(index);
        if (place !== undefined && index !== undefined) goTo(place, index);
      }}
      onEnter={() => {
        if (cursor === undefined) moveTo(0);
      }}
    >
      {drawn.map((index) => {
        const line = lines.line(index);
        return (
          line !== undefined && (
            <RowBoundary
              key={line.kind === 'group' ? line.group.rule : `${line.rule} ${line.index}`}
              of={line.kind === 'group' ? line.group : line.problem}
              id={`${ids}-${index}`}
              index={index}
              height={height}
            >
              <ProblemRowView
                connectionId={connectionId}
                line={line}
                index={index}
                id={`${ids}-${index}`}
                height={height}
                selected={index === at}
                fresh={line.kind === 'group' && fresh.has(line.group.rule)}
                origin={origin}
              />
            </RowBoundary>
          )
        );
      })}
    </RowGrid>
  );
}
