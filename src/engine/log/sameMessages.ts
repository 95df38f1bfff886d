/** Finds PUBLISH packets with the same topic and payload in the packet log. */

import { sameBytes } from '../../base/bytes.ts';
import { peekPayload } from '../../mqtt/framing/peek.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import type { Direction } from './columns/direction.ts';
import { WITHHELD } from './columns/packetColumns.ts';
import { directionAt, type LogRow } from './columns/packetRow.ts';
import type { PacketLog } from './packetLog.ts';

export interface Message {
  /** Interned topic. */
  readonly topic: number;
  readonly payload: Uint8Array;
}

/**
 * Both directions, newest first.
 * @param before number of the packet before which the search begins
 * @param lookback maximum number of packets that are visited
 * @param compared maximum number of packets with the topic whose payloads are compared
 * @param only only this direction; the others count as compared nevertheless
 */
export function* sameMessages(
  log: PacketLog,
  before: number,
  { topic, payload }: Message,
  lookback: number,
  compared: number,
  only?: Direction,
): Generator<LogRow, void, undefined> {
  let left = compared;
  const oldest = Math.max(log.oldestNumber, before - lookback);
  for (let end = before; end > oldest; ) {
    const rows = log.columnsOf(end - 1);
    if (rows === undefined) return;
    const { columns, origin } = rows;
    const { topic: topics } = columns;
    const from = Math.max(rows.from, oldest);
    for (let number = end - 1; number >= from; number -= 1) {
      if (topics[number - origin] !== topic) continue;
      if (((columns.marks[number - origin] ?? 0) & WITHHELD) !== 0) continue;
      left -= 1;
      if (left < 0) return;
      if (only !== undefined && directionAt(columns, number - origin) !== only) continue;
      const row = log.row(number);
      const other = row && row.firstByte >> 4 === PUBLISH ? payloadOf(log, row) : undefined;
      if (row !== undefined && other !== undefined && sameBytes(other, payload)) yield row;
    }
    end = from;
  }
}

/** A view. */
export function payloadOf(log: PacketLog, row: LogRow): Uint8Array | undefined {
  const bytes = log.view(row.number);
  return bytes && peekPayload(bytes, row.version);
}
