import { Pin } from 'lucide-react';
import { type KeyboardEvent, memo, useCallback, useId } from 'react';
import type { TopicDetail, TopicMessage } from '../../../engine/topics/topicRow.ts';
import type { PayloadFormat } from '../../../payload/formats/format.ts';
import { grouped, bytes as sizeText } from '../../../words/numbers.ts';
import { Button } from '../../kit/Button.tsx';
import { classes } from '../../kit/classes.ts';
import { rowTime } from '../../kit/clock.ts';
import { useText } from '../../kit/language/useText.ts';
import { isLink, rowIndexOf } from '../../kit/rows/rowIndex.ts';
import { rowForKey } from '../../kit/rows/rowKeys.ts';
import type { Rows } from '../../kit/rows/useRows.ts';
import { Tag } from '../../kit/Tag.tsx';
import { showPacket } from '../../session/packets/actions.ts';
import { useChosen } from '../../session/payloadRules/rules.ts';
import { useReading } from '../../session/payloads.ts';
import { useOrigin } from '../../session/useWindowPart.ts';
import { changedKeys, valueChange } from './changes.ts';
import { type Compared, comparedAt } from './compared.ts';

/** Bytes above which a size needs a wider column. */
const LARGE = 100_000;
/** Bytes of a value up to which its row says what changed in it. */
const COMPARED_IN_ROW = 64 << 10;
const COLUMNS =
  'grid-cols-[108px_72px_52px_var(--size,52px)_minmax(0,1fr)] max-sm:grid-cols-[106px_64px_38px_var(--size,48px)_minmax(0,1fr)]';
const CELL = 'min-w-0 truncate px-1.5 first:pl-3 last:pr-3';

interface HistoryProps {
  readonly connectionId: string;
  readonly detail: TopicDetail;
  readonly rows: Rows;
  readonly narrow: boolean;
  /** Packet of the message that is shown. */
  readonly chosen: number;
  readonly onChoose: (compared: Compared) => void;
  /** Messages above what is on screen that came since it was at the newest. */
  readonly arrived: number;
  /** Whether a pointer is over the rows, which stand still then. */
  readonly onPointed: (pointed: boolean) => void;
}

export function History(props: HistoryProps) {
  const { connectionId, detail, chosen, onChoose } = props;
  const { attach, ...rows } = props.rows;
  const t = useText().topic;
  const origin = useOrigin(connectionId) ?? 0;
  const read = useChosen(connectionId, detail.name);
  const ids = useId();
  const { total } = detail.history;
  const drawn = Array.from({ length: rows.to - rows.from }, (_, at) => rows.from + at);
  const messageAt = (index: number): TopicMessage | undefined =>
    detail.history.rows[index - detail.history.first];
  const chosenAt = drawn.find((index) => messageAt(index)?.packet === chosen);

  const choose = (index: number): void => {
    const compared = comparedAt(detail, index);
    rows.show(index);
    if (compared !== undefined) onChoose(compared);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = rowForKey(event.key, chosenAt, { start: 0, count: total, page: rows.page });
    if (to !== undefined) choose(Math.min(Math.max(to, 0), total - 1));
    else if (event.key === 'Enter') showPacket(connectionId, chosen);
    else return;
    event.preventDefault();
  };
  return (
    <section
      aria-label={t.history}
      className="flex min-h-0 min-w-0 flex-1 flex-col max-md:border-t max-md:border-line"
    >
      <div className="flex h-(--h-tabs) shrink-0 items-center gap-2 border-b border-line bg-bar px-3">
        <h3 className="text-base font-semibold">{t.history}</h3>
        <span className="min-w-0 truncate text-fg-2">{t.kept(total, detail.messages)}</span>
        {props.arrived > 0 && (
          <Button look="action" className="ml-auto h-(--h-small)" onClick={() => rows.show(0)}>
            {t.arrived(props.arrived)}
          </Button>
        )}
      </div>
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
          // It would select the text of the rows between.
          if (event.shiftKey) event.preventDefault();
        }}
        onClick={(event) => {
          const index = rowIndexOf(event.target);
          if (index === undefined) return;
          const message = messageAt(index);
          if (isLink(event.target) && message !== undefined)
            showPacket(connectionId, message.packet);
          else choose(index);
        }}
        className={classes(
          'min-h-0 flex-1 cursor-default overflow-x-hidden overflow-y-auto bg-well focus-visible:-outline-offset-2',
          detail.history.rows.some(({ payload }) => payload.length >= LARGE) && '[--size:96px]',
        )}
      >
        <div
          role="row"
          aria-rowindex={1}
          className={classes(
            'sticky top-0 z-10 grid h-6 items-center border-b border-line bg-bar text-xs text-fg-2',
            COLUMNS,
          )}
        >
          <Head name={t.columns.time} />
          <Head name={t.columns.packet} right />
          <Head name={t.columns.qos} />
          <Head name={t.columns.size} right />
          <Head name={t.columns.changed} />
        </div>
        <div role="presentation" className="relative" style={{ height: rows.height }}>
          <div
            role="presentation"
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${rows.offset}px)` }}
          >
            {drawn.map((index) => {
              const message = messageAt(index);
              const compared = comparedAt(detail, index);
              return message === undefined || compared === undefined ? (
                <div key={`at ${index}`} className="h-(--h-row)" />
              ) : (
                <HistoryRow
                  key={message.packet}
                  id={`${ids}-${index}`}
                  index={index}
                  compared={compared}
                  chosen={message.packet === chosen}
                  origin={origin}
                  read={read}
                />
              );
            })}
          </div>
        </div>
      </div>
    </section>
  );
}

function Head({ name, right }: { name: string; right?: boolean }) {
  return (
    <div role="columnheader" className={classes(CELL, right === true && 'text-right')}>
      {name}
    </div>
  );
}

interface HistoryRowProps {
  readonly id: string;
  readonly index: number;
  readonly compared: Compared;
  readonly chosen: boolean;
  /** How a person chose to read the topic's values. */
  readonly read: PayloadFormat | undefined;
  /** ms since 1970. */
  readonly origin: number;
}

/** A message never changes; what moves is its place. */
const HistoryRow = memo(
  function HistoryRow({ id, index, compared, chosen, origin, read }: HistoryRowProps) {
    const t = useText().topic;
    const { message } = compared;
    return (
      <div
        role="row"
        id={id}
        data-index={index}
        aria-rowindex={index + 2}
        aria-selected={chosen}
        className={classes(
          'grid h-(--h-row) items-center font-mono',
          COLUMNS,
          chosen ? 'bg-sel shadow-[inset_2px_0_var(--accent)]' : 'hover:bg-hover',
        )}
      >
        <div role="gridcell" className={CELL}>
          {rowTime(origin, message.time)}
        </div>
        <div role="gridcell" className={classes(CELL, 'text-right')}>
          <span
            data-link="packet"
            className="cursor-pointer text-accent hover:underline"
            title={t.showPacket(message.packet)}
          >
            {grouped(message.packet)}
          </span>
        </div>
        <div role="gridcell" className={classes(CELL, 'flex gap-1')}>
          {message.qos}
          {message.retain && (
            <span className="self-center text-fg-2" title={t.retained}>
              <Pin size={12} aria-hidden />
              <span className="sr-only">{t.retained}</span>
            </span>
          )}
          {message.dup && <Tag tone="outline">{t.dup}</Tag>}
        </div>
        <div role="gridcell" className={classes(CELL, 'text-right')} title={sizeText(message.size)}>
          {grouped(message.payload.length)}
        </div>
        <div role="gridcell" className={classes(CELL, 'font-sans text-fg-2')}>
          <Changed compared={compared} read={read} />
        </div>
      </div>
    );
  },
  (a, b) =>
    a.id === b.id &&
    a.chosen === b.chosen &&
    a.read === b.read &&
    a.origin === b.origin &&
    a.compared.message.packet === b.compared.message.packet &&
    a.compared.before?.packet === b.compared.before?.packet,
);

interface ChangedProps {
  readonly compared: Compared;
  /** How a person chose to read the topic's values. */
  readonly read: PayloadFormat | undefined;
}

/** The changed keys; of values that are not JSON, the size that came or went. */
function Changed({ compared: { message, before }, read }: ChangedProps) {
  const t = useText().topic;
  const change = useReading(
    useCallback(() => {
      if (before === undefined || before === null) return undefined;
      const longest = Math.max(before.payload.length, message.payload.length);
      return longest > COMPARED_IN_ROW
        ? undefined
        : valueChange({ ...before, chosen: read }, { ...message, chosen: read });
    }, [before, message, read]),
  );
  if (change === undefined) return null;
  switch (change.kind) {
    case 'same':
      return t.sameValue;
    case 'values':
      return <bdi title={changedKeys(change.diff, 40)}>{changedKeys(change.diff)}</bdi>;
    case 'bytes':
      return t.allChanged;
    case 'waits':
      return null;
  }
}
