/** Text in the cells of the stream list, except icons and colours. */

import { visibleText } from '../../../base/visibleText.ts';
import type { StreamRow } from '../../../engine/streams/streamFacts.ts';
import { duration } from '../../../i18n/durations.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import { grouped, short } from '../../../i18n/numbers.ts';
import { roundSize } from '../../../i18n/sizes.ts';
import { rowTime } from '../../kit/page/clock.ts';
import { shownServer } from '../../session/shownServer.ts';
import type { Column } from './columns.ts';

/** @param origin ms since 1970 */
export function cellText(column: Column, row: StreamRow, origin: number, words: Texts): string {
  const { streams: t, shell, explain, kit } = words;
  switch (column) {
    case 'stream':
      return grouped(row.stream);
    case 'clientId':
      return row.clientId === undefined || row.clientId === '' ? '' : visibleText(row.clientId);
    case 'addresses':
      return visibleText(addressesOf(row, words));
    case 'version':
      return row.version === undefined ? '' : shell.mqttVersion(row.version).replace('MQTT ', '');
    case 'opened':
      return row.opened === undefined ? '' : rowTime(origin, row.opened);
    case 'duration':
      if (row.closed === undefined) return t.open;
      return row.opened === undefined ? '' : duration(row.closed - row.opened);
    case 'in':
      return passed(row.packetsIn, row.bytesIn).join(' ');
    case 'out':
      return passed(row.packetsOut, row.bytesOut).join(' ');
    case 'problems':
      return short(row.problems);
    case 'notes':
      return visibleText(
        [...endOf(row, explain), ...row.notes.map((note) => explain.note(note))].join(kit.gap),
      );
  }
}

/** Why the connection ended, or one side of it. */
export function endOf(
  { cause, closed, closedBy }: StreamRow,
  explain: Texts['explain'],
): readonly string[] {
  if (cause === undefined) return [];
  const isHalf = closed === undefined && closedBy !== undefined;
  return [isHalf ? explain.halfEnded(cause, closedBy) : explain.ended(cause)];
}

/** Numbers of packets and bytes. */
export const passed = (packets: number, bytes: number): readonly [string, string] => [
  short(packets),
  roundSize(bytes),
];

/** `client → server`, and the transport. */
function addressesOf({ client, server, carrier }: StreamRow, words: Texts): string {
  const ends = [client, server && shownServer(server, words)]
    .filter((end) => end !== undefined)
    .join(' → ');
  const by = carrier === undefined || carrier === 'other' ? '' : carrier;
  return ends.includes('://') || by === '' ? ends : `${ends} ${by}`.trim();
}
