/** Chooses between readings of the same text by the packets that they would be. */
import { readVarint } from '../varint.ts';

/** Flags of types from CONNECT to AUTH; PUBLISH has others. */
const FLAGS = [0, 0, -1, 0, 0, 2, 0, 2, 0, 2, 0, 0, 0, 0, 0];

/** The only reading, or the only one that is whole packets. Undefined if several are equally likely. */
export function likeliest<Reading extends readonly Uint8Array[]>(
  readings: readonly Reading[],
): Reading | undefined {
  if (readings.length === 1) return readings[0];
  return wholeOf(readings, hasFlags) ?? wholeOf(readings, (first) => first >= 0x10);
}

/** The only reading in which all bytes are packets. */
function wholeOf<Reading extends readonly Uint8Array[]>(
  readings: readonly Reading[],
  isFirst: (first: number) => boolean,
): Reading | undefined {
  const whole = readings.filter((runs) => runs.every((bytes) => isWhole(bytes, isFirst)));
  return whole.length === 1 ? whole[0] : undefined;
}

/** Whether the lengths inside the bytes, which follow the first byte of each packet, agree with their number. */
function isWhole(bytes: Uint8Array, isFirst: (first: number) => boolean): boolean {
  let at = 0;
  while (at < bytes.length) {
    const length = readVarint(bytes, at + 1);
    if (typeof length === 'string' || !isFirst(bytes[at] ?? 0)) return false;
    at += 1 + length.length + length.value;
  }
  return at === bytes.length;
}

function hasFlags(first: number): boolean {
  const [flags, wanted] = [first & 0x0f, FLAGS[(first >> 4) - 1]];
  return wanted === -1 ? (flags & 0x06) !== 0x06 : flags === wanted;
}
