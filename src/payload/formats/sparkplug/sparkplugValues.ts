/** Whole numbers of Sparkplug B, as their data type says them. */
import { type DataType, INTEGER_BITS } from '../../sparkplug/dataTypes.ts';
import { type Leaf, whole } from '../../tree/builtTree.ts';
import { momentText } from '../../tree/instants.ts';

/** ms since 1970; what is beyond all dates stays a number. */
export function timeLeaf(milliseconds: bigint): Leaf {
  return { value: momentText(milliseconds, 1000n) ?? whole(milliseconds) };
}

/** @param number without its sign, as it is written */
export function integerLeaf(number: bigint, type: DataType | undefined): Leaf {
  if (type === 'DateTime') return timeLeaf(number);
  const bits = type === undefined ? undefined : INTEGER_BITS.get(type);
  return { value: whole(bits !== undefined && bits < 0 ? signed(number, -bits) : number) };
}

/**
 * Negative numbers are written as the two's complement of their own bits, of 32 or of 64; a number that is
 * none of these is too large for its type, and stays what it is.
 */
function signed(number: bigint, bits: number): bigint {
  const meant = BigInt.asIntN(bits, number);
  const written = [bits, 32, 64].map((width) => BigInt.asUintN(width, meant));
  return written.includes(number) ? meant : number;
}
