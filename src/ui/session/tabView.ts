/** State of each connection's tab: its screen, its view, whether the panes are paused. */
import type { Texts } from '../../i18n/en/texts.ts';
import { perConnection } from './perConnection.ts';

/** `editor`: the connection editor fills the tab. `capture`: topics, packets, publish. */
type Screen = 'editor' | 'capture';
/** All named views, and `connection`: the editor, which fills the tab. */
export type ViewId = keyof Texts['commands']['actions']['show'];
/** Which pane a narrow window shows. */
type NarrowPane = Exclude<ViewId, 'connection'>;
export type CentreView = Exclude<NarrowPane, 'topics' | 'publish' | 'details'>;

export interface TabView {
  readonly screen: Screen;
  readonly centre: CentreView;
  readonly narrow: NarrowPane;
  /** Panes hold still; capture and counters go on. */
  readonly paused: boolean;
  /** Packets received when it was paused, to say how many are held. */
  readonly pausedAt: number | undefined;
  /** The list of that display filter, and how long it was when it was paused. */
  readonly pausedList?:
    | { readonly filter: string; readonly total: number; readonly shown: number | undefined }
    | undefined;
  /** The packet list keeps its newest row in view. */
  readonly following: boolean;
}

const FIRST: TabView = {
  screen: 'editor',
  centre: 'packets',
  narrow: 'packets',
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

/** Brings a view to the front, in the wide layout and the narrow one. */
export function showCentre(connectionId: string, centre: CentreView): void {
  setView(connectionId, { screen: 'capture', centre, narrow: centre });
}
