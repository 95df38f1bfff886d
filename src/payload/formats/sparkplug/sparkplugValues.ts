/** Whole numbers of Sparkplug B by their data type. */
import { type DataType, INTEGER_BITS } from '../../sparkplug/dataTypes.ts';
import { type Leaf, whole } from '../../tree/builtTree.ts';
import { momentText } from '../../tree/instants.ts';

/** ms since 1970; a value outside the range of dates stays a number. */
export function timeLeaf(milliseconds: bigint): Leaf {
  return { value: momentText(milliseconds, 1000n) ?? whole(milliseconds) };
}

/** @param number the unsigned number in the payload */
export function integerLeaf(number: bigint, type: DataType | undefined): Leaf {
  if (type === 'DateTime') return timeLeaf(number);
  const bits = type === undefined ? undefined : INTEGER_BITS.get(type);
  return { value: whole(bits !== undefined && bits < 0 ? signed(number, -bits) : number) };
}

/**
 * Negative numbers are the two's complement with 32 or 64 bits. Any other number is too large for its type
 * and stays unchanged.
 */
function signed(number: bigint, bits: number): bigint {
  const meant = BigInt.asIntN(bits, number);
  const written = [bits, 32, 64].map((width) => BigInt.asUintN(width, meant));
  return written.includes(number) ? meant : number;
}
