import { CircleCheck, Clock, TriangleAlert } from 'lucide-react';
import { classes, DirectionMark, Tag, TopicName, useText } from '#kit';
import { formatHex } from '../../../base/hex.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { visibleText } from '../../../base/visibleText.ts';
import type { ReplyRow } from '../../../engine/requestResponse/reply.ts';
import { duration } from '../../../i18n/durations.ts';
import { None, PacketLink } from './PacketLink.tsx';
import type { ReplyColumn } from './replyColumns.ts';

/** Draws a cell of a row of the list of requests. */
export const replyCell = (row: ReplyRow, column: ReplyColumn) => <Cell row={row} column={column} />;

function Cell({ column, row }: { column: ReplyColumn; row: ReplyRow }) {
  const t = useText().replies;
  switch (column) {
    case 'request':
      return <PacketLink packet={row.request} name={t.showRequest} none={<None text={t.none} />} />;
    case 'direction':
      return <DirectionMark direction={row.direction} />;
    case 'topic':
      return <TopicName topic={row.topic} />;
    case 'data':
      return <Data row={row} />;
    case 'reply':
      return (
        <>
          <PacketLink packet={row.reply} name={t.showReply} none={<None text={t.none} />} />
          {row.replies > 1 && (
            <span className="text-fg-2" title={t.moreTitle(row.replies - 1)}>
              {' '}
              {t.more(row.replies - 1)}
            </span>
          )}
        </>
      );
    case 'latency':
      return row.latency === undefined ? <None text={t.none} /> : duration(row.latency);
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

const PRINTABLE = /^[\x20-\x7e]+$/;

/** Correlation data as text if possible, otherwise as hex. */
function Data({ row: { data, dataLength } }: { row: ReplyRow }) {
  const { replies: t, kit } = useText();
  if (data === undefined) return <None text={t.none} />;
  const text = decodeUtf8(data);
  const isCut = dataLength > data.length;
  const shown =
    (text !== undefined && PRINTABLE.test(text) ? visibleText(text) : formatHex(data)) +
    (isCut ? '…' : '');
  return <bdi title={`${shown}${kit.bracketed(t.bytes(dataLength))}`}>{shown}</bdi>;
}
