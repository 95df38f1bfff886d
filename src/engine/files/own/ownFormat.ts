/**
 * Shared definitions of the writer and the reader of our own capture file, described in docs/capture-file.md.
 */

import type { ClosedBy } from '../events/captureEvents.ts';

/** Detects transfers as text, which damage the high bit, a line end or the end-of-file byte. */
export const MAGIC = Uint8Array.of(0x8d, 0x4d, 0x51, 0x53, 0x0d, 0x0a, 0x1a, 0x0a);

/** Version of the format. */
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
  gaps: 12,
} as const;

/** Bits of the first byte of a packet. */
export const FLAG = { out: 1, partial: 2, masked: 4, problem: 8, afterGap: 16 } as const;

export interface RawRecord {
  readonly type: number;
  readonly body: Uint8Array;
}

const CLOSERS = [undefined, 'client', 'server'] as const;

/** Encodes the end of a connection as one number: the close code, then who closed it. */
export const writtenEnd = ({ code = 0, by }: ClosedBy): number => code * 4 + CLOSERS.indexOf(by);

export function readEnd(written: number): ClosedBy {
  const code = Math.floor(written / 4);
  const by = CLOSERS[written % 4];
  return { ...(code > 0 && { code }), ...(by && { by }) };
}
