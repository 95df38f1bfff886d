import { useEffect, useRef, useState } from 'react';
import { isAnswer, publishFlags } from '../../../engine/window/packetTypes.ts';
import type { PacketRow } from '../../../engine/window/window.ts';
import { PINGREQ, PUBLISH } from '../../../mqtt/tables/typeNumbers.ts';
import { NARROW, useMedia } from '../../kit/page/useMedia.ts';
import { useConnection } from '../../session/connection/connections.ts';
import { select, selectionOf, useSelection } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import { filterOf } from '../../session/filter/filters.ts';
import { clearedThrough } from '../../session/packets/actions.ts';
import { viewOf } from '../../session/view/tabView.ts';

/** µs within which a message with more packets replaces the shown one at once. */
const SETTLES = 5_000_000;
/** ms for which a packet is shown at least while the detail follows, so that it can be read. */
const SHOWN_FOR = 1000;

const isMessage = (row: PacketRow): boolean =>
  row.packetType === PUBLISH && row.topic !== undefined;

/** Neither a ping nor an acknowledgement. */
const beginsExchange = ({ packetType }: PacketRow): boolean =>
  packetType !== PINGREQ && !isAnswer(packetType);

/** Messages before other exchanges; with a higher QoS there is more of a handshake to see. */
function rankOf(row: PacketRow): number {
  if (isMessage(row)) return 2 + publishFlags(row.flags).qos;
  return beginsExchange(row) ? 1 : 0;
}

/** The first message, or the first packet of an exchange. */
const firstOf = (rows: readonly PacketRow[]): PacketRow | undefined =>
  rows.find(isMessage) ?? rows.find(beginsExchange) ?? rows[0];

/** The newest of the rows after a packet that show most. */
const newestAfter = (packet: number, rows: readonly PacketRow[]): PacketRow | undefined =>
  rows
    .filter(({ number }) => number > packet)
    .reduce<PacketRow | undefined>(
      (most, row) => (most === undefined || rankOf(row) >= rankOf(most) ? row : most),
      undefined,
    );

/** Number of the packet that a row shows. */
const packetOf = ({ number, offender }: PacketRow): number => offender ?? number;

/** In a list by problems, a row shows the packet that has the problem. */
const shows = (row: PacketRow | undefined, packet: number | undefined): boolean =>
  row !== undefined && packetOf(row) === packet;

/** True if a row should replace the automatically selected one. */
function isBetter(row: PacketRow, shown: PacketRow): boolean {
  if (!isMessage(shown)) return isMessage(row);
  return rankOf(row) > rankOf(shown) && row.time - shown.time < SETTLES;
}

/** A detail under the pointer holds still: its values could not be hit otherwise. */
const isPointedAt = (): boolean =>
  document.querySelector('[data-part="detail"]')?.matches(':hover') === true;

/**
 * Selects the newest message while the user has chosen none, so that the pane is not empty. While the list follows, so
 * does the detail, at a pace that can be read. A file shows its first message; one with a longer handshake replaces it.
 * Before any message, the newest other exchange is selected until a message arrives.
 *
 * A packet is selected once its bytes are there, so that its row, head and body appear in one frame.
 */
export function useFirstPacket(connectionId: string): void {
  const loop = useConnection(connectionId, 'loop')?.loop;
  const isFile = useConnection(connectionId, 'file')?.file !== undefined;
  // In a single column, the list takes the full height until a packet is selected.
  const isNarrow = useMedia(NARROW);
  const { packet, isNewest } = useSelection(connectionId);
  const isSelected = packet !== undefined;
  const isChosen = isSelected && !isNewest;
  /** The row selected last, which may have left the list's window. */
  const last = useRef<PacketRow>(undefined);
  const shownSince = useRef(Number.NEGATIVE_INFINITY);
  const [requested, setRequested] = useState<number>();
  useWindowPart(connectionId, 'packet', isChosen ? undefined : requested);
  useEffect(() => {
    if (isNarrow || isChosen || loop === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let awaited: { readonly row: PacketRow; readonly filter: string } | undefined;
    const offer = () => {
      const list = loop.part('packets');
      if (list === undefined) return;
      const { filter = '', first, total, changes } = list;
      // The list may be from before Clear.
      const cleared = clearedThrough(connectionId);
      const rows = list.rows.filter(({ number }) => number > cleared);
      // The answer for a new filter is still pending.
      if (filter !== filterOf(connectionId).applied) return;
      const isAtEnd = first + list.rows.length + (changes?.rows.length ?? 0) >= total;
      const { following } = viewOf(connectionId);
      if (following && !isAtEnd) return;
      const now = selectionOf(connectionId);
      // The user did not choose it, and the filter hides it.
      const isHidden =
        now.isNewest &&
        filter !== '' &&
        first === 0 &&
        list.rows.length >= total &&
        rows.every((row) => !shows(row, now.packet));
      const offered =
        isFile && !following
          ? firstOf(rows)
          : now.packet === undefined || isHidden
            ? firstOf(rows.toReversed())
            : newestAfter(now.packet, rows);
      if (offered === undefined || shows(offered, now.packet)) return;
      if (now.packet !== undefined && !isHidden) {
        const known = rows.find((row) => shows(row, now.packet));
        const shown = known ?? (shows(last.current, now.packet) ? last.current : undefined);
        const isReplaced = isFile ? now.isFirst && first === 0 : following;
        if (!isReplaced) return;
        if (shown === undefined || !isBetter(offered, shown)) {
          // Pings and lone acknowledgements say less than what is shown.
          if (isFile || rankOf(offered) === 0) return;
          const early = shownSince.current + SHOWN_FOR - performance.now();
          if (early > 0 || isPointedAt()) {
            clearTimeout(timer);
            timer = setTimeout(offer, Math.max(early, SHOWN_FOR / 4));
            return;
          }
        }
      }
      // A newer row does not replace an awaited one, because in a flood no packet would ever be shown.
      const before = awaited?.filter === filter ? awaited.row : undefined;
      const loaded = loop.part('packet')?.row.number;
      const isKept =
        before !== undefined &&
        before.number > cleared &&
        (shows(before, loaded) || rows.some((row) => row.number === before.number));
      const next = isKept ? before : offered;
      const number = packetOf(next);
      if (loaded !== number) {
        awaited = { row: next, filter };
        setRequested(number);
        return;
      }
      awaited = undefined;
      setRequested(undefined);
      // Watch stays at the topic that it shows.
      const isTopicFree = now.topic === undefined && !now.isAllTopics;
      last.current = next;
      shownSince.current = performance.now();
      select(connectionId, {
        packet: number,
        isNewest: true,
        isFirst: true,
        ...(isTopicFree && next.topic !== undefined && { topic: next.topic }),
      });
    };
    // The last message may have arrived already: a broker with a few retained messages sends nothing more.
    offer();
    const unlisten = loop.listen(offer);
    return () => {
      clearTimeout(timer);
      unlisten();
    };
  }, [connectionId, loop, isFile, isNarrow, isSelected, isChosen]);
}
