/**
 * Reads arrays of Sparkplug B (specification 3.0, section 6.4.17), which are packed into bytes, lowest byte
 * first.
 */
import { decodeUtf8 } from '../../../base/utf8.ts';
import type { DataType } from '../../sparkplug/dataTypes.ts';
import type { BuiltTree, Key } from '../../tree/builtTree.ts';
import type { FormatError } from '../../tree/format.ts';
import { uint32At } from '../../tree/littleEndian.ts';
import type { FixedType } from '../numbers/fixedTypes.ts';
import { NUMBER_TYPES } from '../numbers/numberTypes.ts';
import { timeLeaf } from './sparkplugValues.ts';

export type ArrayType = Extract<DataType, `${string}Array`>;

interface Place {
  readonly start: number;
  readonly end: number;
}

export const isArrayType = (type: DataType | undefined): type is ArrayType =>
  type?.endsWith('Array') === true;

/** The other array types are booleans and texts. */
const NUMBERS: ReadonlyMap<ArrayType, string> = new Map([
  ['Int8Array', 'int8'],
  ['Int16Array', 'int16le'],
  ['Int32Array', 'int32le'],
  ['Int64Array', 'int64le'],
  ['UInt8Array', 'uint8'],
  ['UInt16Array', 'uint16le'],
  ['UInt32Array', 'uint32le'],
  ['UInt64Array', 'uint64le'],
  ['FloatArray', 'float32le'],
  ['DoubleArray', 'float64le'],
]);

const MOMENT: FixedType = {
  name: 'DateTime',
  bytes: 8,
  add(tree, payload, at, key) {
    const view = new DataView(payload.buffer, payload.byteOffset + at, 8);
    tree.add(timeLeaf(view.getBigUint64(0, true)), at, at + 8, key);
  },
};

export function addArray(
  tree: BuiltTree,
  bytes: Uint8Array,
  place: Place,
  type: ArrayType,
  key: Key | undefined,
): FormatError | undefined {
  tree.open('array', place.start, key);
  const error = addElements(tree, bytes, place, type);
  tree.close(place.end);
  return error;
}

function addElements(
  tree: BuiltTree,
  bytes: Uint8Array,
  place: Place,
  type: ArrayType,
): FormatError | undefined {
  if (type === 'BooleanArray') return addBits(tree, bytes, place);
  if (type === 'StringArray') return addTexts(tree, bytes, place);
  const fixed = NUMBER_TYPES.get(NUMBERS.get(type) ?? '') ?? MOMENT;
  let at = place.start;
  for (; at + fixed.bytes <= place.end && !tree.isFull; at += fixed.bytes)
    fixed.add(tree, bytes, at);
  if (at === place.end) return undefined;
  return { key: tree.isFull ? 'many' : 'ends', offset: at };
}

/** A count in four bytes, then eight booleans per byte, highest bit first. */
function addBits(tree: BuiltTree, bytes: Uint8Array, { start, end }: Place) {
  const count = uint32At(bytes, start);
  const first = start + 4;
  if (first > end || count > (end - first) * 8) return { key: 'ends', offset: start } as const;
  for (let index = 0; index < count; index += 1) {
    const at = first + (index >> 3);
    if (tree.isFull) return { key: 'many', offset: at } as const;
    tree.add({ value: (((bytes[at] ?? 0) << (index & 7)) & 0x80) !== 0 }, at, at + 1);
  }
  return undefined;
}

/** Each text ends with a zero. */
function addTexts(tree: BuiltTree, bytes: Uint8Array, { start, end }: Place) {
  for (let at = start; at < end; ) {
    if (tree.isFull) return { key: 'many', offset: at } as const;
    const zero = bytes.subarray(at, end).indexOf(0);
    if (zero === -1) return { key: 'ends', offset: at } as const;
    const text = decodeUtf8(bytes.subarray(at, at + zero));
    if (text === undefined) return { key: 'utf8', offset: at } as const;
    tree.add({ value: text }, at, at + zero);
    at += zero + 1;
  }
  return undefined;
}
