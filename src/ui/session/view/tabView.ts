/** State of each connection's tab: its screen, its panel, whether the panes are paused. */
import type { FirstTexts } from '../../../i18n/en/first.ts';
import { perConnection } from '../connection/perConnection.ts';
import { uncoverDesk } from './publishDrawer.ts';

/** `editor`: the connection form over the desk. `capture`: only the desk, or the first screen. */
type Screen = 'editor' | 'capture';
export type DeskId = keyof FirstTexts['shell']['desks'];
/** A pane beside the panel. In a narrow window it takes the place of the panel. */
export type PaneId = 'topics' | 'charts';
export type PanelId =
  | 'topic'
  | 'devices'
  | 'packets'
  | 'requests'
  | 'streams'
  | 'problems'
  | 'broker'
  | 'platform'
  | 'faults'
  | 'workshop';
/** What a tab shows: its name is that of the view in the texts of the shell. */
export type ViewId = PanelId | PaneId;

export interface TabView {
  readonly screen: Screen;
  readonly panel: PanelId;
  /** Panels shown before it, newest first: each desk opens with the one it showed last. */
  readonly earlier: readonly PanelId[];
  /** Pane that a narrow window shows, or the panel. */
  readonly front: PaneId | 'panel';
  /** Panes hold still; capture and counters continue. */
  readonly paused: boolean;
  /** Packets received when it was paused, to say how many are held. */
  readonly pausedAt: number | undefined;
  /** The list of that display filter and grouping, and how long it was when it was paused. */
  readonly pausedList?:
    | {
        readonly filter: string;
        readonly isFolded: boolean;
        readonly total: number;
        /** Changes of connections that are rows of it. */
        readonly changes: number;
        readonly shown: number | undefined;
      }
    | undefined;
  /** The packet list keeps its newest row in view. */
  readonly following: boolean;
}

const FIRST: TabView = {
  screen: 'capture',
  panel: 'topic',
  earlier: [],
  front: 'panel',
  paused: false,
  pausedAt: undefined,
  following: true,
};

const views = perConnection(FIRST);

export const useView = views.use;

export const viewOf = views.of;

export const setView = views.change;

/** Called after any change of a tab's view. Returns a function that stops it. */
export const whenViewed = views.listen;

/** Brings a panel to the front, and with it its desk. */
export function showPanel(connectionId: string, panel: PanelId): void {
  const { panel: before, earlier } = viewOf(connectionId);
  const others = [before, ...earlier].filter(
    (id, at, all) => id !== panel && all.indexOf(id) === at,
  );
  setView(connectionId, { screen: 'capture', panel, earlier: others, front: 'panel' });
  uncoverDesk();
}
