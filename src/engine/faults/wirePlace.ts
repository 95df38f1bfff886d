/** Finds a packet by its position in its stream: the number of bytes before it in its direction. */
import type { Direction } from '../log/columns/direction.ts';
import { WITHHELD } from '../log/columns/packetColumns.ts';
import type { PacketLog } from '../log/packetLog.ts';

/** Maximum number of rows searched. Marks arrive soon after their packets. */
const LOOKBACK = 100_000;

/** Known part of one direction of a stream. */
export interface WireEnd {
  /** Number of bytes up to the end of its newest packet. */
  bytes: number;
  /** No bytes are missing from this packet number on. */
  since: number;
}

/** Undefined: no packet begins there, or it has been discarded. */
export function packetAt(
  log: PacketLog,
  stream: number,
  direction: Direction,
  { bytes, since }: WireEnd,
  offset: number,
): number | undefined {
  const source = stream * 2 + (direction === 'out' ? 1 : 0);
  const oldest = Math.max(log.oldestNumber, since, log.nextNumber - LOOKBACK);
  let at = bytes;
  for (let end = log.nextNumber; end > oldest && at > offset; ) {
    const rows = log.columnsOf(end - 1);
    if (rows === undefined) return undefined;
    const { columns, origin } = rows;
    const from = Math.max(rows.from, oldest);
    for (let number = end - 1; number >= from && at > offset; number -= 1) {
      const index = number - origin;
      if (columns.source[index] !== source) continue;
      if (((columns.marks[index] ?? 0) & WITHHELD) !== 0) continue;
      at -= columns.size[index] ?? 0;
      if (at === offset) return number;
    }
    end = from;
  }
  return undefined;
}
