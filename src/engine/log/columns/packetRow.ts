/** A row of the packet log: what it is written from, and what is read of it. */
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import type { Direction } from './direction.ts';
import {
  HAS_PROBLEM,
  LOST,
  MASKED,
  type PacketColumns,
  UNFRAMED,
  versionBits,
  versionOf,
  WITHHELD,
} from './packetColumns.ts';
import { NO_TOPIC } from './topicNames.ts';

/** What is known of a packet on its arrival. */
export interface Arrival {
  /** µs since the capture's origin. */
  readonly time: number;
  readonly stream: number;
  readonly direction: Direction;
  readonly version: ProtocolVersion | undefined;
  /** 0: none. */
  readonly packetId: number;
  /** Interned; the log takes over this use of the name and releases it with the row. */
  readonly topic: number;
  readonly hasProblem: boolean;
  /** Secrets in it were overwritten before it came here. */
  readonly masked?: boolean;
  /** It came where nobody knew that packets begin. */
  readonly lost?: boolean;
  /** It never was on the wire. */
  readonly withheld?: boolean;
}

/** A row as it stands in the columns. */
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
  /** 0: it belongs to none. */
  readonly exchange: number;
  readonly size: number;
  readonly hasProblem: boolean;
  /** Bytes that no packet could be cut from. */
  readonly unframed: boolean;
  /** Secrets in it were overwritten before it came here. */
  readonly masked: boolean;
  /** It came where nobody knew that packets begin. */
  readonly lost: boolean;
  /** It never was on the wire. */
  readonly withheld: boolean;
}

/** What is known of it beside its bytes. @param marks beside those of its arrival */
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
  const lost = arrival.lost ? LOST : 0;
  columns.marks[index] = marks | versionBits(arrival.version) | flags | lost;
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
    lost: (marks & LOST) !== 0,
    withheld: (marks & WITHHELD) !== 0,
  };
}
