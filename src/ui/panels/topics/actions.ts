/** Actions on topics, shared by the tree, the keys and other panes. */

import type { TopicRow } from '../../../engine/topics/tree/topicRow.ts';
import { NARROW, ROOM_FOR_VALUE } from '../../kit/page/useMedia.ts';
import { connectionById } from '../../session/connection/connections.ts';
import { select, selectionOf } from '../../session/connection/selection.ts';
import { filterBelow, filterPackets } from '../../session/filter/filterPackets.ts';
import { type PanelId, setView, showPanel, viewOf } from '../../session/view/tabView.ts';

/** Views of a topic or a packet, which keep each other's selection. */
const SHOWS_VALUE: ReadonlySet<PanelId> = new Set(['packets', 'topic']);

/** Selects a topic. In views of packets or values, also the packet of its last value. */
export function chooseTopic(connectionId: string, topic: string): void {
  select(connectionId, { topic });
  const { panel } = viewOf(connectionId);
  // The detail shows a message of the topic, not the newest one.
  if (panel === 'packets') setView(connectionId, { following: false });
  if (SHOWS_VALUE.has(panel)) void selectLastPacket(connectionId, topic);
}

async function selectLastPacket(connectionId: string, topic: string): Promise<void> {
  const request = { topic: { name: topic, history: { first: 0, count: 0 } } };
  const reply = await connectionById(connectionId)
    ?.handle.ask({ kind: 'window', request })
    // The connection was closed meanwhile: there is nothing left to select in.
    .catch(() => undefined);
  const packet = reply?.topic?.last?.packet;
  if (packet !== undefined && selectionOf(connectionId).topic === topic)
    select(connectionId, { packet, isNewest: true });
}

/** Shows the value, history and changes of a topic. */
export function openTopic(connectionId: string, topic: string): void {
  const isOther = selectionOf(connectionId).topic !== topic;
  const { front } = viewOf(connectionId);
  select(connectionId, { topic });
  showPanel(connectionId, 'topic');
  // A tablet shows it beside the topics.
  if (front === 'topics' && matchMedia(NARROW).matches && matchMedia(ROOM_FOR_VALUE).matches)
    setView(connectionId, { front });
  if (isOther) void selectLastPacket(connectionId, topic);
}

/** @param path undefined: the whole tree @param deep includes all levels below */
export function expandTopic(
  connectionId: string,
  path: string | undefined,
  expanded: boolean,
  deep = false,
): void {
  const connection = connectionById(connectionId);
  connection?.handle.send({ kind: 'expand', path, expanded, deep });
  connection?.loop.refresh();
}

/** Limits the packet list to this topic, or to the topics below a level without messages. */
export function filterTopic(connectionId: string, { path, own }: TopicRow): void {
  if (own === 0) filterBelow(connectionId, path);
  else filterPackets(connectionId, (quote) => `topic == ${quote(path)}`);
}
