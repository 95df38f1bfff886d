import { dequal } from 'dequal';
import { Bookmark, OctagonAlert, TriangleAlert } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import {
  Awaited,
  classes,
  DirectionMark,
  GridRow,
  type ListLayout,
  later,
  MenuOfRow,
  nothing,
  rowTime,
  ShortName,
  seconds,
  Tag,
  TopicName,
  useFirstText,
  useText,
} from '#kit';
import { visibleName, visibleText } from '../../../base/visibleText.ts';
import {
  isAnswer,
  isNoPacket,
  publishFlags,
  typeName,
} from '../../../engine/window/packetTypes.ts';
import type { PacketRow, PingRun } from '../../../engine/window/window.ts';
import type { FirstTexts } from '../../../i18n/en/first.ts';
import { grouped } from '../../../i18n/numbers.ts';
import { PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { TopicMeaning } from '../../pieces/marks/TopicMeaning.tsx';
import { useTopicMeaning } from '../../session/alink/useTopicMeaning.ts';
import type { Column } from '../../session/packets/columns.ts';
import { type AnswerWords, answerWords } from './answerWords.ts';
import { ExchangeCell } from './ExchangeCell.tsx';
import { isProblemGone } from './isProblemGone.ts';
import { cellClasses, rowClasses } from './look.ts';
import { RowPayload } from './RowValues.tsx';
import { WrongLine } from './WrongLine.tsx';

const FaultTags = later(async () => (await import('../../pieces/marks/FaultTags.tsx')).FaultTags, {
  Waits: nothing,
});
const WithheldTag = later(
  async () => (await import('../../pieces/marks/FaultTags.tsx')).WithheldTag,
  {
    Waits: nothing,
  },
);
const ReplyMark = later(async () => (await import('./ReplyMark.tsx')).ReplyMark, {
  Waits: nothing,
});

interface PacketRowProps {
  readonly connectionId: string;
  readonly row: PacketRow;
  /** Index in the list, 0-based. */
  readonly index: number;
  /** Index among packets only. */
  readonly nth: number;
  readonly id: string;
  readonly selected: boolean;
  readonly layout: ListLayout;
  readonly columns: readonly Column[];
  /** The list's rows are of more than one client. */
  readonly ofMany: boolean;
  /** ms since 1970. */
  readonly origin: number;
  /** True in a list of exchanges. */
  readonly isFolded: boolean;
  /** The row before it is visible and of the same second. */
  readonly isSameSecond: boolean;
  /** Lines for the sentence about its problem; 0: it is beside the topic or payload. */
  readonly lines: number;
}

/** Redrawn only for changes to its position, and for new findings about it. */
export const PacketRowView = memo(
  function PacketRowView(props: PacketRowProps) {
    const { selected, layout, columns, ofMany, origin, isFolded, lines } = props;
    const row = lines > 0 ? withoutSentence(props.row) : props.row;
    const hasContent = row.preview !== undefined || row.head !== undefined;
    const isWide = !hasContent && columns.includes('payload');
    const hasFlags = row.packetType === PUBLISH || row.withheld || !columns.includes('flags');
    const time = rowTime(origin, row.time);
    const { rowMenu } = useFirstText().packets;
    return (
      <GridRow
        id={props.id}
        index={props.index}
        nth={props.nth}
        selected={selected}
        hasProblem={props.row.hasProblem}
        isWarning={props.row.isWarning === true || isProblemGone(props.row)}
        className={classes(
          rowClasses(layout, isFolded),
          lines > 0 && 'content-center',
          ((isAnswer(row.packetType) && !isNoPacket(row)) || row.beside || row.pings) &&
            !selected &&
            'text-fg-2',
          row.withheld && 'italic outline-1 -outline-offset-2 outline-line outline-dashed',
        )}
        columns={columns}
        end={<MenuOfRow title={rowMenu} />}
        below={
          lines > 0 && (
            <Awaited waits={null} missing={null}>
              <WrongLine row={props.row} lines={lines} />
            </Awaited>
          )
        }
        cellClass={(column) => cellClasses(column, layout, isWide, isFolded, hasFlags)}
        cell={(column) => {
          if (isFolded && column === 'time')
            return props.isSameSecond ? time.slice(time.lastIndexOf('.')) : time;
          if (column === 'direction' && (isFolded || layout !== 'wide'))
            return row.pings ? null : <DirectionMark direction={row.direction} isShort />;
          if (isFolded && column === 'topic' && row.packetType !== PUBLISH)
            return <Folded row={row} />;
          const cell = (
            <Cell
              connectionId={props.connectionId}
              column={column}
              row={row}
              origin={origin}
              strong={selected}
              isPlain={columns.includes('payload') && row.preview !== undefined}
            />
          );
          if (column !== 'topic') return cell;
          const namesClient = ofMany && !columns.includes('client');
          return namesClient || row.mark !== undefined || row.faults !== undefined || row.reply ? (
            <Marked row={row} namesClient={namesClient}>
              {cell}
            </Marked>
          ) : (
            cell
          );
        }}
      />
    );
  },
  (before, after) =>
    dequal(before.row, after.row) &&
    before.ofMany === after.ofMany &&
    before.columns === after.columns &&
    before.index === after.index &&
    before.nth === after.nth &&
    before.selected === after.selected &&
    before.layout === after.layout &&
    before.origin === after.origin &&
    before.isFolded === after.isFolded &&
    before.lines === after.lines &&
    before.isSameSecond === after.isSameSecond,
);

/** Its sentence is on lines of its own. */
function withoutSentence(row: PacketRow): PacketRow {
  if (row.http !== undefined) return row;
  return { ...row, hasProblem: false };
}

interface MarkedProps {
  readonly row: PacketRow;
  /** Names the client, because there is no column for it. */
  readonly namesClient: boolean;
  readonly children: ReactNode;
}

/** Tags before the topic, on the same line: the client, the user's mark, and fault injections. */
function Marked({ row, namesClient, children }: MarkedProps) {
  return (
    <span className="flex min-w-0 items-center">
      {namesClient && (
        <span className="mr-1.5 flex max-w-2/5 min-w-0 shrink-0 text-fg-2">
          <Client row={row} />
        </span>
      )}
      {row.mark !== undefined && <Mark note={row.mark} />}
      {row.reply && <ReplyMark reply={row.reply} />}
      {row.faults !== undefined && (
        <span className="mr-1.5 inline-flex max-w-3/4 min-w-0 items-center gap-1">
          <FaultTags faults={row.faults} />
        </span>
      )}
      <span className="min-w-0 flex-1 truncate">{children}</span>
    </span>
  );
}

/** The user's mark, with the beginning of its note. */
function Mark({ note }: { note: string }) {
  const t = useFirstText().captures.marks;
  const text = visibleText(note);
  return (
    <span className="mr-1.5 inline-flex max-w-1/2 items-center gap-1 text-warn" title={text}>
      <Bookmark size={12} className="shrink-0 fill-current" role="img" aria-label={t.marked} />
      {text !== '' && <bdi className="min-w-0 truncate font-sans">{text}</bdi>}
    </span>
  );
}

/** An exchange without a message: problem, type, summary. */
function Folded({ row }: { row: PacketRow }) {
  if (row.pings !== undefined) return <Pings row={row} pings={row.pings} />;
  const type = (
    <span className={classes('shrink-0 font-sans', row.hasProblem ? 'text-fg-2' : 'font-semibold')}>
      {isNoPacket(row) ? <NoPacket row={row} /> : typeName(row.packetType)}
    </span>
  );
  return (
    <span className="flex min-w-0 items-center gap-2">
      {!row.hasProblem && type}
      {row.mark !== undefined && <Mark note={row.mark} />}
      {row.faults !== undefined && <FaultTags faults={row.faults} />}
      <span className={classes('min-w-0 truncate text-fg-2', !row.hasProblem && 'flex-1')}>
        <About row={row} />
      </span>
      {row.hasProblem && type}
    </span>
  );
}

function Pings({ row, pings: { count, answered } }: { row: PacketRow; pings: PingRun }) {
  const t = useFirstText().packets.exchange;
  return (
    <span className="flex min-w-0 items-center gap-2 font-sans">
      <span className={classes('min-w-0 truncate', row.hasProblem && 'shrink-9999')}>
        {t.pings(count)} <span className="text-fg-3">{t.answered(count - answered)}</span>
      </span>
      {row.hasProblem && <About row={row} />}
    </span>
  );
}

interface CellProps {
  readonly connectionId: string;
  readonly column: Column;
  readonly row: PacketRow;
  readonly origin: number;
  readonly strong: boolean;
  /** The problem is shown beside the payload. */
  readonly isPlain: boolean;
}

function Cell({ connectionId, column, row, origin, strong, isPlain }: CellProps) {
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
      return isNoPacket(row) ? <NoPacket row={row} /> : typeName(row.packetType);
    case 'packetId':
      return row.packetId;
    case 'client':
      return <Client row={row} />;
    case 'topic':
      return isPlain && row.topic !== undefined ? (
        <OwnTopic topic={row.topic} />
      ) : (
        <About row={row} />
      );
    case 'payload':
      return <RowPayload row={row} />;
    case 'flags':
      return <Flags row={row} />;
    case 'qos': {
      const { qos } = publishFlags(row.flags);
      return row.packetType === PUBLISH && !isNoPacket(row) && qos > 0 ? qos : null;
    }
    case 'exchange':
      return (
        <>
          {row.withheld === true && <WithheldTag />}
          <ExchangeCell connectionId={connectionId} row={row} />
        </>
      );
    case 'size':
      return grouped(row.size);
    default:
      return <bdi>{row.keyed?.[column]}</bdi>;
  }
}

/** Client of the packet, in a capture of several clients. */
function Client({ row }: { row: PacketRow }) {
  const { packets: t, kit } = useFirstText();
  if (row.client === undefined) return <span className="font-sans">{t.ofStream(row.stream)}</span>;
  const shown = visibleName(row.client);
  return <ShortName name={shown} title={`${shown}${kit.comma}${t.ofStream(row.stream)}`} />;
}

/** The topic of a PUBLISH, or a summary of other packets. With a problem, also the problem's name. */
function About({ row }: { row: PacketRow }) {
  const about = <Says row={row} />;
  if (!row.hasProblem || (row.wrong === undefined && !isProblemGone(row))) return about;
  return (
    <Awaited waits={about} missing={about}>
      <SaysWrong row={row} wrong={row.wrong} />
    </Awaited>
  );
}

function SaysWrong({ row, wrong }: { row: PacketRow; wrong: PacketRow['wrong'] }) {
  const { explain, detail } = useText();
  return (
    <Says
      row={row}
      wrong={wrong === undefined ? detail.problemNotKept : explain.foundWrong(wrong)}
    />
  );
}

function Says({ row, wrong }: { row: PacketRow; wrong?: string }) {
  const t = useFirstText().packets;
  const isOfPacket = !isNoPacket(row);
  const isWarning = row.isWarning === true || isProblemGone(row);
  const Icon = isWarning ? TriangleAlert : OctagonAlert;
  const problem = wrongIn(row, t) ?? wrong;
  const summary = row.summary && t.summary(row.summary);
  const says = [
    problem,
    isOfPacket && t.answers[row.packetType],
    // Such as a reason code that the problem quotes.
    summary !== undefined && problem?.includes(summary) === true ? undefined : summary,
  ]
    .filter(Boolean)
    .join(' · ');
  if (row.hasProblem) {
    return (
      <span
        className={classes('flex min-w-0 items-center gap-1', isWarning ? 'text-warn' : 'text-err')}
        title={visibleName(says)}
      >
        <Icon size={12} aria-hidden className="shrink-0" />
        {row.topic !== undefined && <Topic topic={row.topic} />}
        <bdi className="min-w-0 flex-1 truncate font-sans font-semibold">{visibleName(says)}</bdi>
      </span>
    );
  }
  if (row.topic !== undefined) return <OwnTopic topic={row.topic} />;
  const isReply = isOfPacket && isAnswer(row.packetType);
  const answer = isReply ? answerWords(row, t) : undefined;
  if (answer !== undefined) return <Answer answer={answer} />;
  return (
    <span className="truncate font-sans" title={visibleName(says)}>
      {isReply && <span aria-hidden="true">└ </span>}
      <bdi>{visibleName(says)}</bdi>
    </span>
  );
}

function wrongIn(row: PacketRow, t: FirstTexts['packets']): string | undefined {
  return row.http === undefined ? undefined : t.http[row.http];
}

/** The number leads to its packet: the list listens for `data-packet`, so that rows need no handler. */
function Answer({ answer }: { answer: AnswerWords }) {
  const { before, packet, after } = answer;
  const number = packet === undefined ? '' : grouped(packet);
  return (
    <span className="truncate font-sans" title={visibleText(`${before}${number}${after}`)}>
      <span aria-hidden="true">└ </span>
      {before}
      {packet !== undefined && (
        <span role="link" tabIndex={-1} data-packet={packet} className="row-link">
          {number}
        </span>
      )}
      <bdi>{visibleText(after)}</bdi>
    </span>
  );
}

function NoPacket({ row }: { row: PacketRow }) {
  const t = useFirstText().packets;
  if (row.http !== undefined) return <span className="font-sans">HTTP</span>;
  return <span className="font-sans text-err">{t.unframed}</span>;
}

function OwnTopic({ topic }: { topic: string }) {
  const meaning = useTopicMeaning(topic);
  const name = <Topic topic={topic} />;
  if (meaning === undefined) return name;
  return (
    <span className="flex min-w-0 items-center">
      <TopicMeaning meaning={meaning} className="mr-1.5 shrink-0 max-sm:hidden" />
      {name}
    </span>
  );
}

function Topic({ topic }: { topic: string }) {
  const t = useFirstText().packets;
  if (topic === '') return <span className="font-sans text-fg-2">{t.emptyTopic}</span>;
  return <TopicName topic={topic} />;
}

function Flags({ row }: { row: PacketRow }) {
  return (
    <>
      {row.withheld === true && <WithheldTag />}
      <PublishFlags row={row} />
    </>
  );
}

function PublishFlags({ row }: { row: PacketRow }) {
  if (row.packetType !== PUBLISH || isNoPacket(row)) return null;
  const { dup, qos, retain } = publishFlags(row.flags);
  return (
    <>
      <Tag>{`QoS ${qos}`}</Tag>
      {dup && (
        <Tag tone={row.hasProblem ? 'warn' : 'outline'}>
          {row.hasProblem && <TriangleAlert size={10} aria-hidden />}
          DUP
        </Tag>
      )}
      {retain && <Tag tone="outline">RETAIN</Tag>}
    </>
  );
}
