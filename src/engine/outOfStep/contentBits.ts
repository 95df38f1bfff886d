/** Estimates the information in a payload, in bits: bytes that are unlikely in it need more bits. */

/** Record lengths in bytes. The bytes at one place of all records have similar values. */
const PERIODS: readonly number[] = [1, 2, 4, 8];
const VALUES = 256;

/** A longer period is chosen only if it needs less than this share of the bits. */
const SAVED = 0.95;

/** A value needs fewer bits the more often it was seen at its place in the period. */
export const contentBits = (bytes: Uint8Array): number => bitsOf(bytes, periodOf(bytes));

/** Bits that the bytes from `at` add to those before. */
export function addedBits(bytes: Uint8Array, at: number): number {
  const before = bytes.subarray(0, at);
  const period = periodOf(before);
  return bitsOf(bytes, period) - bitsOf(before, period);
}

function periodOf(bytes: Uint8Array): number {
  const found = PERIODS.map((period) => ({ period, bits: bitsOf(bytes, period) }));
  const [plain, ...periodic] = found.toSorted((a, b) => a.period - b.period);
  const [best] = periodic.toSorted((a, b) => a.bits - b.bits);
  return plain && best && best.bits < SAVED * plain.bits ? best.period : 1;
}

function bitsOf(bytes: Uint8Array, period: number): number {
  const counts = new Uint32Array(period * VALUES);
  const totals = new Uint32Array(period);
  const values = new Uint32Array(period);
  let bits = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const place = at % period;
    const value = place * VALUES + (bytes[at] ?? 0);
    const [count = 0, total = 0, known = 0] = [counts[value], totals[place], values[place]];
    // The share of values that were new so far is the probability that the next one is new.
    bits +=
      total === 0
        ? Math.log2(VALUES)
        : Math.log2((total + known) / (count > 0 ? count : known / (VALUES - known)));
    counts[value] = count + 1;
    totals[place] = total + 1;
    values[place] = known + (count === 0 ? 1 : 0);
  }
  return bits;
}
