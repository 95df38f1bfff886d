/** Reads values by an Avro schema. Each value knows its bytes. */
import { decodeUtf8 } from '../../base/utf8.ts';
import { varint, varintEnd } from '../formats/protobuf/protobufWire.ts';
import type { BuiltTree, Key, Leaf } from '../tree/builtTree.ts';
import type { ErrorKey, FormatError } from '../tree/format.ts';
import { floatNotation, shortestSingle } from '../tree/itemTree.ts';
import type { AvroRecord, AvroType, AvroUnion } from './avroSchema.ts';
import { bytesLeaf, numberLeaf } from './avroValues.ts';

/** Nesting limit: values of a schema that refers to itself may have any depth. */
const DEEPEST = 100;

/** Stops the reading, with the error. */
class Stopped extends Error {
  readonly error: FormatError;

  constructor(key: ErrorKey, offset: number) {
    super(key);
    this.error = { key, offset, ...(key === 'depth' && { levels: DEEPEST }) };
  }
}

/** A zigzag varint of 64 bits; undefined if it does not end. */
function longAt(bytes: Uint8Array, at: number, end: number) {
  const next = varintEnd(bytes, at, end);
  if (next < 0) return undefined;
  const value = varint(bytes, at, next);
  return { value: (value >> 1n) ^ -(value & 1n), next };
}

export class AvroReading {
  /** The next byte. */
  at: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #end: number;
  readonly #tree: BuiltTree;
  readonly #placeOf: (at: number) => number;

  /** @param placeOf the place in the payload of a byte, if the bytes are not the payload's own */
  constructor(
    bytes: Uint8Array,
    start: number,
    tree: BuiltTree,
    placeOf: (at: number) => number = (at) => at,
    end = bytes.length,
  ) {
    this.at = start;
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#tree = tree;
    this.#placeOf = placeOf;
    this.#end = end;
  }

  /** Reads a value with its content. @returns the error, with its byte */
  read(type: AvroType, key?: Key): FormatError | undefined {
    const { depth } = this.#tree;
    try {
      this.#value(type, key, 0);
      return undefined;
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      while (this.#tree.depth > depth) this.#tree.close(this.#placeOf(this.at));
      return { ...error.error, offset: this.#placeOf(error.error.offset) };
    }
  }

  #value(type: AvroType, key: Key | undefined, depth: number): void {
    if (this.#tree.isFull) throw new Stopped('many', this.at);
    if (depth > DEEPEST) throw new Stopped('depth', this.at);
    if (type.kind === 'record') this.#record(type, key, depth);
    else if (type.kind === 'union') this.#union(type, key, depth);
    else if (type.kind === 'array') {
      this.#blocks('array', key, () => this.#value(type.items, undefined, depth + 1));
    } else if (type.kind === 'map') {
      this.#blocks('object', key, () => this.#entry(type.values, depth));
    } else {
      const start = this.at;
      const leaf = this.#leaf(type);
      this.#tree.add(leaf, this.#placeOf(start), this.#placeOf(this.at), key);
    }
  }

  #record({ fields }: AvroRecord, key: Key | undefined, depth: number): void {
    this.#tree.open('object', this.#placeOf(this.at), key);
    for (const { name, type } of fields) this.#value(type, { name }, depth + 1);
    this.#tree.close(this.#placeOf(this.at));
  }

  /** Adds the value of the branch. The branch number before it takes the place of a key. */
  #union({ branches }: AvroUnion, key: Key | undefined, depth: number): void {
    const start = this.at;
    const branch = branches[Number(this.#long())];
    if (branch === undefined) throw new Stopped('head', start);
    const from = key?.start ?? this.#placeOf(start);
    this.#value(branch, { ...key, start: from, end: this.#placeOf(this.at) }, depth + 1);
  }

  /**
   * Reads blocks of values, each after its count. A block with a negative count also has its size in bytes.
   */
  #blocks(kind: 'object' | 'array', key: Key | undefined, one: () => void): void {
    this.#tree.open(kind, this.#placeOf(this.at), key);
    for (;;) {
      const start = this.at;
      const count = this.#long();
      if (count === 0n) break;
      if (count < 0n && this.#long() < 0n) throw new Stopped('head', start);
      // The row limit of the tree ends a series of values that take no bytes.
      for (let left = count < 0n ? -count : count; left > 0n; left -= 1n) one();
    }
    this.#tree.close(this.#placeOf(this.at));
  }

  #entry(values: AvroType, depth: number): void {
    const start = this.#placeOf(this.at);
    const name = this.#text();
    this.#value(values, { name, start, end: this.#placeOf(this.at) }, depth + 1);
  }

  #leaf(type: Exclude<AvroType, { kind: 'record' | 'union' | 'array' | 'map' }>): Leaf {
    const start = this.at;
    switch (type.kind) {
      case 'null':
        return { value: null };
      case 'boolean': {
        const byte = this.#bytes[this.#take(1)] ?? 0;
        if (byte > 1) throw new Stopped('head', start);
        return { value: byte === 1 };
      }
      case 'int':
      case 'long':
        return numberLeaf(this.#long(), type.logical);
      case 'float': {
        const value = shortestSingle(this.#view.getFloat32(this.#take(4), true));
        return { value, text: floatNotation(value) };
      }
      case 'double': {
        const value = this.#view.getFloat64(this.#take(8), true);
        return { value, text: floatNotation(value) };
      }
      case 'bytes':
        return bytesLeaf(this.#sized(), type.logical);
      case 'fixed': {
        const from = this.#take(type.size);
        return bytesLeaf(this.#bytes.subarray(from, this.at), type.logical);
      }
      case 'string':
        return { value: this.#text() };
      case 'enum': {
        const symbol = type.symbols[Number(this.#long())];
        if (symbol === undefined) throw new Stopped('head', start);
        return { value: symbol };
      }
    }
  }

  /** Skips `count` bytes. @returns the start of them */
  #take(count: number): number {
    const start = this.at;
    if (start + count > this.#end) throw new Stopped('ends', start);
    this.at = start + count;
    return start;
  }

  #long(): bigint {
    const start = this.at;
    const found = longAt(this.#bytes, start, this.#end);
    if (found === undefined) throw new Stopped(this.#end - start < 10 ? 'ends' : 'head', start);
    this.at = found.next;
    return found.value;
  }

  #sized(): Uint8Array {
    const start = this.at;
    const length = this.#long();
    if (length < 0n) throw new Stopped('head', start);
    if (length > BigInt(this.#end - this.at)) throw new Stopped('ends', start);
    const from = this.#take(Number(length));
    return this.#bytes.subarray(from, this.at);
  }

  #text(): string {
    const start = this.at;
    const text = decodeUtf8(this.#sized());
    if (text === undefined) throw new Stopped('utf8', start);
    return text;
  }
}
