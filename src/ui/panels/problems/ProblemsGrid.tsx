import { type KeyboardEvent, type ReactNode, useCallback } from 'react';
import {
  HEAD_HEIGHT,
  hasDate,
  keptScroller,
  ROW_HEIGHT,
  useListLayout,
  useRows,
  useText,
} from '#kit';
import type { FoundProblem } from '../../../engine/findings/problem.ts';
import { ListGrid } from '../../pieces/lists/ListGrid.tsx';
import { useConnection } from '../../session/connection/connections.ts';
import { useOrigin, useWindowPart } from '../../session/connection/useWindowPart.ts';
import { showPacket } from '../../session/packets/actions.ts';
import type { LinePlace, ProblemLine, ProblemLines } from '../../session/problems/lines.ts';
import { setPlace, useProblemsPlace } from '../../session/problems/place.ts';
import { ProblemCell } from './ProblemCell.tsx';
import { type ProblemColumn, problemColumns, RIGHT } from './problemColumns.ts';

const placeOf = (line: ProblemLine): LinePlace =>
  line.kind === 'group'
    ? { rule: line.group.rule, row: undefined }
    : { rule: line.rule, row: line.index };

const keyOf = ({ rule, row }: LinePlace): string => `${rule} ${row ?? ''}`;

/** Occurrences of a line that has times and packets. */
function occurrencesOf(line: ProblemLine): readonly FoundProblem[] {
  if (line.kind === 'group') return [line.group.first, line.group.last];
  return line.problem === undefined ? [] : [line.problem];
}

interface ProblemsGridProps {
  readonly connectionId: string;
  readonly lines: ProblemLines;
  /** Content of an empty list. */
  readonly empty: ReactNode;
}

/** A line per rule. The open one has its occurrences below. */
export function ProblemsGrid({ connectionId, lines, empty }: ProblemsGridProps) {
  const t = useText().problems;
  const origin = useOrigin(connectionId) ?? 0;
  const layout = useListLayout();
  const { cursor, open, fresh } = useProblemsPlace(connectionId);
  const loop = useConnection(connectionId, 'loop')?.loop;
  const rows = useRows({
    scroller: loop && keptScroller(loop, 'problems'),
    count: lines.count,
    rowHeight: ROW_HEIGHT[layout],
    head: HEAD_HEIGHT[layout],
  });
  useWindowPart(connectionId, 'problems', lines.request(rows.from, rows.to));
  const drawn = Array.from(
    { length: rows.to - rows.from },
    (_, index) => lines.line(rows.from + index) ?? [],
  ).flat();
  const found = drawn.flatMap(occurrencesOf);
  const columns = problemColumns(
    Math.max(0, ...found.map(({ packet }) => packet)),
    found.some(({ time }) => hasDate(origin, time)),
  );

  const setCursor = (place: LinePlace | undefined): void => {
    if (place !== undefined) setPlace(connectionId, { cursor: place });
  };
  const toggle = ({ rule }: LinePlace): void =>
    setPlace(connectionId, { open: open === rule ? undefined : rule });
  const showOccurrence = (line: ProblemLine | undefined): void => {
    if (line?.kind === 'row' && line.problem !== undefined)
      showPacket(connectionId, line.problem.packet);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (cursor === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const { rule, row } = cursor;
    const isGroup = row === undefined;
    const at = lines.indexOf(cursor);
    if (event.key === 'Enter' && !isGroup && at !== undefined) showOccurrence(lines.line(at));
    else if (event.key === 'Enter' || event.key === ' ') toggle(cursor);
    else if (event.key === 'ArrowRight' && open !== rule) toggle(cursor);
    else if (event.key === 'ArrowRight' && at !== undefined) setCursor(lines.placeAt(at + 1));
    else if (event.key === 'ArrowLeft' && !isGroup) setCursor({ rule, row: undefined });
    else if (event.key === 'ArrowLeft' && open === rule) toggle(cursor);
    else return;
    event.preventDefault();
  };
  const cell = useCallback(
    (line: ProblemLine, column: ProblemColumn) => (
      <ProblemCell
        connectionId={connectionId}
        line={line}
        column={column}
        isFresh={line.kind === 'group' && fresh.has(line.group.rule)}
        origin={origin}
      />
    ),
    [connectionId, fresh, origin],
  );
  return (
    <ListGrid
      name={t.grid}
      focus="problems"
      layout={layout}
      columns={columns}
      heads={{
        ...t.columns,
        severity: <span className="max-sm:sr-only">{t.columns.severity}</span>,
      }}
      right={RIGHT}
      list={{ ...rows, part: { first: rows.from, total: lines.count, rows: drawn } }}
      keyOf={(line) => keyOf(placeOf(line))}
      selected={cursor && keyOf(cursor)}
      at={cursor && lines.indexOf(cursor)}
      onSelect={(line) => setCursor(placeOf(line))}
      onPress={(line) => {
        if (line.kind === 'group') toggle(placeOf(line));
      }}
      onOpen={showOccurrence}
      onPacket={(packet) => showPacket(connectionId, packet)}
      onEnter={() => {
        if (cursor === undefined) setCursor(lines.placeAt(0));
      }}
      onKey={onKey}
      cell={cell}
      empty={empty}
    />
  );
}
