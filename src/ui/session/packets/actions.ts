/** Actions on the packet list, shared by buttons, keys and the command palette. */
import { announce } from '../../kit/language/announcements.ts';
import { firstTexts } from '../../kit/language/firstText.ts';
import { NARROW } from '../../kit/page/useMedia.ts';
import { askWindow } from '../connection/askWindow.ts';
import { connectionById } from '../connection/connections.ts';
import { perConnection } from '../connection/perConnection.ts';
import { select, selectionOf } from '../connection/selection.ts';
import { setView, showPanel, type TabView, viewOf } from '../view/tabView.ts';

/** The list follows its end, and in wide windows the detail shows the newest packet. */
export function setFollowing(connectionId: string, following: boolean): void {
  // In a single column, a detail is shown only for a packet that the user chose.
  if (following && !matchMedia(NARROW).matches) {
    const isFile = connectionById(connectionId)?.file !== undefined;
    // The detail keeps its packet until a newer one replaces it.
    const packet = isFile ? undefined : selectionOf(connectionId).packet;
    select(connectionId, { packet, isNewest: true });
  }
  setView(connectionId, { following });
}

/** The list follows its end now: a paused view follows nothing. */
export const isFollowing = ({ following, paused }: TabView): boolean => following && !paused;

/** *Follow*: resumes a paused view, too. */
export function toggleFollowing(connectionId: string): void {
  const view = viewOf(connectionId);
  if (view.paused) togglePaused(connectionId);
  setFollowing(connectionId, !isFollowing(view));
}

/** Pauses or resumes the views. Capture and counters continue. */
export function togglePaused(connectionId: string): void {
  const t = firstTexts().packets;
  const loop = connectionById(connectionId)?.loop;
  const paused = !viewOf(connectionId).paused;
  const list = loop?.part('packets');
  const counters = loop?.counters();
  const received = counters && counters.packets + counters.withheld;
  const listed =
    list && list.filter === undefined && list.isFolded === undefined
      ? list.total - (list.changes?.total ?? 0)
      : received;
  setView(connectionId, {
    paused,
    pausedAt: paused ? listed : undefined,
    pausedList:
      paused && list
        ? {
            filter: list.filter ?? '',
            isFolded: list.isFolded === true,
            total: list.total,
            changes: list.changes?.total ?? 0,
            shown: loop?.counters()?.filter?.shown,
          }
        : undefined,
  });
  loop?.pause(paused);
  announce(paused ? t.pausedNow : t.resumedNow);
}

/** Number of clears, whether the last one was undone, and the newest packet at that time. */
export const clears = perConnection({ count: 0, isEmptied: false, newest: 0 });

/** Number of the newest packet that Clear removed. 0: none, or it was undone. */
export function clearedThrough(connectionId: string): number {
  const { isEmptied, newest } = clears.of(connectionId);
  return isEmptied ? newest : 0;
}

/** True if the list is empty because it was cleared. */
export const useEmptied = (connectionId: string): boolean => clears.use(connectionId).isEmptied;

/** Shows a packet by its number, at any position in the list. */
export function showPacket(connectionId: string, packet: number): void {
  setView(connectionId, { following: false });
  selectPacket(connectionId, packet);
  showPanel(connectionId, 'packets');
}

/**
 * Selects a packet by its number. Tree and Topic view follow to the topic of its message, as with a click on
 * its row.
 */
export function selectPacket(connectionId: string, packet: number): void {
  select(connectionId, { packet });
  void selectTopicOf(connectionId, packet);
}

/** A selection made by the user before the answer arrives is kept. */
async function selectTopicOf(connectionId: string, packet: number): Promise<void> {
  const before = selectionOf(connectionId);
  const topic = (await askWindow(connectionId, { packet }))?.packet?.row.topic;
  const now = selectionOf(connectionId);
  if (topic !== undefined && now.packet === packet && now.topic === before.topic)
    select(connectionId, { topic, packet });
}

/** Selects the previous or next packet of the list, without wrapping. */
export function stepPacket(connectionId: string, selected: number, step: 1 | -1): void {
  const loop = connectionById(connectionId)?.loop;
  const rows = loop?.part('packets')?.rows ?? [];
  const at = rows.findIndex((row) => row.number === selected || row.offender === selected);
  const next = at < 0 ? undefined : rows[at + step];
  const newest = Math.max(selected, loop?.counters()?.newest ?? 0);
  showPacket(
    connectionId,
    next?.offender ?? next?.number ?? Math.min(Math.max(1, selected + step), newest),
  );
}
