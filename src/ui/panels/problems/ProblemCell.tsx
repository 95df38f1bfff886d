import { ChevronDown, ChevronRight } from 'lucide-react';
import { classes, rowTime, Tag, useListLayout, useText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import type { FoundProblem, ProblemGroup } from '../../../engine/findings/problem.ts';
import { grouped } from '../../../i18n/numbers.ts';
import { SeverityMark } from '../../pieces/marks/SeverityMark.tsx';
import { StatementLink } from '../../pieces/marks/StatementLink.tsx';
import { useSetAgainBy } from '../../session/bothEnds/useSetAgainBy.ts';
import type { ProblemLine } from '../../session/problems/lines.ts';
import type { ProblemColumn } from './problemColumns.ts';

interface ProblemCellProps {
  readonly connectionId: string;
  readonly line: ProblemLine;
  readonly column: ProblemColumn;
  /** The rule was unread when the view was opened. */
  readonly isFresh: boolean;
  /** ms since 1970. */
  readonly origin: number;
}

export function ProblemCell({ connectionId, line, column, isFresh, origin }: ProblemCellProps) {
  if (line.kind === 'group')
    return <GroupCell line={line} column={column} isFresh={isFresh} origin={origin} />;
  return line.problem === undefined ? null : (
    <OccurrenceCell
      connectionId={connectionId}
      problem={line.problem}
      column={column}
      origin={origin}
    />
  );
}

interface GroupCellProps extends Pick<ProblemCellProps, 'column' | 'isFresh' | 'origin'> {
  readonly line: Extract<ProblemLine, { readonly kind: 'group' }>;
}

function GroupCell({ line, column, isFresh, origin }: GroupCellProps) {
  const { group } = line;
  switch (column) {
    case 'severity':
      return <SeverityMark severity={group.severity} />;
    case 'problem':
      return <Rule group={group} isOpen={line.open} isFresh={isFresh} />;
    case 'count':
      return grouped(group.count);
    case 'first':
      return <Occurrence problem={group.first} origin={origin} />;
    case 'last':
      return <Occurrence problem={group.last} origin={origin} />;
  }
}

/** Tones of a new problem. A new note has no alarming colour. */
const FRESH = { error: 'err', warn: 'warn', note: 'outline' } as const;

interface RuleProps {
  readonly group: ProblemGroup;
  readonly isOpen: boolean;
  readonly isFresh: boolean;
}

function Rule({ group, isOpen, isFresh }: RuleProps) {
  const { problems: t, explain } = useText();
  const { title = group.rule } = explain.rule(group.rule) ?? {};
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-expanded={isOpen}
      title={title}
      className={classes(
        'flex w-full min-w-0 items-center gap-1.5 text-left font-sans',
        group.muted && 'text-fg-3',
      )}
    >
      <Chevron size={12} aria-hidden className="shrink-0 text-fg-3" />
      <span className={classes('truncate', isFresh && 'font-semibold')}>{title}</span>
      {isFresh && <Tag tone={FRESH[group.severity]}>{t.fresh}</Tag>}
      {group.muted && <Tag tone="outline">{t.muted}</Tag>}
    </button>
  );
}

/** Time and packet of an occurrence. */
function Occurrence({ problem, origin }: { problem: FoundProblem; origin: number }) {
  return (
    <span className="inline-flex max-w-full gap-2">
      <span className="shrink-0">{rowTime(origin, problem.time)}</span>
      <PacketLink packet={problem.packet} />
    </span>
  );
}

function PacketLink({ packet }: { packet: number }) {
  const t = useText().problems;
  return (
    <button
      type="button"
      tabIndex={-1}
      data-packet={packet}
      title={t.showPacket(packet)}
      className="row-link min-w-0 truncate"
    >
      {t.number(packet)}
    </button>
  );
}

/** Rules of conventions judge several statements each, those of MQTT mostly one. */
const namesStatement = ({ finding }: FoundProblem): boolean => finding.key === 'of-convention';

interface OccurrenceCellProps extends Pick<ProblemCellProps, 'connectionId' | 'column' | 'origin'> {
  readonly problem: FoundProblem;
}

function OccurrenceCell({ connectionId, problem, column, origin }: OccurrenceCellProps) {
  const layout = useListLayout();
  switch (column) {
    case 'severity':
      return null;
    case 'problem':
      return <Sentence connectionId={connectionId} problem={problem} />;
    case 'count':
      return layout === 'phone' ? <PacketLink packet={problem.packet} /> : null;
    case 'first':
      return problem.other === undefined ? null : <PacketLink packet={problem.other} />;
    case 'last':
      return <Occurrence problem={problem} origin={origin} />;
  }
}

function Sentence({ connectionId, problem }: Omit<OccurrenceCellProps, 'column' | 'origin'>) {
  const { explain } = useText();
  const [named = problem] = useSetAgainBy(connectionId, [problem]);
  const text = visibleText(explain.foundWrong(named));
  return (
    <span title={text} className="flex min-w-0 items-center gap-3 pl-4.5 font-sans text-fg-2">
      <bdi className="min-w-1/2 truncate">{text}</bdi>
      {namesStatement(problem) && (
        <span className="ml-auto flex min-w-0 max-md:hidden">
          <StatementLink connectionId={connectionId} statement={problem.statement} />
        </span>
      )}
    </span>
  );
}
