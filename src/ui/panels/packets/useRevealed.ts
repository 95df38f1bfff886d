import { useEffect, useRef } from 'react';
import type { Listed } from './listed.ts';

interface Shown {
  readonly packet: number | undefined;
  readonly filter: string;
  readonly isFolded: boolean;
}

/**
 * Scrolls to a packet that another pane selected, and keeps it in view when the filter changes, or exchanges unfold.
 * @param isFixed the list stays: it follows its end, or nobody chose the packet
 */
export function useRevealed(
  selected: number | undefined,
  list: Listed,
  isFixed: boolean,
  show: (index: number) => void,
): void {
  const index = selected === undefined ? undefined : list.indexOf(selected);
  const { filter, isFolded } = list;
  const shown = useRef<Shown>({ packet: undefined, filter: '', isFolded });
  useEffect(() => {
    const now: Shown = { packet: selected, filter, isFolded };
    const { current } = shown;
    const isShown =
      selected === current.packet && filter === current.filter && isFolded === current.isFolded;
    if (isShown) return;
    // A selection made while the newest packets were shown is not scrolled to afterwards.
    if (isFixed) shown.current = now;
    // Packets that arrived while another view was shown appear after the next request.
    if (isFixed || index === undefined || index >= list.count) return;
    shown.current = now;
    if (index >= 0) show(index);
  }, [selected, index, isFixed, list.count, filter, isFolded, show]);
}

/** Keeps the selected row visible when the list loses height, such as to the packet's pane. */
export function useKeptInSight(
  index: number | undefined,
  { top, page, show }: { top: number; page: number; show: (index: number) => void },
): void {
  const before = useRef({ top, page });
  useEffect(() => {
    const was = before.current;
    before.current = { top, page };
    const isLower = page < was.page && index !== undefined;
    if (isLower && index >= was.top && index <= was.top + was.page) show(index);
  });
}

interface Furthest {
  readonly filter: string;
  /** Position after the last packet that was on screen. */
  readonly row: number;
}

/** Kept while another view is in front, by the list's owner. */
const furthestOf = new WeakMap<object, Furthest>();

/**
 * Packets at the end of the list that were never on screen.
 * @param owner see `keptScroller`
 * @param growing a filter is still searching older packets, which are not new
 */
export function useUnseen(
  owner: object | undefined,
  list: Listed,
  seen: number,
  growing: boolean,
): number {
  const end = list.firstPacket + list.packets;
  const kept = owner && furthestOf.get(owner);
  const now = list.firstPacket + list.packetsBefore(seen);
  const isSame = kept?.filter === list.filter && !growing;
  // Clear starts again.
  const row = !isSame ? end : kept.row > end ? now : Math.max(kept.row, now);
  useEffect(() => {
    if (owner !== undefined) furthestOf.set(owner, { filter: list.filter, row });
  }, [owner, list.filter, row]);
  return end - row;
}

/**
 * Selects a row: at once, or when the worker has reported its packet. `awaited` is the pending row, so that
 * fast key presses continue from it.
 */
export function usePending(
  list: Listed,
  choose: (index: number) => void,
): {
  readonly chooseOnceKnown: (index: number) => void;
  readonly awaited: () => number | undefined;
} {
  const pending = useRef<{ index: number; filter: string } | undefined>(undefined);
  const awaited = (): number | undefined =>
    // A pending row of another filter's list is ignored.
    pending.current?.filter === list.filter ? pending.current.index : undefined;
  useEffect(() => {
    const index = awaited();
    if (index === undefined || list.packetAt(index) === undefined) return;
    pending.current = undefined;
    choose(index);
  });
  return {
    chooseOnceKnown: (index) => {
      const isKnown = list.packetAt(index) !== undefined;
      pending.current = isKnown ? undefined : { index, filter: list.filter };
      if (isKnown) choose(index);
    },
    awaited,
  };
}
