import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId } from 'react';
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
import { visibleText } from '../../../../base/visibleText.ts';
import { grouped } from '../../../../i18n/numbers.ts';
import { pathText, type ValuePath } from '../../../../payload/tree/valueTree.ts';
import { useOrigin } from '../../../session/connection/useWindowPart.ts';
import { showPacket } from '../../../session/packets/actions.ts';
import { useChosenOf } from '../../../session/payloadRules/rules.ts';
import type { Compared, MessageList } from '../value/compared.ts';
import { togglePinned, usePinned } from '../value/pinnedPaths.ts';
import { stepOf } from '../value/scalar.ts';
import { HistoryRow, isSameSecond } from './HistoryRow.tsx';
import {
  CELL,
  columnsThatFit,
  type HistoryColumns,
  historyColumns,
  marksWidth,
} from './historyColumns.ts';
import { useDefaultColumns } from './useDefaultColumns.ts';

interface HistoryProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly list: MessageList;
  readonly rows: Rows;
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
  const { connectionId, topic, list, isScalar, chosen, base, onChoose } = props;
  const { attach, ...rows } = props.rows;
  const t = useText().topic;
  const origin = useOrigin(connectionId) ?? 0;
  const readOf = useChosenOf(connectionId, topic);
  const paths = usePinned(connectionId, topic);
  const [width, measure] = useWidth();
  const ids = useId();
  const { total } = list;
  const drawn = Array.from({ length: Math.max(0, rows.to - rows.from) }, (_, at) => rows.from + at);
  const largest = Math.max(0, ...drawn.map((index) => list.at(index)?.message.packet ?? 0));
  const digits = grouped(largest).length;
  const messages = drawn.flatMap((index) => list.at(index)?.message ?? []);
  // A tag in every row says nothing: the title says that the topic is retained.
  const marksRetained = messages.some(({ retain }) => !retain);
  const marks = marksWidth(
    messages.map(({ packet, retain, sent, dup }) => ({
      isBase: packet === base,
      retain: retain && marksRetained,
      sent,
      dup,
    })),
  );
  const isDated = drawn.some((index) => hasDate(origin, list.at(index)?.message.time ?? 0));
  const most = isScalar ? 0 : columnsThatFit(width, digits, isDated, marks);
  useDefaultColumns(connectionId, topic, list, most);
  const columns = historyColumns({
    width,
    paths: paths.length,
    digits,
    marks,
    isScalar,
    isDated,
  });
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
    <div ref={measure} className="flex min-h-0 flex-1 flex-col">
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
          if (isLink(event.target) && message !== undefined)
            showPacket(connectionId, message.packet);
          else choose(index, event.shiftKey);
        }}
        style={{ '--tracks': columns.tracks }}
        className={classes(
          'isolate min-h-0 flex-1 cursor-default overflow-y-auto focus-visible:-outline-offset-2',
          width < columns.least ? 'overflow-x-auto' : 'overflow-x-hidden',
        )}
      >
        <div role="presentation" className="relative -z-1" style={{ minWidth: columns.least }}>
          <Heads columns={columns} paths={paths} {...{ connectionId, topic }} />
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
                      paths={paths}
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

interface HeadsProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly columns: HistoryColumns;
  readonly paths: readonly ValuePath[];
}

function Heads({ connectionId, topic, columns, paths }: HeadsProps) {
  const t = useText().topic;
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={classes(
        'sticky top-0 z-10 grid h-6 grid-cols-(--tracks) items-center border-b border-line bg-pane text-xs text-fg-2',
        paths.length > 0 && 'max-md:h-10',
      )}
    >
      <Head right>{t.columns.time}</Head>
      {columns.isScalar && (
        <>
          <Head right>{t.columns.value}</Head>
          <Head right>{t.columns.change}</Head>
        </>
      )}
      {paths.map((path) => (
        <PathHead
          key={pathText(path)}
          path={path}
          onUnpin={() => togglePinned(connectionId, topic, path)}
        />
      ))}
      <Head>
        {/* Bars need no head that is seen. */}
        <span className={classes(columns.isScalar && 'sr-only')}>
          {columns.isLine ? t.columns.line : t.columns.changed}
        </span>
      </Head>
      {columns.hasSize && <Head right>{t.columns.size}</Head>}
      <Head right>{t.columns.packet}</Head>
    </div>
  );
}

function PathHead({ path, onUnpin }: { path: ValuePath; onUnpin: () => void }) {
  const t = useText().topic;
  const name = visibleText(pathText(path));
  const last = path.at(-1);
  return (
    <>
      <div
        role="columnheader"
        title={name}
        className={classes(CELL, 'relative flex h-full items-center justify-end gap-1 max-md:pl-4')}
      >
        {/* A finger presses anywhere on the head. */}
        <button
          type="button"
          aria-label={t.unpin(name)}
          title={t.unpin(name)}
          onClick={onUnpin}
          className="shrink-0 rounded-sm hover:text-fg max-md:absolute max-md:inset-0"
        >
          <X size={12} aria-hidden />
        </button>
        <bdi className="truncate">
          {last === undefined
            ? pathText(path)
            : visibleText(typeof last === 'number' ? `[${last}]` : last)}
        </bdi>
      </div>
      <Head right>Δ</Head>
    </>
  );
}

function Head({ children, right }: { children: ReactNode; right?: boolean }) {
  return (
    <div role="columnheader" className={classes(CELL, right === true && 'text-right')}>
      {children}
    </div>
  );
}
