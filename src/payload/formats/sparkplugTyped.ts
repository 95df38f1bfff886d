/** Data types, times and whole numbers of Sparkplug B as they are written in JSON. All throw `Misfit`. */
import { DATA_TYPES, type DataType, dataType, INTEGER_BITS } from '../sparkplug/dataTypes.ts';
import { momentCount } from './instants.ts';
import type { JsonInput } from './jsonInput.ts';
import { Misfit } from './misfits.ts';

/** ms since 1970; as a number, or as RFC 3339 writes it. */
export function moment(input: JsonInput, row: number): bigint {
  const milliseconds = momentCount(input.string(row) ?? '', 1000n);
  return milliseconds !== undefined && milliseconds >= 0n
    ? milliseconds
    : input.integer(row, 64, false);
}

/** Whatever its letters' case; numbers that the specification does not know are numbers. */
export function typeNumber(input: JsonInput, row: number): bigint {
  const text = input.string(row);
  if (text === undefined) return input.integer(row, 32, false);
  const number = DATA_TYPES.findIndex((name) => name.toLowerCase() === text.toLowerCase());
  if (number === -1) throw new Misfit({ key: 'word', args: { of: DATA_TYPES.slice(1) } }, row);
  return BigInt(number);
}

export function typeAt(input: JsonInput, row: number): DataType | undefined {
  return input.isNull(row) ? undefined : dataType(Number(typeNumber(input, row)));
}

/** The field that holds values of a type. */
export function valueField(type: DataType): string {
  switch (type) {
    case 'Int8':
    case 'Int16':
    case 'Int32':
    case 'UInt8':
    case 'UInt16':
    case 'UInt32':
      return 'int_value';
    case 'Int64':
    case 'UInt64':
    case 'DateTime':
      return 'long_value';
    case 'Float':
      return 'float_value';
    case 'Double':
      return 'double_value';
    case 'Boolean':
      return 'boolean_value';
    case 'Unknown':
    case 'String':
    case 'Text':
    case 'UUID':
      return 'string_value';
    case 'DataSet':
      return 'dataset_value';
    case 'Template':
      return 'template_value';
    case 'PropertySet':
      return 'propertyset_value';
    case 'PropertySetList':
      return 'propertysets_value';
    case 'Bytes':
    case 'File':
    case 'Int8Array':
    case 'Int16Array':
    case 'Int32Array':
    case 'Int64Array':
    case 'UInt8Array':
    case 'UInt16Array':
    case 'UInt32Array':
    case 'UInt64Array':
    case 'FloatArray':
    case 'DoubleArray':
    case 'BooleanArray':
    case 'StringArray':
    case 'DateTimeArray':
      return 'bytes_value';
  }
}

/** Negative numbers as the two's complement of as many bits. */
export function writeInteger(input: JsonInput, row: number, type: DataType, width: number): bigint {
  if (type === 'DateTime') return moment(input, row);
  const bits = INTEGER_BITS.get(type) ?? width;
  return BigInt.asUintN(width, input.integer(row, Math.abs(bits), bits < 0));
}
