/** A row of the packet log, and the facts from which it is written. */
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import type { Direction } from './direction.ts';
import {
  HAS_PROBLEM,
  MASKED,
  type PacketColumns,
  UNFRAMED,
  versionBits,
  versionOf,
  WITHHELD,
} from './packetColumns.ts';
import { NO_TOPIC } from './topicNames.ts';

/** Facts about a packet on its arrival. */
export interface Arrival {
  /** µs since the capture's origin. */
  readonly time: number;
  readonly stream: number;
  readonly direction: Direction;
  readonly version: ProtocolVersion | undefined;
  /** 0: none. */
  readonly packetId: number;
  /** Interned topic. The log owns this use of the name and releases it with the row. */
  readonly topic: number;
  readonly hasProblem: boolean;
  /** Its secrets were overwritten before it was recorded. */
  readonly masked?: boolean;
  /** True if it was never on the wire. */
  readonly withheld?: boolean;
}

/** A row read from the columns. */
export interface LogRow {
  /** 1-based; never used again. */
  readonly number: number;
  readonly time: number;
  readonly stream: number;
  readonly direction: Direction;
  readonly version: ProtocolVersion | undefined;
  readonly firstByte: number;
  readonly packetId: number;
  readonly topic: number;
  /** 0: none. */
  readonly exchange: number;
  readonly size: number;
  readonly hasProblem: boolean;
  /** Bytes from which no packet could be cut. */
  readonly unframed: boolean;
  /** Its secrets were overwritten before it was recorded. */
  readonly masked: boolean;
  /** True if it was never on the wire. */
  readonly withheld: boolean;
}

/** Writes the facts about a packet, but not its bytes. @param marks added to the marks of its arrival */
export function writeArrival(
  columns: PacketColumns,
  index: number,
  arrival: Arrival,
  marks: number,
): void {
  columns.time[index] = arrival.time;
  columns.source[index] = arrival.stream * 2 + (arrival.direction === 'out' ? 1 : 0);
  columns.topic[index] = arrival.topic;
  columns.exchange[index] = 0;
  columns.back[index] = 0;
  columns.packetId[index] = arrival.packetId;
  const flags = (arrival.masked ? MASKED : 0) | (arrival.withheld ? WITHHELD : 0);
  columns.marks[index] = marks | versionBits(arrival.version) | flags;
}

export const directionAt = ({ source }: PacketColumns, index: number): Direction =>
  ((source[index] ?? 0) & 1) === 1 ? 'out' : 'in';

export function rowIn(columns: PacketColumns, index: number, number: number): LogRow {
  const source = columns.source[index] ?? 0;
  const marks = columns.marks[index] ?? 0;
  return {
    number,
    time: columns.time[index] ?? 0,
    stream: source >>> 1,
    direction: directionAt(columns, index),
    version: versionOf(marks),
    firstByte: columns.firstByte[index] ?? 0,
    packetId: columns.packetId[index] ?? 0,
    topic: columns.topic[index] ?? NO_TOPIC,
    exchange: columns.exchange[index] ?? 0,
    size: columns.size[index] ?? 0,
    hasProblem: (marks & HAS_PROBLEM) !== 0,
    unframed: (marks & UNFRAMED) !== 0,
    masked: (marks & MASKED) !== 0,
    withheld: (marks & WITHHELD) !== 0,
  };
}
