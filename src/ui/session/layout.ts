/** Sizes of the panes and which are collapsed; kept in this browser. */
import { create } from 'zustand';
import { remember, remembered } from '../kit/language/remembered.ts';

export interface Layout {
  /** px */
  readonly topics: number;
  readonly dock: number;
  /** Share of the packet list's height beside the packet's detail, 0 to 1. */
  readonly list: number;
  readonly topicsCollapsed: boolean;
  /** undefined: as the width of the window suggests. */
  readonly dockCollapsed: boolean | undefined;
  /** Beside the form to publish, what is known of the selected topic. */
  readonly dockShows: 'publish' | 'details';
  /** Where nobody has connected yet, one line stands for all but the address; undefined: nobody chose. */
  readonly optionsFolded: boolean | undefined;
  /** Of profiles, by name. */
  readonly closedFolders: readonly string[];
}

export const LIMITS = { topics: [180, 560], dock: [260, 560], list: [0.15, 0.85] } as const;

const FIRST: Layout = {
  topics: 284,
  dock: 300,
  list: 0.48,
  topicsCollapsed: false,
  dockCollapsed: undefined,
  dockShows: 'publish',
  optionsFolded: undefined,
  closedFolders: [],
};

const LEAST = { topics: 250, dock: 260 } as const;

/** CSS width of an outer pane: until somebody chose one, it leaves a narrower window's middle its room. */
export function paneWidth(layout: Layout, pane: 'topics' | 'dock'): string {
  const width = layout[pane];
  return width === FIRST[pane] ? `clamp(${LEAST[pane]}px, 21vw, ${width}px)` : `${width}px`;
}

export function layoutOf(kept: unknown): Layout {
  if (typeof kept !== 'object' || kept === null) {
    return FIRST;
  }
  const values: Readonly<Record<string, unknown>> = { ...kept };
  const size = (name: keyof typeof LIMITS): number => {
    const value = values[name];
    const [min, max] = LIMITS[name];
    return typeof value === 'number' && value >= min && value <= max ? value : FIRST[name];
  };
  const { topicsCollapsed, dockCollapsed, dockShows, optionsFolded, closedFolders } = values;
  return {
    topics: size('topics'),
    dock: size('dock'),
    list: size('list'),
    topicsCollapsed: topicsCollapsed === true,
    dockCollapsed: typeof dockCollapsed === 'boolean' ? dockCollapsed : undefined,
    dockShows: dockShows === 'details' ? dockShows : 'publish',
    optionsFolded: typeof optionsFolded === 'boolean' ? optionsFolded : undefined,
    closedFolders: Array.isArray(closedFolders) ? closedFolders.map(String) : [],
  };
}

export const useLayout = create<Layout>()(() => layoutOf(remembered('layout')));

export function setLayout(change: Partial<Layout>): void {
  useLayout.setState(change);
  remember('layout', useLayout.getState());
}
