/** Reads data types, times and whole numbers of Sparkplug B from JSON. All throw `SchemaError`. */

import type { JsonInput } from '../../json/jsonInput.ts';
import { DATA_TYPES, type DataType, dataType, INTEGER_BITS } from '../../sparkplug/dataTypes.ts';
import { momentCount } from '../../tree/instants.ts';
import { SchemaError } from '../../tree/schemaErrors.ts';

/** ms since 1970, as a number or in the notation of RFC 3339. */
export function moment(input: JsonInput, row: number): bigint {
  const milliseconds = momentCount(input.string(row) ?? '', 1000n);
  return milliseconds !== undefined && milliseconds >= 0n
    ? milliseconds
    : input.integer(row, 64, false);
}

/** Ignores case; types unknown to the specification are numbers. */
export function typeNumber(input: JsonInput, row: number): bigint {
  const text = input.string(row);
  if (text === undefined) return input.integer(row, 32, false);
  const number = DATA_TYPES.findIndex((name) => name.toLowerCase() === text.toLowerCase());
  if (number === -1) throw new SchemaError({ key: 'word', args: { of: DATA_TYPES.slice(1) } }, row);
  return BigInt(number);
}

export function typeAt(input: JsonInput, row: number): DataType | undefined {
  return input.isNull(row) ? undefined : dataType(Number(typeNumber(input, row)));
}

/** Negative numbers become the two's complement of `width` bits. */
export function writeInteger(input: JsonInput, row: number, type: DataType, width: number): bigint {
  if (type === 'DateTime') return moment(input, row);
  const bits = INTEGER_BITS.get(type) ?? width;
  return BigInt.asUintN(width, input.integer(row, Math.abs(bits), bits < 0));
}
