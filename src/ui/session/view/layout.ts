/** Sizes of the panes and the collapsed ones, stored in this browser. */
import { useSyncExternalStore } from 'react';
import { create } from 'zustand';
import { remember, remembered } from '../../kit/language/remembered.ts';

export interface Layout {
  /** px of the tree in each desk and of Publish; undefined: depends on the width of the window. */
  readonly watch: number | undefined;
  readonly inspect: number | undefined;
  readonly publish: number | undefined;
  /** Share of the packet list's height beside the packet's detail, 0 to 1. */
  readonly list: number;
  readonly topicsCollapsed: boolean;
  /** The chart board is pinned below the topic. */
  readonly chartBoard: boolean;
  /** Its share of the height, 0 to 1. */
  readonly board: number;
  /** The form to publish is a column beside the desks; undefined: as the width of the window suggests. */
  readonly publishPinned: boolean | undefined;
  /** A row of the packet list is an exchange, or a packet. */
  readonly grouping: 'exchanges' | 'packets';
  /** Every packet is a low row, with its first bytes. */
  readonly wire: boolean;
  /** Part of the packet's detail that was chosen last. */
  readonly detailPart: DetailPart;
  /** Names of closed profile folders. */
  readonly closedFolders: readonly string[];
}

/** Parts of a packet's detail. Parts beside each other in a wide pane are tabs in a narrow one. */
const DETAIL_PARTS = ['ladder', 'payload', 'fields', 'delivery', 'words', 'bytes'] as const;
export type DetailPart = (typeof DETAIL_PARTS)[number];

export const LIMITS = {
  watch: [180, 560],
  inspect: [180, 560],
  publish: [300, 720],
  list: [0.15, 0.85],
  board: [0.2, 0.8],
} as const;

const FIRST: Layout = {
  watch: undefined,
  inspect: undefined,
  publish: undefined,
  list: 0.48,
  topicsCollapsed: false,
  chartBoard: false,
  board: 0.45,
  publishPinned: undefined,
  grouping: 'exchanges',
  wire: false,
  detailPart: 'payload',
  closedFolders: [],
};

/**
 * Default px of an outer pane: in a narrow window, one of 1440 px, and one of 1920 px and more. Watch shows values in
 * the tree; Inspect leaves the room to the payloads beside it.
 */
const WIDTHS = {
  watch: [250, 380, 440],
  inspect: [250, 276, 312],
  publish: [440, 440, 520],
} as const;

type Pane = keyof typeof WIDTHS;

export function firstWidth(pane: Pane, window: number): number {
  const [least, usual, most] = WIDTHS[pane];
  // In a narrow one the middle keeps its share.
  const narrow = Math.min(usual, Math.max(least, (usual * window) / 1440));
  const share = Math.min(1, Math.max(0, (window - 1440) / (1920 - 1440)));
  return Math.round(narrow + share * (most - usual));
}

function listenToSize(listener: () => void): () => void {
  addEventListener('resize', listener);
  return () => removeEventListener('resize', listener);
}

/** Width of an outer pane, px, updated when the window changes. */
export function usePaneWidth(pane: Pane): number {
  const first = useSyncExternalStore(listenToSize, () => firstWidth(pane, innerWidth));
  return useLayout((layout) => layout[pane]) ?? first;
}

export function layoutOf(kept: unknown): Layout {
  if (typeof kept !== 'object' || kept === null) {
    return FIRST;
  }
  const values: Readonly<Record<string, unknown>> = { ...kept };
  const size = (name: keyof typeof LIMITS, value = values[name]): number | undefined => {
    const [min, max] = LIMITS[name];
    return typeof value === 'number' && value >= min && value <= max ? value : undefined;
  };
  const flag = (name: keyof Layout): boolean | undefined => {
    const value = values[name];
    return typeof value === 'boolean' ? value : undefined;
  };
  return {
    // An earlier version stored one width for both desks.
    watch: size('watch') ?? size('watch', values['topics']),
    inspect: size('inspect') ?? size('inspect', values['topics']),
    publish: size('publish'),
    list: size('list') ?? FIRST.list,
    topicsCollapsed: flag('topicsCollapsed') ?? false,
    chartBoard: flag('chartBoard') ?? false,
    board: size('board') ?? FIRST.board,
    publishPinned: flag('publishPinned'),
    wire: flag('wire') ?? false,
    detailPart: DETAIL_PARTS.find((part) => part === values['detailPart']) ?? FIRST.detailPart,
    grouping: values['grouping'] === 'packets' ? 'packets' : FIRST.grouping,
    closedFolders: Array.isArray(values['closedFolders'])
      ? values['closedFolders'].filter((name) => typeof name === 'string')
      : [],
  };
}

export const useLayout = create<Layout>()(() => layoutOf(remembered('layout')));

export function setLayout(change: Partial<Layout>): void {
  useLayout.setState(change);
  // Another tab may have stored other changes meanwhile.
  remember('layout', { ...layoutOf(remembered('layout')), ...change });
}
