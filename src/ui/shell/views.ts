/** The views of a connection's tab, in the order of the tabs. Each is loaded when first shown. */
import { short } from '../../i18n/numbers.ts';
import { setView, showCentre, type ViewId } from '../session/tabView.ts';
import type { Pane, View } from '../session/view.ts';
import { alink } from '../views/alink/view.ts';
import { broker } from '../views/broker/view.ts';
import { charts } from '../views/charts/view.ts';
import { devices } from '../views/devices/view.ts';
import { handshakes } from '../views/handshakes/view.ts';
import { platform } from '../views/platform/view.ts';
import { problems } from '../views/problems/view.ts';
import { streams } from '../views/streams/view.ts';
import { topic } from '../views/topic/view.ts';
import { workshop } from '../views/workshop/view.ts';
import { PacketsAndDetail } from './PacketsAndDetail.tsx';

const packets: View = { id: 'packets', digit: 1, Body: PacketsAndDetail };

/** In the order of their keys. */
const OF_CAPTURE: readonly View[] = [packets, handshakes, topic, problems, streams];
const OF_BROKER: readonly View[] = [broker, alink, platform];
/** Views for connections and files. The last ones have no shortcut. */
const OTHERS: readonly View[] = [charts, devices, workshop];

export const VIEWS: readonly View[] = [...OF_CAPTURE, ...OF_BROKER, ...OTHERS];

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

/** On its right. */
const publish: Pane = { id: 'publish', isThere: ({ isFile }) => !isFile };

/** Pane about the selected topic. Wide windows show the details in the dock instead. */
const details: Pane = { id: 'details', isThere: ({ isFile }) => !isFile };

const connection: Pane = {
  id: 'connection',
  digit: 6,
  isThere: ({ isFile }) => !isFile,
  show: (connectionId) => setView(connectionId, { screen: 'editor' }),
};

/** Also the order of their keys. */
export const WIDE: readonly (View | Pane)[] = [...OF_CAPTURE, connection, ...OF_BROKER, ...OTHERS];
export const NARROW_TOO: readonly (View | Pane)[] = [
  topics,
  ...OF_CAPTURE,
  publish,
  details,
  connection,
  ...OF_BROKER,
  ...OTHERS,
];

/** Views that a pause freezes, besides the packet list. The other views get their data from the broker. */
export const STANDS_STILL: ReadonlySet<ViewId> = new Set([
  'topics',
  'details',
  'handshakes',
  'topic',
  'problems',
  'streams',
  'devices',
  'charts',
  'alink',
]);

export function showView(connectionId: string, { id, show }: View | Pane): void {
  if (show !== undefined) show(connectionId);
  else if (id === 'topics' || id === 'publish' || id === 'details')
    setView(connectionId, { screen: 'capture', narrow: id });
  else if (id !== 'connection') showCentre(connectionId, id);
}
