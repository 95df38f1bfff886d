/**
 * Guesses Protobuf without a schema: field numbers and possible values. A varint may be signed in two ways,
 * four bytes may be a float or a whole number, and bytes may be a text, a message or neither.
 */

import { isReadable } from '../../../base/text.ts';
import { decodeUtf8 } from '../../../base/utf8.ts';
import { BuiltTree, type Key, type Leaf, whole } from '../../tree/builtTree.ts';
import type { FormatError } from '../../tree/format.ts';
import { floatNotation, shortestSingle } from '../../tree/itemTree.ts';
import { LARGEST_READ } from '../../tree/largest.ts';
import { treeReading } from '../../tree/treeReading.ts';
import { readFields, varint, type WireField } from './protobufWire.ts';

/** Nesting limit of guessed messages. */
const DEEPEST = 32;
/** From this value on, ten-byte varints are negative numbers. */
const NEGATIVE = 1n << 63n;

export class Guess {
  readonly tree: BuiltTree;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  error: FormatError | undefined;

  constructor(bytes: Uint8Array, tree = new BuiltTree({ repeatsNames: true })) {
    this.tree = tree;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  message(fields: readonly WireField[], depth: number): void {
    for (const field of fields) {
      if (this.tree.isFull) {
        this.error ??= { key: 'many', offset: field.tag };
        return;
      }
      const key = { name: field.number, start: field.tag, end: field.start };
      this.#field(field, key, depth);
    }
  }

  #field(field: WireField, key: Key, depth: number): void {
    const { start, end, wire } = field;
    const inner = this.#within(field, depth);
    if (inner === undefined) {
      this.tree.add(this.#leaf(wire, start, end), start, end, key);
      return;
    }
    this.tree.open('object', start, key);
    this.message(inner, depth + 1);
    this.tree.close(end);
  }

  /** The fields of bytes that are certainly or probably a message. */
  #within({ wire, start, end }: WireField, depth: number): readonly WireField[] | undefined {
    if ((wire !== 2 && wire !== 3) || depth >= DEEPEST || start === end) return undefined;
    if (wire === 2 && isReadable(this.#bytes.subarray(start, end))) return undefined;
    const { fields, error } = readFields(this.#bytes, start, end);
    return error === undefined ? fields : undefined;
  }

  #leaf(wire: WireField['wire'], start: number, end: number): Leaf {
    switch (wire) {
      case 0: {
        const value = varint(this.#bytes, start, end);
        return { value: whole(value >= NEGATIVE ? value - (1n << 64n) : value) };
      }
      case 1:
        return this.#eight(start);
      case 5:
        return this.#four(start);
      case 2:
      case 3: {
        const bytes = this.#bytes.subarray(start, end);
        const text = isReadable(bytes) ? decodeUtf8(bytes) : undefined;
        return { value: text ?? bytes };
      }
    }
  }

  #eight(start: number): Leaf {
    const float = this.#view.getFloat64(start, true);
    if (isLikely(float, 1e-9, 1e15)) return { value: float, text: floatNotation(float) };
    return { value: whole(this.#view.getBigUint64(start, true)) };
  }

  #four(start: number): Leaf {
    const float = shortestSingle(this.#view.getFloat32(start, true));
    if (isLikely(float, 1e-6, 1e9)) return { value: float, text: floatNotation(float) };
    return { value: this.#view.getUint32(start, true) };
  }
}

function isLikely(value: number, least: number, most: number): boolean {
  const size = Math.abs(value);
  return value === 0 || (size >= least && size <= most);
}

export const guessed = treeReading((payload) => {
  const { fields, error } = readFields(payload, 0, payload.length);
  if (fields.length === 0) return { tree: undefined, error };
  const guess = new Guess(payload);
  guess.tree.open('object', 0);
  guess.message(fields, 0);
  return { tree: guess.tree.end(payload.length), error: guess.error ?? error };
}, LARGEST_READ);

/** Whether all bytes can be read as a message. */
export const isMessage = (payload: Uint8Array): boolean => {
  const { fields, error } = readFields(payload, 0, payload.length);
  return error === undefined && fields.length > 0;
};
