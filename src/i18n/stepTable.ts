/** Texts of the two readings of a stream out of step. */
import type { PacketReading, ReadingRow } from '../engine/outOfStep/readings.ts';

export interface StepTable {
  readonly name: string;
  readonly heads: Readonly<Record<keyof ReadingRow, string>>;
  /** Type, bytes and topic of a packet. */
  readonly packet: (packet: PacketReading) => string;
}
