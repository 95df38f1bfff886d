import { ArrowLeftRight } from 'lucide-react';
import { memo, useEffect } from 'react';
import { classes, DirectionMark, rowTime, Tag, useFirstText, useText } from '#kit';
import { grouped, bytes as sizeText } from '../../../../i18n/numbers.ts';
import { isMissing, type PayloadFormat } from '../../../../payload/tree/format.ts';
import { pathText, type ValuePath } from '../../../../payload/tree/valueTree.ts';
import { LineValues, lineValuesText } from '../../../pieces/marks/LineValues.tsx';
import type { RowCells } from '../../../session/reading/cells.ts';
import { useRead } from '../../../session/reading/useRead.ts';
import type { Compared } from '../value/compared.ts';
import { stepOf } from '../value/scalar.ts';
import type { ColumnLooks } from './columnLook.ts';
import { CELL, type HistoryColumns } from './historyColumns.ts';
import { emptyWord, ScalarCells, ValueCells } from './ValueCells.tsx';

interface HistoryRowProps {
  readonly id: string;
  readonly index: number;
  readonly compared: Compared;
  readonly columns: HistoryColumns;
  readonly paths: readonly ValuePath[];
  readonly looks: ColumnLooks;
  /** Called with the values of the row, which decide the looks. */
  readonly onCells: (cells: RowCells) => void;
  readonly chosen: boolean;
  /** True for the message that all others are compared with. */
  readonly isBase: boolean;
  /** Format of the value, if chosen or announced, and of the previous one. */
  readonly read: PayloadFormat | undefined;
  readonly readBefore: PayloadFormat | undefined;
  /** ms since 1970. */
  readonly origin: number;
  /** A visible row above has the full time of this second. */
  readonly isSameSecond: boolean;
  /** Other rows are not retained. */
  readonly marksRetained: boolean;
  /** The largest change in view, of single values. */
  readonly largestStep: number;
}

/** Whether a message arrived in the same second as the newer one above it. */
export function isSameSecond(
  { message }: Compared,
  above: Compared | undefined,
  origin: number,
): boolean {
  const second = (time: number): number => Math.floor((origin + time / 1000) / 1000);
  return above !== undefined && second(above.message.time) === second(message.time);
}

/** A message never changes. Only its position does. */
export const HistoryRow = memo(
  function HistoryRow(props: HistoryRowProps) {
    const { id, index, compared, columns, paths, looks, chosen, isBase, origin, onCells } = props;
    const { read, readBefore } = props;
    const t = useText().topic;
    const { message } = compared;
    const { before } = compared;
    const { isSameSecond } = props;
    const time = rowTime(origin, message.time);
    const cells = useRead(
      {
        task: 'cells',
        of: [{ ...message, chosen: read }, before ? { ...before, chosen: readBefore } : undefined],
        how: { paths },
      },
      undefined,
    )?.told;
    const known = isMissing(cells) ? undefined : cells;
    useEffect(() => {
      if (known !== undefined) onCells(known);
    }, [known, onCells]);
    const empty =
      message.payload.length > 0 ? undefined : message.retain ? t.cleared : t.emptyPayload;
    return (
      <div
        role="row"
        id={id}
        data-index={index}
        aria-rowindex={index + 2}
        aria-selected={chosen}
        title={t.rowTitle(message.qos, message.size)}
        className={classes(
          'group/row relative grid h-(--h-row) grid-cols-(--tracks) items-center font-mono',
          chosen ? 'bg-sel shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-hover',
        )}
      >
        <div role="gridcell" className={classes(CELL, 'text-right')} title={time}>
          {isSameSecond ? time.slice(-4) : time}
        </div>
        {columns.isScalar ? (
          <>
            <ScalarCells cell={known?.values[0]} look={looks[0]} empty={empty} />
            <div role="gridcell" className="relative h-full min-w-0 px-1.5 max-md:overflow-hidden">
              <Bar step={stepOf(compared)} largest={props.largestStep} />
            </div>
          </>
        ) : columns.isLine ? (
          <Line cells={known} empty={empty} />
        ) : (
          paths.map((path, at) => (
            <ValueCells
              key={pathText(path)}
              cell={known?.values[at]}
              look={looks[at]}
              name={String(path.at(-1))}
              origin={origin}
              empty={at === 0 ? empty : undefined}
            />
          ))
        )}
        {columns.hasSize && (
          <div
            role="gridcell"
            className={classes(CELL, 'text-right')}
            title={sizeText(message.size)}
          >
            {grouped(message.payload.length)}
          </div>
        )}
        <div role="gridcell" className={classes(CELL, 'flex items-center justify-end gap-1')}>
          <span
            data-compare
            title={isBase ? t.base : t.compareThis}
            className={
              isBase
                ? 'text-accent'
                : 'text-fg-2 opacity-0 group-hover/row:opacity-100 hover:text-accent pointer-coarse:opacity-100'
            }
          >
            <ArrowLeftRight size={12} aria-hidden />
            {isBase && <span className="sr-only">{t.base}</span>}
          </span>
          {message.retain && props.marksRetained && (
            <Tag>
              <span aria-hidden="true">{t.retainedShort}</span>
              <span className="sr-only">{t.retained}</span>
            </Tag>
          )}
          {message.sent && (
            <span title={t.sent}>
              <DirectionMark direction="out" text="" />
              <span className="sr-only">{t.sent}</span>
            </span>
          )}
          {message.dup && <Tag tone="outline">{t.dup}</Tag>}
          <span data-link="packet" className="row-link" title={t.showPacket(message.packet)}>
            {grouped(message.packet)}
          </span>
        </div>
      </div>
    );
  },
  (a, b) =>
    a.id === b.id &&
    a.chosen === b.chosen &&
    a.isBase === b.isBase &&
    a.read === b.read &&
    a.readBefore === b.readBefore &&
    a.origin === b.origin &&
    a.paths === b.paths &&
    a.looks === b.looks &&
    a.onCells === b.onCells &&
    a.isSameSecond === b.isSameSecond &&
    a.largestStep === b.largestStep &&
    a.marksRetained === b.marksRetained &&
    a.columns.hasSize === b.columns.hasSize &&
    a.columns.isScalar === b.columns.isScalar &&
    a.columns.isLine === b.columns.isLine &&
    a.compared.message.packet === b.compared.message.packet &&
    a.compared.before?.packet === b.compared.before?.packet,
);

/** Changes first; a value without keys has a mark if it changed. */
function Line({ cells, empty }: { cells: RowCells | undefined; empty: string | undefined }) {
  const { packets } = useFirstText();
  const { sameValue } = useText().topic;
  const { line, change, values = [] } = cells ?? {};
  const text = values[0]?.text;
  return (
    <div
      role="gridcell"
      className={classes(CELL, line === undefined && 'flex')}
      title={line === undefined ? text : lineValuesText(line, packets)}
    >
      {empty !== undefined && emptyWord(empty)}
      {empty === undefined &&
        (line === undefined ? (
          <bdi className="min-w-0 truncate">{text}</bdi>
        ) : (
          <LineValues values={line} />
        ))}
      {line === undefined && change !== undefined && change.kind !== 'same' && (
        <span className="shrink-0 whitespace-pre text-chg"> ~</span>
      )}
      {change?.kind === 'same' && (
        <span className="ml-3 shrink-0 font-sans text-fg-3">{sameValue}</span>
      )}
    </div>
  );
}

/** A change as a bar to the left or right of the middle. */
function Bar({ step, largest }: { step: number | undefined; largest: number }) {
  if (step === undefined) return null;
  const share = largest === 0 ? 0 : (Math.abs(step) / largest) * 50;
  return (
    <span aria-hidden="true" className="absolute inset-y-0 left-1.5 block w-32 max-w-full">
      <span className="absolute inset-y-1.5 left-1/2 w-px bg-fg-3" />
      <span
        className="absolute top-1/2 h-1.5 -translate-y-1/2 bg-chg"
        style={{ width: `${share}%`, left: step < 0 ? `${50 - share}%` : '50%' }}
      />
    </span>
  );
}
