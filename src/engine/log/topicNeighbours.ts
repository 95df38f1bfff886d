/** Finds the messages before and after a message on its topic in the packet log. */
import { PUBLISH } from '../../mqtt/tables/typeNumbers.ts';
import { WITHHELD } from './columns/packetColumns.ts';
import { directionAt, type LogRow } from './columns/packetRow.ts';
import { NO_TOPIC } from './columns/topicNames.ts';
import type { PacketLog } from './packetLog.ts';

/** True if two streams are connections of the same client. */
export type SameClient = (one: number, other: number) => boolean;

type Step = 1 | -1;

/**
 * The nearest message of the same direction and client, without retransmissions of the message itself.
 * @param lookback maximum number of packets that are visited
 */
export function neighbourOnTopic(
  log: PacketLog,
  row: LogRow,
  step: Step,
  isSameClient: SameClient,
  lookback = Infinity,
): LogRow | undefined {
  if (row.topic === NO_TOPIC) return undefined;
  const last =
    step < 0
      ? Math.max(log.oldestNumber, row.number - lookback)
      : Math.min(log.nextNumber - 1, row.number + lookback);
  let number = row.number + step;
  while ((last - number) * step >= 0) {
    const rows = log.columnsOf(number);
    if (rows === undefined) return undefined;
    const { columns, origin, from, to } = rows;
    const { topic, firstByte, marks, exchange, source } = columns;
    const end = step < 0 ? Math.max(from, last) : Math.min(to - 1, last);
    for (; (end - number) * step >= 0; number += step) {
      const at = number - origin;
      if (topic[at] !== row.topic || (firstByte[at] ?? 0) >> 4 !== PUBLISH) continue;
      if (((marks[at] ?? 0) & WITHHELD) !== 0) continue;
      if (directionAt(columns, at) !== row.direction) continue;
      if (row.exchange !== 0 && exchange[at] === row.exchange) continue;
      if (isSameClient(row.stream, (source[at] ?? 0) >>> 1)) return log.row(number);
    }
  }
  return undefined;
}

/**
 * The newest message on a topic, of any client and direction.
 * @param lookback maximum number of packets that are visited
 */
export function newestOnTopic(log: PacketLog, topic: number, lookback: number): LogRow | undefined {
  const oldest = Math.max(log.oldestNumber, log.nextNumber - lookback);
  for (let number = log.nextNumber - 1; number >= oldest; ) {
    const rows = log.columnsOf(number);
    if (rows === undefined) return undefined;
    const { columns, origin, from } = rows;
    for (; number >= Math.max(from, oldest); number -= 1) {
      const at = number - origin;
      const isMessage =
        columns.topic[at] === topic && (columns.firstByte[at] ?? 0) >> 4 === PUBLISH;
      if (isMessage && ((columns.marks[at] ?? 0) & WITHHELD) === 0) return log.row(number);
    }
  }
  return undefined;
}
