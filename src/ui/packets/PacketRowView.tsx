import { OctagonAlert } from 'lucide-react';
import { memo } from 'react';
import type { PacketRow } from '../../engine/window.ts';
import { visibleText } from '../../payload/text.ts';
import { classes } from '../kit/classes.ts';
import { DirectionMark } from '../kit/Direction.tsx';
import { Tag } from '../kit/Tag.tsx';
import { TopicName } from '../kit/TopicName.tsx';
import { grouped } from '../text/numbers.ts';
import { useText } from '../text/useText.ts';
import { rowTime, seconds } from './clock.ts';
import { COLUMNS, type Column, type ListLayout } from './columns.ts';
import { cellClasses, rowClasses } from './look.ts';
import { isAnswer, PUBLISH, publishFlags, typeName } from './types.ts';

interface PacketRowProps {
  readonly row: PacketRow;
  /** Index in the list, 0-based. */
  readonly index: number;
  readonly id: string;
  readonly selected: boolean;
  readonly layout: ListLayout;
  /** ms since 1970. */
  readonly origin: number;
}

/** A row never changes while it is there, so it is drawn once. */
export const PacketRowView = memo(
  function PacketRowView({ row, index, id, selected, layout, origin }: PacketRowProps) {
    return (
      <div
        role="row"
        id={id}
        tabIndex={-1}
        aria-rowindex={index + 2}
        aria-selected={selected}
        data-index={index}
        className={classes(
          rowClasses(layout),
          selected
            ? 'bg-sel shadow-[inset_2px_0_var(--accent)]'
            : row.hasProblem
              ? 'bg-err-bg shadow-[inset_2px_0_var(--err)]'
              : 'hover:bg-hover',
          isAnswer(row.packetType) && !selected && 'text-fg-2',
        )}
      >
        {COLUMNS[layout].map((column, at) => (
          <div
            key={column}
            role="gridcell"
            aria-colindex={at + 1}
            className={cellClasses(column, layout)}
          >
            <Cell column={column} row={row} origin={origin} strong={selected} />
          </div>
        ))}
      </div>
    );
  },
  (before, after) =>
    before.row.number === after.row.number &&
    before.row.hasProblem === after.row.hasProblem &&
    before.index === after.index &&
    before.selected === after.selected &&
    before.layout === after.layout &&
    before.origin === after.origin,
);

interface CellProps {
  readonly column: Column;
  readonly row: PacketRow;
  readonly origin: number;
  readonly strong: boolean;
}

function Cell({ column, row, origin, strong }: CellProps) {
  const dim = strong ? undefined : 'text-fg-3';
  switch (column) {
    case 'number':
      return <span className={dim}>{grouped(row.number)}</span>;
    case 'time':
      return rowTime(origin, row.time);
    case 'delta':
      return <span className={dim}>{row.delta === undefined ? '' : seconds(row.delta)}</span>;
    case 'direction':
      return <DirectionMark direction={row.direction} />;
    case 'type':
      return typeName(row.packetType);
    case 'packetId':
      return row.packetId;
    case 'topic':
      return <About row={row} />;
    case 'flags':
      return <Flags row={row} />;
    case 'size':
      return grouped(row.size);
  }
}

/** The topic of a PUBLISH; of others, what they say in short. */
function About({ row }: { row: PacketRow }) {
  const t = useText().packets;
  const says = [t.answers[row.packetType], row.summary].filter(Boolean).join(' · ');
  const text =
    row.topic === undefined ? (
      <span className="truncate font-sans" title={visibleText(says)}>
        {isAnswer(row.packetType) && <span aria-hidden="true">└ </span>}
        <bdi>{visibleText(says)}</bdi>
      </span>
    ) : row.topic === '' ? (
      <span className="font-sans text-fg-2">{t.emptyTopic}</span>
    ) : (
      <TopicName topic={row.topic} />
    );
  if (!row.hasProblem) return text;
  return (
    <span className="flex min-w-0 items-center gap-1 text-err" title={t.problemTitle}>
      <OctagonAlert size={12} aria-hidden className="shrink-0" />
      {text}
    </span>
  );
}

function Flags({ row }: { row: PacketRow }) {
  const t = useText().packets;
  const problem = row.hasProblem && <Tag tone="err">{t.problem}</Tag>;
  if (row.packetType !== PUBLISH) return problem;
  const { dup, qos, retain } = publishFlags(row.flags);
  return (
    <>
      <Tag>{`QoS ${qos}`}</Tag>
      {dup && <Tag tone={row.hasProblem ? 'warn' : 'outline'}>DUP</Tag>}
      {retain && <Tag tone="outline">RETAIN</Tag>}
      {problem}
    </>
  );
}
