/** Typed arrays of CBOR: numbers of one kind in a byte string (RFC 8746, section 2.1). */
import { viewOf } from '../../../base/bytes.ts';
import type { Decimal } from '../../../base/decimal.ts';
import { whole } from '../../tree/builtTree.ts';
import { shortestSingle } from '../../tree/itemTree.ts';
import { half } from './cborSyntax.ts';

const FIRST = 64;
const LAST = 87;
/** Reserved. */
const UNUSED = 76;

export interface TypedArray {
  /** Bytes of an element. */
  readonly size: number;
  readonly at: (index: number) => number | Decimal;
}

/** @returns undefined if the tag is another one, or the bytes are not whole elements */
export function typedArray(tag: number, bytes: Uint8Array): TypedArray | undefined {
  if (tag < FIRST || tag > LAST || tag === UNUSED) return undefined;
  const bits = tag - FIRST;
  const isFloat = (bits & 16) !== 0;
  const isSigned = (bits & 8) !== 0;
  const isLittle = (bits & 4) !== 0;
  const size = (isFloat ? 2 : 1) << (bits & 3);
  // No number holds a float of 16 bytes.
  if (size > 8 || bytes.length % size !== 0) return undefined;
  const view = viewOf(bytes);
  const float = (at: number): number => {
    if (size === 2) return half(view.getUint16(at, isLittle));
    if (size === 4) return shortestSingle(view.getFloat32(at, isLittle));
    return view.getFloat64(at, isLittle);
  };
  const integer = (at: number): number | Decimal => {
    if (size === 1) return isSigned ? view.getInt8(at) : view.getUint8(at);
    if (size === 2) return isSigned ? view.getInt16(at, isLittle) : view.getUint16(at, isLittle);
    if (size === 4) return isSigned ? view.getInt32(at, isLittle) : view.getUint32(at, isLittle);
    return whole(isSigned ? view.getBigInt64(at, isLittle) : view.getBigUint64(at, isLittle));
  };
  const read = isFloat ? float : integer;
  return { size, at: (index) => read(index * size) };
}
