/** Content of the packet list, and its request to the worker. */
import type {
  Counters,
  PacketRow,
  WindowReply,
  WindowRequest,
} from '../../../engine/window/window.ts';
import { BLOCK } from '../../kit/rows/scroll.ts';
import type { TabView } from '../../session/view/tabView.ts';

type Changes = NonNullable<NonNullable<WindowReply['packets']>['changes']>;
export type Change = Changes['rows'][number];

/** Rows are packets, and events of connections that closed or returned between them. */
export interface Listed {
  /** Position of the list's first row, which is the number of discarded rows before it. */
  readonly first: number;
  /** Rows in the list, without rows that a pause hides. */
  readonly count: number;
  /** Number of packet rows, and number of discarded packets before them. */
  readonly packets: number;
  readonly firstPacket: number;
  /** Number of packets before a loaded row. For rows after the loaded ones, as many as are known. */
  readonly packetsBefore: (index: number) => number;
  /** The display filter that it answers; empty: none. */
  readonly filter: string;
  /** Rows are of more than one client. */
  readonly ofMany: boolean;
  /** Rows are exchanges. */
  readonly isFolded: boolean;
  /** The display filter asks for problems, so each row has its sentence on lines of its own. */
  readonly byProblems: boolean;
  /** The packet at an index of the list; undefined until the worker has answered. */
  readonly row: (index: number) => PacketRow | undefined;
  /** Connection event at that position, if any. */
  readonly change: (index: number) => Change | undefined;
  /** Index of a packet by its number; undefined if unknown. */
  readonly indexOf: (packet: number) => number | undefined;
  /** The reverse. For a row that is not a packet, the packet beside it. */
  readonly packetAt: (index: number) => number | undefined;
}

type Reply = WindowReply['packets'];
type Position = WindowReply['packetPosition'];

const NONE: Changes = { rows: [], before: 0, gone: 0, total: 0 };

/** Keeps only the known rows of an ended worker, which cannot answer any more. */
export function leftOver(reply: WindowReply['packets']): WindowReply['packets'] {
  if (reply === undefined) return undefined;
  const { first, rows, changes = NONE } = reply;
  const { before } = changes;
  const known = changes.rows.length;
  return {
    ...reply,
    oldest: first,
    total: first + rows.length + known,
    changes: { ...changes, gone: before, total: before + known },
  };
}

/** Without gaps, a single known row determines the position of all. */
export function isGapless(
  reply: WindowReply['packets'],
  counters: Counters | undefined,
  filter = reply?.filter ?? '',
): boolean {
  const { gone, total } = reply?.changes ?? NONE;
  const isWhole = filter === '' && reply?.isFolded !== true;
  return isWhole && gone === total && (counters?.armed?.kept.packets ?? 0) === 0;
}

/** @param position last known position of the selected packet */
export function listed(
  reply: WindowReply['packets'],
  counters: Counters | undefined,
  view: TabView,
  position?: Position,
): Listed {
  const filter = reply?.filter ?? '';
  const total = reply?.total ?? 0;
  const changes = reply?.changes ?? NONE;
  const shown = view.paused ? Math.min(pausedTotal(view, filter, reply) ?? total, total) : total;
  const first = Math.min(reply?.oldest ?? counters?.discarded ?? 0, shown);
  const firstPacket = first - changes.gone;
  const rows = reply?.rows ?? [];
  const known = rows[0];
  const knownAt = (reply?.first ?? 0) - first;
  const gapless = isGapless(reply, counters);
  const change = (index: number) => changes.rows.find((one) => one.position === first + index);
  const changesBefore = (index: number) =>
    changes.before + changes.rows.filter((one) => one.position < first + index).length;
  const row = (index: number) =>
    change(index) ? undefined : rows[index - knownAt - changesBefore(index) + changes.before];
  return {
    first,
    count: shown - first,
    packets: Math.max(0, shown - changesUntil(view, reply) - firstPacket),
    firstPacket,
    packetsBefore: (index) => {
      const at = Math.min(index, knownAt + rows.length + changes.rows.length);
      return at - changesBefore(at) + changes.gone;
    },
    filter,
    ofMany: reply?.ofMany === true,
    isFolded: reply?.isFolded === true,
    byProblems: reply?.byProblems === true,
    row,
    change,
    indexOf: (packet) => {
      const at = rows.findIndex((one) => one.number === packet || one.offender === packet);
      if (at >= 0) return indexIn(changes, at + knownAt, first);
      if (gapless) return known === undefined ? undefined : knownAt + packet - known.number;
      const told = position?.packet === packet ? position.position : null;
      return told === null ? undefined : told - first;
    },
    packetAt: (index) => {
      let at = index;
      while (change(at)) at += 1;
      if (at >= shown - first) for (at = index; change(at); ) at -= 1;
      return (
        chosenBy(row(at)) ??
        (gapless && known !== undefined ? known.number + index - knownAt : undefined)
      );
    },
  };
}

/** The packet that a row chooses: in a list by problems the one that has the problem. */
const chosenBy = (row: PacketRow | undefined): number | undefined => row?.offender ?? row?.number;

/** Index of a packet that would be at `at` without the known changes. */
function indexIn({ rows }: Changes, at: number, first: number): number {
  return rows.reduce((index, { position }) => (position - first <= index ? index + 1 : index), at);
}

/** The list as long as it was when it was paused; one of another filter or grouping is as long as it is. */
function pausedTotal(view: TabView, filter: string, reply: Reply): number | undefined {
  const { pausedAt, pausedList } = view;
  const isFolded = reply?.isFolded === true;
  if (pausedList?.filter === filter && pausedList.isFolded === isFolded) return pausedList.total;
  const isWhole = filter === '' && !isFolded && pausedAt !== undefined;
  return isWhole ? pausedAt + (reply?.changes?.total ?? 0) : undefined;
}

/** Number of changes in the list, without those during a pause. */
function changesUntil({ paused, pausedList }: TabView, reply: Reply): number {
  const { total } = reply?.changes ?? NONE;
  const isSame = pausedList?.filter === '' && pausedList.isFolded === (reply?.isFolded === true);
  return paused && isSame ? Math.min(total, pausedList.changes) : total;
}

/**
 * `most` rows from index `from` on, or the newest while the list follows. Always the full number: a range that grew
 * with the list would be requested again with each answer. While paused, the list keeps its length.
 */
export function wantedRows(
  { first }: Listed,
  from: number,
  most: number,
  view: TabView,
): NonNullable<WindowRequest['packets']> {
  if (view.following && !view.paused) return { first: 0, count: most, tail: true };
  // Requests the rows that scrolling draws next.
  const ahead = Math.min(from, BLOCK);
  return { first: first + from - ahead, count: most + ahead + BLOCK };
}
