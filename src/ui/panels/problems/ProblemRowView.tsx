import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { visibleText } from '../../../base/visibleText.ts';
import type { FoundProblem, ProblemGroup } from '../../../engine/findings/problem.ts';
import { grouped } from '../../../i18n/numbers.ts';
import { Tag } from '../../kit/display/Tag.tsx';
import { useText } from '../../kit/language/useText.ts';
import { classes } from '../../kit/page/classes.ts';
import { rowTime } from '../../kit/page/clock.ts';
import { CELL } from '../../kit/rows/look.ts';
import { SeverityMark } from '../../pieces/marks/SeverityMark.tsx';
import { StatementLink } from '../../pieces/marks/StatementLink.tsx';
import type { ProblemLine } from '../../session/problems/lines.ts';

export const COLUMNS = ['severity', 'problem', 'count', 'first', 'last'] as const;
export type ProblemColumn = (typeof COLUMNS)[number];

const GRID =
  'grid grid-cols-[92px_minmax(0,1fr)_72px_var(--place)_var(--place)] items-center max-md:grid-cols-[92px_minmax(0,1fr)_72px_var(--place)] max-sm:grid-cols-[28px_minmax(0,1fr)_72px]';
/** An occurrence has a sentence, which wants the room. */
const OCCURRENCE_GRID =
  'grid grid-cols-[92px_minmax(0,1fr)_var(--packet)_var(--time)_var(--packet)] items-center max-md:grid-cols-[92px_minmax(0,1fr)_var(--packet)_var(--time)] max-sm:grid-cols-[28px_minmax(0,1fr)_var(--packet)]';

/** Column width that fits the content: packet numbers grow, and a time of another day includes its date. */
export const placeRoom = (large: boolean, dated: boolean): string =>
  classes(
    large ? '[--packet:116px]' : '[--packet:92px]',
    dated ? '[--time:152px]' : '[--time:108px]',
    '[--place:calc(var(--packet)+var(--time)-4px)]',
  );
/** Narrow, the first occurrence has no place; on a phone the last has none either. */
const HIDDEN: Partial<Record<ProblemColumn, string>> = {
  first: 'max-md:hidden',
  last: 'max-sm:hidden',
};

export function rowClasses(kind: ProblemLine['kind'], ...more: (string | false)[]): string {
  const grid = kind === 'group' ? GRID : OCCURRENCE_GRID;
  return classes(grid, 'border-b border-transparent text-base outline-none', ...more);
}

/** @param hidden class for layouts without room for it */
export function cellClasses(column: ProblemColumn, hidden = HIDDEN[column]): string {
  return classes(CELL, 'px-1.5', column === 'count' && 'text-right', hidden);
}

interface ProblemRowProps {
  readonly connectionId: string;
  readonly line: ProblemLine;
  /** In the grid, 0-based. */
  readonly index: number;
  readonly id: string;
  /** Pixels. */
  readonly height: number;
  readonly selected: boolean;
  /** It was unread when the person came to look. */
  readonly fresh: boolean;
  /** ms since 1970. */
  readonly origin: number;
}

export function ProblemRowView(props: ProblemRowProps) {
  const { line, selected, origin } = props;
  return (
    <div
      role="row"
      id={props.id}
      tabIndex={-1}
      aria-rowindex={props.index + 2}
      aria-selected={selected}
      data-index={props.index}
      style={{ height: props.height }}
      className={rowClasses(
        line.kind,
        selected ? 'bg-sel shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-hover',
        line.kind === 'group' && line.group.muted && 'text-fg-3',
      )}
    >
      {line.kind === 'group' ? (
        <GroupCells group={line.group} open={line.open} fresh={props.fresh} origin={origin} />
      ) : (
        <OccurrenceCells connectionId={props.connectionId} problem={line.problem} origin={origin} />
      )}
    </div>
  );
}

interface CellProps {
  readonly column: ProblemColumn;
  readonly children?: ReactNode;
  /** Class that hides it, if not with its column. */
  readonly className?: string;
}

function Cell({ column, children, className }: CellProps) {
  return (
    <div
      role="gridcell"
      aria-colindex={COLUMNS.indexOf(column) + 1}
      className={cellClasses(column, className)}
    >
      {children}
    </div>
  );
}

/** A note is no alarm because it is new. */
const FRESH = { error: 'err', warn: 'warn', note: 'outline' } as const;

interface GroupCellsProps {
  readonly group: ProblemGroup;
  readonly open: boolean;
  readonly fresh: boolean;
  readonly origin: number;
}

function GroupCells({ group, open, fresh, origin }: GroupCellsProps) {
  const { problems: t, explain } = useText();
  const { title = group.rule } = explain.rule(group.rule) ?? {};
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <>
      <Cell column="severity">
        <SeverityMark severity={group.severity} />
      </Cell>
      <div
        role="gridcell"
        aria-colindex={2}
        aria-expanded={open}
        className={classes(cellClasses('problem'), 'flex items-center gap-1.5')}
      >
        <Chevron size={12} aria-hidden className="shrink-0 text-fg-3" />
        <span className={classes('truncate', fresh && 'font-semibold')} title={title}>
          {title}
        </span>
        {fresh && <Tag tone={FRESH[group.severity]}>{t.fresh}</Tag>}
        {group.muted && <Tag tone="outline">{t.muted}</Tag>}
      </div>
      <Cell column="count">
        <span className="font-mono">{grouped(group.count)}</span>
      </Cell>
      <Cell column="first">
        <Occurrence problem={group.first} origin={origin} />
      </Cell>
      <Cell column="last">
        {group.count > 1 && <Occurrence problem={group.last} origin={origin} />}
      </Cell>
    </>
  );
}

/** When and where: the number leads to the packet. */
function Occurrence({ problem, origin }: { problem: FoundProblem; origin: number }) {
  return (
    <span className="inline-flex max-w-full gap-2 font-mono">
      <span className="shrink-0">{rowTime(origin, problem.time)}</span>
      <PacketLink packet={problem.packet} />
    </span>
  );
}

/** A click on it bubbles to the grid, which goes to the packet. */
function PacketLink({ packet }: { packet: number }) {
  const t = useText().problems;
  return (
    <button
      type="button"
      tabIndex={-1}
      data-packet={packet}
      title={t.showPacket(packet)}
      className="row-link min-w-0 truncate font-mono"
    >
      {t.number(packet)}
    </button>
  );
}

/** Rules of conventions judge several statements each, those of MQTT mostly one. */
const namesStatement = ({ finding }: FoundProblem): boolean => finding.key === 'of-convention';

interface OccurrenceCellsProps {
  readonly connectionId: string;
  readonly problem: FoundProblem | undefined;
  readonly origin: number;
}

function OccurrenceCells({ connectionId, problem, origin }: OccurrenceCellsProps) {
  const { explain } = useText();
  if (problem === undefined) {
    return COLUMNS.map((column) => <Cell key={column} column={column} />);
  }
  const text = visibleText(explain.foundWrong(problem));
  return (
    <>
      <Cell column="severity" />
      <div
        role="gridcell"
        aria-colindex={2}
        className={classes(cellClasses('problem'), 'flex items-center gap-3 pl-6 text-fg-2')}
        title={text}
      >
        <bdi className="min-w-1/2 truncate">{text}</bdi>
        {namesStatement(problem) && (
          <span className="ml-auto flex min-w-0 max-md:hidden">
            <StatementLink connectionId={connectionId} statement={problem.statement} />
          </span>
        )}
      </div>
      <Cell column="count">
        <PacketLink packet={problem.packet} />
      </Cell>
      <Cell column="first" className="max-sm:hidden">
        <span className="font-mono">{rowTime(origin, problem.time)}</span>
      </Cell>
      <Cell column="last" className="max-md:hidden">
        {problem.other !== undefined && <PacketLink packet={problem.other} />}
      </Cell>
    </>
  );
}
