/** Successive packets as columns, so that what columns tell is asked of many at once. */
import type { PacketColumns } from '../log/columns/packetColumns.ts';
import type { PacketFacts } from './packetFacts.ts';

/** Packets of one block at most. */
export const MOST_ROWS = 1024;

/** One object, used for block after block. */
export interface RowBlock {
  readonly columns: PacketColumns;
  /** Where the first one stands in the columns. */
  readonly first: number;
  readonly count: number;
  /** Of the first. */
  readonly number: number;
  /** Of the capture's first packet, as the columns have times. */
  readonly firstTime: number;
  /** Moves the facts to the packet that is so many behind the first. */
  at(place: number): PacketFacts;
  /** Whether something is wrong with the conversation around that packet. */
  hasFound(place: number): boolean;
  topicName(topic: number): string | undefined;
}

/** Takes out of the mask (1: it is asked for) the packets that do not pass. */
export type Narrow = (rows: RowBlock, mask: Uint8Array) => void;
