/** The desks, their panels in the order of their tabs, and the panes beside them. Bodies are loaded when first shown. */
import { ArrowLeftRight, FlaskConical, ListTree, type LucideIcon, Network } from 'lucide-react';
import { flushSync } from 'react-dom';
import { short } from '../../../i18n/numbers.ts';
import { later } from '../../kit/loading/later.tsx';
import { focusTarget } from '../../kit/page/focus.ts';
import { broker } from '../../panels/broker/panel.ts';
import { devices } from '../../panels/devices/panel.ts';
import { faults, workshop } from '../../panels/lab/panel.ts';
import { platform } from '../../panels/platform/panel.ts';
import { problems } from '../../panels/problems/panel.ts';
import { streams } from '../../panels/streams/panel.ts';
import { topic } from '../../panels/topic/panel.ts';
import { showBoard } from '../../session/charts/board.ts';
import { type About, aboutNow, type Pane, type Panel } from '../../session/panel.ts';
import {
  type DeskId,
  type PanelId,
  setView,
  showPanel,
  type ViewId,
  viewOf,
} from '../../session/view/tabView.ts';

const packets: Panel = {
  id: 'packets',
  desk: 'inspect',
  Body: later(async () => (await import('./PacketsAndDetail.tsx')).PacketsAndDetail, {
    idle: 'first',
  }),
};

const requests: Panel = {
  id: 'requests',
  desk: 'inspect',
  reads: 'replies',
  Body: later(async () => (await import('./RequestsAndPayloads.tsx')).RequestsAndPayloads),
};

export const PANELS: readonly Panel[] = [
  topic,
  devices,
  packets,
  requests,
  streams,
  problems,
  broker,
  platform,
  faults,
  workshop,
];

interface Desk {
  readonly id: DeskId;
  readonly Icon: LucideIcon;
  /** The panel whose count the rail shows. */
  readonly counts?: Panel;
}

/** In the order of the rail and of their keys. */
export const DESKS: readonly Desk[] = [
  { id: 'watch', Icon: ListTree },
  { id: 'inspect', Icon: ArrowLeftRight, counts: problems },
  { id: 'broker', Icon: Network },
  { id: 'lab', Icon: FlaskConical },
];

/** Key of a desk, independent of the connection's desks. */
export const keysOf = (desk: Desk): string => `Alt ${DESKS.indexOf(desk) + 1}`;

/** On the left of a wide window. */
const topics: Pane = {
  id: 'topics',
  count: ({ counters }) => short(counters?.topics ?? 0),
  // Filters that are not sent again: in a narrow window their pane is out of sight.
  alarm: ({ subscriptions }, words) => {
    const held = subscriptions.filter(({ state }) => state.kind === 'held').length;
    return held > 0 ? words.subscriptions.heldCount(held) : undefined;
  },
};

/** The chart board: below the topic in a wide window. */
const charts: Pane = { id: 'charts', show: showBoard };

/** Desks that have the topics on their left. */
export const hasTopics = (desk: DeskId): boolean => desk === 'watch' || desk === 'inspect';
/** Desks that can have the chart board below their panel. */
export const hasBoard = (desk: DeskId): boolean => desk === 'watch';

/**
 * Tabs of a desk. In narrow windows, the panes beside the panel have one, too.
 * @param hasPane the pane at the left is open and has a list
 */
export function tabsOf(
  desk: DeskId,
  about: About,
  front: PanelId,
  isNarrow: boolean,
  hasPane: boolean,
): readonly (Panel | Pane)[] {
  return [
    ...(isNarrow && hasTopics(desk) ? [topics] : []),
    ...panelsOf(desk, about, front).filter(
      ({ id, within, isBeside }) =>
        within === undefined &&
        !(hasPane && isBeside === true) &&
        (desk !== 'inspect' || id === front),
    ),
    ...(isNarrow && hasBoard(desk) ? [charts] : []),
  ];
}

/** The panel that the pane at the left offers: devices. */
export const panelBeside = (about: About, front: PanelId): Panel | undefined =>
  PANELS.find(
    ({ id, isBeside, isThere }) =>
      isBeside === true && (id === front || isThere?.(about) !== false),
  );

/** Panels that a pause freezes, besides the packet list. The others get their data from the broker. */
export const STANDS_STILL: ReadonlySet<ViewId> = new Set([
  'topics',
  'requests',
  'topic',
  'problems',
  'streams',
  'devices',
  'charts',
]);

/** The panel that represents this one in the tabs. */
export const tabOf = (panel: PanelId): PanelId =>
  PANELS.find(({ id }) => id === panel)?.within ?? panel;

export function deskOf(panel: PanelId): DeskId {
  return PANELS.find(({ id }) => id === panel)?.desk ?? 'inspect';
}

/** The panel in front keeps its tab even without packets or a control line. */
function panelsOf(desk: DeskId, about: About, front?: PanelId): readonly Panel[] {
  return PANELS.filter(
    (panel) => panel.desk === desk && (panel.id === front || panel.isThere?.(about) !== false),
  );
}

/** Desks with at least one panel for the connection. */
export const desksThere = (about: About): readonly Desk[] =>
  DESKS.filter(({ id }) => panelsOf(id, about).length > 0);

/** Shows a desk with the panel it showed last. @returns false if this connection has none of its panels */
function showDesk(connectionId: string, desk: DeskId): boolean {
  const { panel, earlier } = viewOf(connectionId);
  const there = panelsOf(desk, aboutNow(connectionId));
  const shownBefore = [panel, ...earlier].flatMap((id) => there.filter((one) => one.id === id));
  const shown = shownBefore[0] ?? there[0];
  if (shown === undefined) return false;
  showView(connectionId, shown);
  return true;
}

/** The list at the left, where a wide window shows it. */
const hasTopicList = (desk: DeskId): boolean =>
  desk === 'watch' && document.querySelector('[data-focus=topic-list]') !== null;

/** Shows a desk and moves the focus to its list. @returns whether this connection has the desk */
export function goToDesk(connectionId: string, desk: DeskId, isByKey = false): boolean {
  // The focused element may be removed with the previous desk.
  const isThere = flushSync(() => showDesk(connectionId, desk));
  if (isThere) focusTarget(hasTopicList(desk) ? 'topic-list' : 'capture', isByKey);
  return isThere;
}

export function showView(connectionId: string, { id, show }: Panel | Pane): void {
  if (show !== undefined) show(connectionId);
  else if (id === 'topics' || id === 'charts')
    setView(connectionId, { screen: 'capture', front: id });
  else showPanel(connectionId, id);
}
