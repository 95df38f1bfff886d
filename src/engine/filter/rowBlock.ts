/** Successive packets as columns, so that conditions on columns are tested on many packets at once. */
import type { PacketColumns } from '../log/columns/packetColumns.ts';
import type { PacketFacts } from './packetFacts.ts';

/** Maximum number of packets in a block. */
export const MOST_ROWS = 1024;

/** A single object, reused for every block. */
export interface RowBlock {
  readonly columns: PacketColumns;
  /** Index of the first packet in the columns. */
  readonly first: number;
  readonly count: number;
  /** Number of the first packet. */
  readonly number: number;
  /** Time of the capture's first packet, in the unit of the columns. */
  readonly firstTime: number;
  /** Moves the facts to the packet at this offset from the first. */
  at(place: number): PacketFacts;
  /** True if a problem in the packet's context was found. */
  hasFound(place: number): boolean;
  topicName(topic: number): string | undefined;
}

/** Clears the bytes of the mask (1: to be tested) for packets that do not match. */
export type Narrow = (rows: RowBlock, mask: Uint8Array) => void;
