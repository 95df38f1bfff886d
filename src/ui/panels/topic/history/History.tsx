import { type KeyboardEvent, type ReactNode, useCallback, useId, useState } from 'react';
import {
  classes,
  hasDate,
  isLink,
  RowBoundary,
  type Rows,
  rowForKey,
  rowIndexOf,
  useText,
  useWidth,
} from '#kit';
import { grouped } from '../../../../i18n/numbers.ts';
import type { ValuePath } from '../../../../payload/tree/valueTree.ts';
import { useOrigin } from '../../../session/connection/useWindowPart.ts';
import { showPacket } from '../../../session/packets/actions.ts';
import { useChosenOf } from '../../../session/payloadRules/rules.ts';
import type { RowCells } from '../../../session/reading/cells.ts';
import type { Compared, MessageList } from '../value/compared.ts';
import { usePinned } from '../value/pinnedPaths.ts';
import { stepOf } from '../value/scalar.ts';
import { type ColumnLooks, withRow } from './columnLook.ts';
import { HistoryHeads } from './HistoryHeads.tsx';
import { HistoryRow, isSameSecond } from './HistoryRow.tsx';
import { historyColumns, marksWidth, roomForColumns } from './historyColumns.ts';
import { useDefaultColumns } from './useDefaultColumns.ts';

/** Rows that are shown at least, on whatever page. */
const LEAST = 8;
const NO_PATHS: readonly ValuePath[] = [];
const NO_LOOKS: ColumnLooks = [];

interface HistoryProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly list: MessageList;
  readonly rows: Rows;
  /** px */
  readonly head: number;
  /** The history is the page and scrolls. Otherwise it shows the rows that fit, at least eight. */
  readonly isWhole: boolean;
  /** The newest message is a single value: changes are drawn as bars. */
  readonly isScalar: boolean;
  /** Packet of the message that is shown. */
  readonly chosen: number;
  /** Packet of the message that others are compared with. */
  readonly base: number | undefined;
  /** `compare`: with the previously chosen message. */
  readonly onChoose: (compared: Compared, compare: boolean) => void;
  /** Called when the pointer enters or leaves the rows, which hold still under it. */
  readonly onPointed: (pointed: boolean) => void;
  /** Content of an empty list. */
  readonly empty: ReactNode;
}

/** Messages of a topic, newest first. */
export function History(props: HistoryProps) {
  const { connectionId, topic, list, isScalar, isWhole, head, chosen, base, onChoose } = props;
  const { attach, ...rows } = props.rows;
  const t = useText().topic;
  const origin = useOrigin(connectionId) ?? 0;
  const readOf = useChosenOf(connectionId, topic);
  const paths = usePinned(connectionId, topic);
  const [width, measure] = useWidth();
  const ids = useId();
  const { total } = list;
  const least = Math.min(LEAST, Math.max(1, total));
  const drawn = Array.from({ length: Math.max(0, rows.to - rows.from) }, (_, at) => rows.from + at);
  const largest = Math.max(0, ...drawn.map((index) => list.at(index)?.message.packet ?? 0));
  const digits = grouped(largest).length;
  const messages = drawn.flatMap((index) => list.at(index)?.message ?? []);
  // A tag in every row says nothing: the title says that the topic is retained.
  const marksRetained = messages.some(({ retain }) => !retain);
  const marks = marksWidth(
    messages.map(({ retain, sent, dup }) => ({
      retain: retain && marksRetained,
      sent,
      dup,
    })),
  );
  const isDated = drawn.some((index) => hasDate(origin, list.at(index)?.message.time ?? 0));
  const layout = { width, digits, marks, isScalar, isDated };
  useDefaultColumns(connectionId, topic, list, isScalar ? 0 : roomForColumns(layout));
  const shownPaths = isScalar ? NO_PATHS : paths;
  const columns = historyColumns({ ...layout, paths: shownPaths });
  const [looks, noteCells] = useLooks(shownPaths);
  const chosenAt = drawn.find((index) => list.at(index)?.message.packet === chosen);

  // Bars are drawn in proportion to the largest change in view.
  const largestStep = isScalar
    ? Math.max(0, ...drawn.map((index) => Math.abs(stepOf(list.at(index)) ?? 0)))
    : 0;

  const choose = (index: number, compare: boolean): void => {
    const compared = list.at(index);
    rows.show(index);
    if (compared !== undefined) onChoose(compared, compare);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || total === 0) return;
    // Keys of a button in a head are its own.
    if (event.target !== event.currentTarget) return;
    const to = rowForKey(event.key, chosenAt, { start: 0, count: total, page: rows.page });
    if (to !== undefined) choose(Math.min(Math.max(to, 0), total - 1), event.shiftKey);
    else if (event.key === 'Enter') showPacket(connectionId, chosen);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={measure}
      className="relative min-h-0 flex-1"
      style={isWhole ? {} : { minHeight: `calc(${head}px + ${least} * var(--h-row))` }}
    >
      <div
        ref={attach}
        role="grid"
        aria-label={t.history}
        aria-rowcount={total + 1}
        aria-activedescendant={chosenAt === undefined ? undefined : `${ids}-${chosenAt}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerEnter={() => props.onPointed(true)}
        onPointerLeave={() => props.onPointed(false)}
        onMouseDown={(event) => {
          // The browser would select the text of the rows between.
          if (event.shiftKey) event.preventDefault();
        }}
        onClick={(event) => {
          const index = rowIndexOf(event.target);
          if (index === undefined) return;
          const message = list.at(index)?.message;
          const isCompared =
            event.target instanceof Element && event.target.closest('[data-compare]') !== null;
          if (isLink(event.target) && message !== undefined)
            showPacket(connectionId, message.packet);
          else choose(index, event.shiftKey || isCompared);
        }}
        style={{
          '--tracks': columns.tracks,
          // Whole rows, which do not scroll: the page does.
          ...(!isWhole && {
            height: `calc(${head}px + round(down, 100% - ${head}px, var(--h-row)))`,
          }),
        }}
        className={classes(
          'absolute inset-x-0 top-0 isolate cursor-default focus-visible:-outline-offset-2',
          isWhole ? 'bottom-0 overflow-y-auto' : 'overflow-y-hidden',
          width < columns.least ? 'overflow-x-auto' : 'overflow-x-hidden',
        )}
      >
        <div role="presentation" className="relative -z-1" style={{ minWidth: columns.least }}>
          <HistoryHeads
            columns={columns}
            paths={shownPaths}
            looks={looks}
            height={head}
            {...{ connectionId, topic }}
          />
          <div role="presentation" className="relative" style={{ height: rows.height }}>
            <div role="presentation" className="absolute inset-x-0" style={{ top: rows.offset }}>
              {drawn.map((index) => {
                const compared = list.at(index);
                return compared === undefined ? (
                  <div key={`at ${index}`} className="h-(--h-row)" />
                ) : (
                  <RowBoundary
                    key={compared.message.packet}
                    of={compared.message}
                    id={`${ids}-${index}`}
                    index={index}
                  >
                    <HistoryRow
                      id={`${ids}-${index}`}
                      index={index}
                      compared={compared}
                      columns={columns}
                      paths={shownPaths}
                      looks={looks}
                      onCells={noteCells}
                      chosen={compared.message.packet === chosen}
                      isBase={compared.message.packet === base}
                      origin={origin}
                      isSameSecond={
                        index !== rows.top && isSameSecond(compared, list.at(index - 1), origin)
                      }
                      marksRetained={marksRetained}
                      largestStep={largestStep}
                      read={readOf(compared.message)}
                      readBefore={readOf(compared.before ?? undefined)}
                    />
                  </RowBoundary>
                );
              })}
            </div>
          </div>
        </div>
        {total === 0 && props.empty}
      </div>
    </div>
  );
}

/** Looks of the columns from the rows drawn so far, so that a column keeps its form while it scrolls. */
function useLooks(paths: readonly ValuePath[]) {
  const [noted, setNoted] = useState({ paths, looks: NO_LOOKS });
  if (noted.paths !== paths) setNoted({ paths, looks: NO_LOOKS });
  const note = useCallback(
    (cells: RowCells) =>
      setNoted((before) => {
        if (before.paths !== paths) return before;
        const looks = withRow(before.looks, cells, paths);
        return looks === before.looks ? before : { paths, looks };
      }),
    [paths],
  );
  return [noted.paths === paths ? noted.looks : NO_LOOKS, note] as const;
}
