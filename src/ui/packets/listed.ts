/** What the packet list holds, and what it asks the worker for. */
import type { Counters, PacketRow, WindowReply, WindowRequest } from '../../engine/window.ts';
import type { TabView } from '../state/views.ts';

export interface Listed {
  /** Position, since Clear, of the list's first row: so many were discarded. */
  readonly first: number;
  /** Rows in the list; those that a pause holds back are not. */
  readonly count: number;
  /** The row at an index of the list; undefined until the worker has answered. */
  readonly row: (index: number) => PacketRow | undefined;
  /** Index of a packet by its number; undefined where no row is known to count from. */
  readonly indexOf: (packet: number) => number | undefined;
  /** The reverse. */
  readonly packetAt: (index: number) => number | undefined;
}

export function listed(
  reply: WindowReply['packets'],
  counters: Counters | undefined,
  view: TabView,
): Listed {
  const received = reply?.total ?? 0;
  const shown = view.paused ? Math.min(view.pausedAt ?? received, received) : received;
  const first = Math.min(counters?.discarded ?? 0, shown);
  const known = reply?.rows[0];
  const knownAt = (reply?.first ?? 0) - first;
  // Numbers count up by one without a gap, so one known row tells the place of all.
  return {
    first,
    count: shown - first,
    row: (index) => reply?.rows[index - knownAt],
    indexOf: (packet) => (known === undefined ? undefined : knownAt + packet - known.number),
    packetAt: (index) => (known === undefined ? undefined : known.number + index - knownAt),
  };
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
