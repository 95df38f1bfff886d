import { CircleCheck, Clock, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import type { ReplyRow } from '../../../engine/pairs/reply.ts';
import { decodeUtf8 } from '../../../mqtt/utf8.ts';
import { formatHex } from '../../../payload/hex.ts';
import { visibleText } from '../../../payload/visibleText.ts';
import { duration } from '../../../words/durations.ts';
import { grouped } from '../../../words/numbers.ts';
import { classes } from '../../kit/classes.ts';
import { DirectionMark } from '../../kit/Direction.tsx';
import { useText } from '../../kit/language/useText.ts';
import { GridRow } from '../../kit/rows/GridRow.tsx';
import type { ListLayout } from '../../kit/rows/listLayout.ts';
import { Tag } from '../../kit/Tag.tsx';
import { TopicName } from '../../kit/TopicName.tsx';
import { cellClasses, REPLY_COLUMNS, type ReplyColumn, rowClasses } from './replyLook.ts';

interface ReplyRowProps {
  readonly row: ReplyRow;
  /** Index in the list, 0-based. */
  readonly index: number;
  readonly id: string;
  readonly selected: boolean;
  readonly layout: ListLayout;
}

export const ReplyRowView = memo(
  function ReplyRowView({ row, index, id, selected, layout }: ReplyRowProps) {
    return (
      <GridRow
        id={id}
        index={index}
        selected={selected}
        className={rowClasses(layout)}
        columns={REPLY_COLUMNS}
        cellClass={(column) => cellClasses(column, layout)}
        cell={(column) => <Cell column={column} row={row} />}
      />
    );
  },
  (before, after) =>
    before.id === after.id &&
    before.index === after.index &&
    before.selected === after.selected &&
    before.layout === after.layout &&
    before.row.number === after.row.number &&
    before.row.replies === after.row.replies,
);

function Cell({ column, row }: { column: ReplyColumn; row: ReplyRow }) {
  const t = useText().replies;
  switch (column) {
    case 'request':
      return <PacketLink packet={row.request} name={t.showRequest} />;
    case 'direction':
      return <DirectionMark direction={row.direction} />;
    case 'topic':
      return <TopicName topic={row.topic} />;
    case 'data':
      return <Data row={row} />;
    case 'reply':
      return (
        <>
          <PacketLink packet={row.reply} name={t.showReply} />
          {row.replies > 1 && (
            <span className="text-fg-2" title={t.moreTitle(row.replies - 1)}>
              {' '}
              {t.more(row.replies - 1)}
            </span>
          )}
        </>
      );
    case 'latency':
      return row.latency === undefined ? <None /> : duration(row.latency);
    case 'state':
      return (
        <span className="flex min-w-0 items-center gap-1 font-sans">
          <State state={row.state} />
          {row.isUnsure && (
            <Tag tone="warn" title={t.unsureTitle}>
              {t.unsure}
            </Tag>
          )}
        </span>
      );
  }
}

const STATES = {
  answered: { Icon: CircleCheck, tone: 'text-ok' },
  waiting: { Icon: Clock, tone: 'text-warn' },
  alone: { Icon: TriangleAlert, tone: 'text-warn' },
} as const;

function State({ state }: Pick<ReplyRow, 'state'>) {
  const t = useText().replies;
  const { Icon, tone } = STATES[state];
  return (
    <span className={classes('inline-flex min-w-0 items-center gap-1', tone)}>
      <Icon size={12} aria-hidden className="shrink-0" />
      <span className="truncate">{t.states[state]}</span>
    </span>
  );
}

function None() {
  const t = useText().replies;
  return (
    <span className="text-fg-3">
      <span aria-hidden="true">·</span>
      <span className="sr-only">{t.none}</span>
    </span>
  );
}

const PRINTABLE = /^[\x20-\x7e]+$/;

/** As text where it is some, else in hex. */
function Data({ row: { data, dataLength } }: { row: ReplyRow }) {
  const t = useText().replies;
  if (data === undefined) return <None />;
  const text = decodeUtf8(data);
  const isCut = dataLength > data.length;
  const shown =
    (text !== undefined && PRINTABLE.test(text) ? visibleText(text) : formatHex(data)) +
    (isCut ? '…' : '');
  return <bdi title={`${shown} (${t.bytes(dataLength)})`}>{shown}</bdi>;
}

interface PacketLinkProps {
  readonly packet: number | undefined;
  readonly name: (packet: string) => string;
}

/** A click on it bubbles to the grid, which goes to the packet. */
function PacketLink({ packet, name }: PacketLinkProps) {
  if (packet === undefined) return <None />;
  const number = grouped(packet);
  return (
    <span
      role="link"
      tabIndex={-1}
      data-packet={packet}
      aria-label={name(number)}
      title={name(number)}
      className="cursor-pointer text-accent hover:underline"
    >
      {number}
    </span>
  );
}
