/** Data types of Sparkplug B (specification 3.0, section 6.4.16), in the order of their numbers. */
export const DATA_TYPES = [
  'Unknown',
  'Int8',
  'Int16',
  'Int32',
  'Int64',
  'UInt8',
  'UInt16',
  'UInt32',
  'UInt64',
  'Float',
  'Double',
  'Boolean',
  'String',
  'DateTime',
  'Text',
  'UUID',
  'DataSet',
  'Bytes',
  'File',
  'Template',
  'PropertySet',
  'PropertySetList',
  'Int8Array',
  'Int16Array',
  'Int32Array',
  'Int64Array',
  'UInt8Array',
  'UInt16Array',
  'UInt32Array',
  'UInt64Array',
  'FloatArray',
  'DoubleArray',
  'BooleanArray',
  'StringArray',
  'DateTimeArray',
] as const;

export type DataType = (typeof DATA_TYPES)[number];

/** undefined if the specification does not define the number. */
export function dataType(number: number): DataType | undefined {
  return DATA_TYPES[number];
}

/** Bits of integer types; negative for signed types. */
export const INTEGER_BITS: ReadonlyMap<DataType, number> = new Map([
  ['Int8', -8],
  ['Int16', -16],
  ['Int32', -32],
  ['Int64', -64],
  ['UInt8', 8],
  ['UInt16', 16],
  ['UInt32', 32],
  ['UInt64', 64],
]);
