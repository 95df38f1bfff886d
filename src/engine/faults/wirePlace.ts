/** Finds a packet by its place in its stream: bytes of its direction before it. */
import type { Direction } from '../log/columns/direction.ts';
import { WITHHELD } from '../log/columns/packetColumns.ts';
import type { PacketLog } from '../log/packetLog.ts';

/** Rows that are looked back over: marks come soon after their packets. */
const LOOKED_BACK = 100_000;

/** How far the bytes of one direction of a stream are known. */
export interface WireEnd {
  /** Bytes up to the end of its newest packet. */
  bytes: number;
  /** Nothing is missing from this packet's number on. */
  since: number;
}

/** undefined: no packet begins there, or it is not there any more. */
export function packetAt(
  log: PacketLog,
  stream: number,
  direction: Direction,
  { bytes, since }: WireEnd,
  offset: number,
): number | undefined {
  const source = stream * 2 + (direction === 'out' ? 1 : 0);
  const oldest = Math.max(log.oldestNumber, since, log.nextNumber - LOOKED_BACK);
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
