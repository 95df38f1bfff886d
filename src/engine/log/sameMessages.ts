/** Finds PUBLISH packets with the same topic in the packet log. */

import { sameBytes } from '../../base/bytes.ts';
import { peekPayload } from '../../mqtt/framing/peek.ts';
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { WITHHELD } from './columns/packetColumns.ts';
import type { LogRow } from './columns/packetRow.ts';
import type { PacketLog } from './packetLog.ts';

export interface Message {
  /** Interned topic. */
  readonly topic: number;
  readonly payload: Uint8Array;
}

/** A PUBLISH and its payload, which is a view. */
export interface LoggedMessage {
  readonly row: LogRow;
  readonly payload: Uint8Array;
}

/**
 * Messages on a topic in both directions, newest first.
 * @param before number of the packet before which the search begins
 * @param lookback maximum number of packets that are visited
 * @param most maximum number of packets with the topic that are visited
 */
export function* messagesOn(
  log: PacketLog,
  before: number,
  topic: number,
  lookback: number,
  most: number,
): Generator<LoggedMessage, void, undefined> {
  let left = most;
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
      const row = log.row(number);
      const payload = row && row.firstByte >> 4 === PUBLISH ? payloadOf(log, row) : undefined;
      if (row !== undefined && payload !== undefined) yield { row, payload };
    }
    end = from;
  }
}

/** The same, of messages that also have the same payload. */
export function* sameMessages(
  log: PacketLog,
  before: number,
  { topic, payload }: Message,
  lookback: number,
  most: number,
): Generator<LogRow, void, undefined> {
  for (const other of messagesOn(log, before, topic, lookback, most)) {
    if (sameBytes(other.payload, payload)) yield other.row;
  }
}

/** A view. */
export function payloadOf(log: PacketLog, row: LogRow): Uint8Array | undefined {
  const bytes = log.view(row.number);
  return bytes && peekPayload(bytes, row.version);
}
