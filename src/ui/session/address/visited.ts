/** Desks and selections as entries of the browser's history: Back returns to the previous view. */
import { guarded } from '../../kit/failures/uncaught.ts';
import { NARROW } from '../../kit/page/useMedia.ts';
import {
  activateConnection,
  connectionById,
  hasDesks,
  useConnections,
} from '../connection/connections.ts';
import { select, selectionOf, whenSelected } from '../connection/selection.ts';
import {
  type PanelId,
  setView,
  showPanel,
  type TabView,
  viewOf,
  whenViewed,
} from '../view/tabView.ts';

interface Place {
  readonly connection: string;
  readonly panel: PanelId;
  /** In a narrow window, a pane instead of the panel. */
  readonly front: TabView['front'];
  readonly topic: string | undefined;
  readonly isAllTopics: boolean;
  readonly packet: number | undefined;
  readonly isNewest: boolean;
  readonly isFirst: boolean;
  /** The tab shows the form to connect, not yet a panel. */
  readonly isStart: boolean;
}

/** Milliseconds within which a new selection replaces the last entry, because keys step through a list. */
const STEP = 1000;

/** Member of `history.state`. */
const KEY = 'visited';

/** Places by their number in `history.state`. */
const places = new Map<number, Place>();
let newest = 0;

/** True for an entry that the app made. No link was followed to get there. */
export const isVisited = (state: unknown): boolean => numberIn(state) !== undefined;

function numberIn(state: unknown): number | undefined {
  if (typeof state !== 'object' || state === null || !(KEY in state)) return undefined;
  const { [KEY]: number } = state;
  return typeof number === 'number' ? number : undefined;
}

function placeNow(): Place | undefined {
  const { active: connection } = useConnections.getState();
  if (connection === undefined) return undefined;
  const { topic, isAllTopics, packet, isNewest, isFirst } = selectionOf(connection);
  const open = connectionById(connection);
  const isStart = open === undefined || !hasDesks(open);
  const { panel, front: inNarrow } = viewOf(connection);
  const front = matchMedia(NARROW).matches ? inNarrow : 'panel';
  return { connection, panel, front, topic, isAllTopics, packet, isNewest, isFirst, isStart };
}

const isSamePanel = (a: Place, b: Place): boolean =>
  a.connection === b.connection && a.panel === b.panel && a.front === b.front;

const isSame = (a: Place, b: Place): boolean =>
  isSamePanel(a, b) && a.topic === b.topic && a.packet === b.packet;

function show(place: Place): void {
  const { connection, panel, front, topic, isAllTopics, packet, isNewest } = place;
  if (connectionById(connection) === undefined) return;
  activateConnection(connection);
  if (viewOf(connection).panel !== panel) showPanel(connection, panel);
  select(connection, { topic, isAllTopics, packet, isNewest });
  if (viewOf(connection).front !== front) setView(connection, { front });
}

/** Returns a function that stops it. */
export function keepVisited(): () => void {
  let shown = placeNow();
  let changedAt = 0;
  let isDue = false;
  newest = Math.max(newest, numberIn(history.state) ?? 0);
  const write = (how: 'pushState' | 'replaceState', place: Place): void => {
    if (how === 'pushState') newest += 1;
    const number = how === 'pushState' ? newest : (numberIn(history.state) ?? newest);
    places.set(number, place);
    history[how]({ [KEY]: number }, '');
  };
  const look = (): void => {
    isDue = false;
    const place = placeNow();
    if (place === undefined) return;
    if (shown !== undefined && isSame(shown, place)) {
      shown = { ...shown, isStart: place.isStart };
      return;
    }
    const isStep = shown !== undefined && isSamePanel(shown, place);
    const isQuick = isStep && performance.now() - changedAt < STEP;
    // The app itself selects the first message and follows the newest row.
    const isFollowing = place.isNewest && shown?.isNewest && place.topic === shown.topic;
    const isByItself = isStep && (place.isFirst || isFollowing);
    const isBegun = shown?.isStart === true && shown.connection === place.connection;
    const isReplaced = shown === undefined || isQuick || isByItself || isBegun;
    write(isReplaced ? 'replaceState' : 'pushState', place);
    shown = place;
    changedAt = performance.now();
  };
  // A click may change the panel and the selection one after the other.
  const change = (): void => {
    if (isDue) return;
    isDue = true;
    queueMicrotask(guarded('history', look));
  };
  const back = guarded('history', (event: PopStateEvent): void => {
    const number = numberIn(event.state);
    const place = number === undefined ? undefined : places.get(number);
    if (place === undefined) return;
    shown = place;
    show(place);
  });
  if (shown !== undefined) write('replaceState', shown);
  addEventListener('popstate', back);
  const stops = [whenViewed(change), whenSelected(change), useConnections.subscribe(change)];
  return () => {
    removeEventListener('popstate', back);
    for (const stop of stops) stop();
  };
}
