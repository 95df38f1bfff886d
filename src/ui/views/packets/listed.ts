/** What the packet list holds, and what it asks the worker for. */
import type {
  Counters,
  PacketRow,
  WindowReply,
  WindowRequest,
} from '../../../engine/capture/window.ts';
import type { TabView } from '../../session/tabView.ts';

export interface Listed {
  /** Position of the list's first row: so many rows before it were discarded. */
  readonly first: number;
  /** Rows in the list; those that a pause holds back are not. */
  readonly count: number;
  /** The display filter that it answers; empty: none. */
  readonly filter: string;
  /** Rows are of more than one client. */
  readonly ofMany: boolean;
  /** The row at an index of the list; undefined until the worker has answered. */
  readonly row: (index: number) => PacketRow | undefined;
  /** Index of a packet by its number; undefined where its place is not known. */
  readonly indexOf: (packet: number) => number | undefined;
  /** The reverse. */
  readonly packetAt: (index: number) => number | undefined;
}

type Position = WindowReply['packetPosition'];

/** @param position where the selected packet is, as last told */
export function listed(
  reply: WindowReply['packets'],
  counters: Counters | undefined,
  view: TabView,
  position?: Position,
): Listed {
  const filter = reply?.filter ?? '';
  const total = reply?.total ?? 0;
  const shown = view.paused ? Math.min(pausedTotal(view, filter) ?? total, total) : total;
  const first = Math.min(reply?.oldest ?? counters?.discarded ?? 0, shown);
  const known = reply?.rows[0];
  const knownAt = (reply?.first ?? 0) - first;
  // Without a gap one known row tells the place of all.
  const gapless = filter === '' && (counters?.armed?.kept.packets ?? 0) === 0;
  const rows = reply?.rows ?? [];
  return {
    first,
    count: shown - first,
    filter,
    ofMany: reply?.ofMany === true,
    row: (index) => rows[index - knownAt],
    indexOf: (packet) => {
      const at = rows.findIndex(({ number }) => number === packet);
      if (at >= 0) return knownAt + at;
      if (gapless) return known === undefined ? undefined : knownAt + packet - known.number;
      const told = position?.packet === packet ? position.position : null;
      return told === null ? undefined : told - first;
    },
    packetAt: (index) =>
      rows[index - knownAt]?.number ??
      (gapless && known !== undefined ? known.number + index - knownAt : undefined),
  };
}

/** The list as long as it was when it was paused; one of another filter is as long as it is. */
function pausedTotal(view: TabView, filter: string): number | undefined {
  if (filter === '') return view.pausedAt;
  return view.pausedList?.filter === filter ? view.pausedList.total : undefined;
}

/** Rows asked for beyond those that fit, while the newest are shown. */
const TAIL_SPARE = 16;

/** From index `from` up to `to`; the newest ones instead while the list follows. A pause leaves the list as long as it was. */
export function wantedRows(
  { first }: Listed,
  from: number,
  to: number,
  view: TabView,
): NonNullable<WindowRequest['packets']> {
  const count = Math.max(to - from, 1);
  if (view.following && !view.paused) return { first: 0, count: count + TAIL_SPARE, tail: true };
  return { first: first + from, count };
}
