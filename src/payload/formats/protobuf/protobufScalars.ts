/** Reads Protobuf's scalars and defines their wire types. */
import { decodeUtf8 } from '../../../base/utf8.ts';
import { type Leaf, whole } from '../../tree/builtTree.ts';
import { floatNotation, shortestSingle } from '../../tree/itemTree.ts';
import { varint, type WireType } from './protobufWire.ts';

/** The wire type of a type; an enum is a varint. */
export function wireOf(type: string): WireType {
  switch (type) {
    case 'double':
    case 'fixed64':
    case 'sfixed64':
      return 1;
    case 'float':
    case 'fixed32':
    case 'sfixed32':
      return 5;
    case 'string':
    case 'bytes':
      return 2;
    default:
      return 0;
  }
}

export class Scalars {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** A text of invalid UTF-8 is shown as bytes. */
  leaf(type: string, start: number, end: number): Leaf {
    const view = this.#view;
    switch (type) {
      case 'double': {
        const value = view.getFloat64(start, true);
        return { value, text: floatNotation(value) };
      }
      case 'float': {
        const value = shortestSingle(view.getFloat32(start, true));
        return { value, text: floatNotation(value) };
      }
      case 'fixed32':
        return { value: view.getUint32(start, true) };
      case 'sfixed32':
        return { value: view.getInt32(start, true) };
      case 'fixed64':
        return { value: whole(view.getBigUint64(start, true)) };
      case 'sfixed64':
        return { value: whole(view.getBigInt64(start, true)) };
      case 'string': {
        const bytes = this.#bytes.subarray(start, end);
        return { value: decodeUtf8(bytes) ?? bytes };
      }
      case 'bytes':
        return { value: this.#bytes.subarray(start, end) };
      default:
        return integerLeaf(type, varint(this.#bytes, start, end));
    }
  }
}

function integerLeaf(type: string, value: bigint): Leaf {
  switch (type) {
    case 'bool':
      return { value: value !== 0n };
    case 'int32':
      return { value: Number(BigInt.asIntN(32, value)) };
    case 'uint32':
      return { value: Number(BigInt.asUintN(32, value)) };
    case 'sint32': {
      const low = BigInt.asUintN(32, value);
      return { value: Number(BigInt.asIntN(32, (low >> 1n) ^ -(low & 1n))) };
    }
    case 'sint64':
      return { value: whole(BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n))) };
    case 'int64':
      return { value: whole(BigInt.asIntN(64, value)) };
    default:
      return { value: whole(value) };
  }
}
