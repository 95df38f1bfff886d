/** Saves the messages of a topic that are kept as CSV, with a column for each key. */
import { csvCell } from '../../../../engine/log/columns/csvCell.ts';
import { utcText } from '../../../../engine/log/columns/utcText.ts';
import type { TopicMessage } from '../../../../engine/topics/tree/topicRow.ts';
import { isMissing } from '../../../../payload/tree/format.ts';
import { innerPath } from '../../../../payload/tree/valueTree.ts';
import { confirm } from '../../../kit/language/announcements.ts';
import { texts } from '../../../kit/language/useText.ts';
import { download, fileNameOf } from '../../../session/captures/saveTarget.ts';
import { askWindow } from '../../../session/connection/askWindow.ts';
import { chosenFor } from '../../../session/payloadRules/rules.ts';
import type { ValueTable } from '../../../session/reading/valueTable.ts';
import { whenReadAside } from '../../../session/reading/whenReadAside.ts';

/** Messages of a history, at most. */
const MOST = 100_000;

export async function saveHistory(connectionId: string, topic: string): Promise<void> {
  const request = { topic: { name: topic, history: { first: 0, count: MOST } } };
  const reply = await askWindow(connectionId, request);
  const messages = reply?.topic?.history.rows.toReversed() ?? [];
  if (reply === undefined || messages.length === 0) {
    confirm(texts().charts.notSaved);
    return;
  }
  const of = messages.map((message) => ({
    payload: message.payload,
    contentType: message.contentType,
    chosen: chosenFor(connectionId, topic, message),
  }));
  whenReadAside({ task: 'table', of, how: null }, (table) => {
    if (isMissing(table)) return;
    const name = `${fileNameOf(topic.slice(topic.lastIndexOf('/') + 1), Date.now())}.csv`;
    const text = csvOf(messages, table, reply.origin);
    download(new Blob([text], { type: 'text/csv;charset=utf-8' }), name);
    confirm(texts().charts.saved(name));
  });
}

/** RFC 4180. @param origin ms since 1970 */
export function csvOf(
  messages: readonly TopicMessage[],
  { paths, rows }: ValueTable,
  origin: number,
): string {
  const keys = paths.map((path) => innerPath(path));
  const head = ['time', 'packet', 'qos', 'retain', ...(keys.length === 0 ? ['value'] : keys)];
  const lines = messages.map(({ time, packet, qos, retain }, at) => [
    utcText(origin * 1000 + time),
    String(packet),
    String(qos),
    String(retain),
    ...(rows[at] ?? []),
  ]);
  return [head, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
