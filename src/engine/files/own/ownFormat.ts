/** Our own capture file, described in docs/capture-file.md: what its writer and its reader share. */

import type { ClosedBy } from '../events/captureEvents.ts';

/** Not text, and damaged by whoever takes it for text: the high bit, both line ends, end of file. */
export const MAGIC = Uint8Array.of(0x8d, 0x4d, 0x51, 0x53, 0x0d, 0x0a, 0x1a, 0x0a);

/** The version that is written. */
export const VERSION = 2;

export const RECORD = {
  origin: 1,
  opened: 2,
  packet: 3,
  closed: 4,
  mark: 5,
  note: 6,
  end: 7,
  withheld: 8,
  faults: 9,
  datagram: 10,
  base: 11,
} as const;

/** Bits of a packet's first byte. */
export const FLAG = { out: 1, partial: 2, masked: 4, problem: 8, afterGap: 16 } as const;

export interface RawRecord {
  readonly type: number;
  readonly body: Uint8Array;
}

/** Makes of a record of one version what the next version would have written; undefined: nothing. */
export type Upgrade = (record: RawRecord) => RawRecord | undefined;

/** Version 1 did not say where bytes are missing: its packets read as before. */
const fromOne: Upgrade = (record) => record;

/** The first leads from version 1 to 2, and so on: one fewer than there are versions. */
export const UPGRADES: readonly Upgrade[] = [fromOne];

const CLOSERS = [undefined, 'client', 'server'] as const;

/** How a connection ended, as one number: its close code, then who closed it. */
export const writtenEnd = ({ code = 0, by }: ClosedBy): number => code * 4 + CLOSERS.indexOf(by);

export function readEnd(written: number): ClosedBy {
  const code = Math.floor(written / 4);
  const by = CLOSERS[written % 4];
  return { ...(code > 0 && { code }), ...(by && { by }) };
}
