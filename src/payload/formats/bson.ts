/** BSON (bsonspec.org, version 1.1): a document that begins with its own length. */
import { hex } from '@scure/base';
import { viewOf } from '../../base/bytes.ts';
import { decodeUtf8, findUtf8Error } from '../../base/utf8.ts';
import { uuidText } from '../../base/uuidText.ts';
import { BuiltTree, DEEPEST, type Key, type Leaf, whole } from '../tree/builtTree.ts';
import type { FormatError, PayloadFormat } from '../tree/format.ts';
import { momentText } from '../tree/instants.ts';
import { bytesNotation, floatNotation } from '../tree/itemTree.ts';
import { uint32At } from '../tree/littleEndian.ts';
import { treeReading } from '../tree/treeReading.ts';

const STRING = 0x02;
const DOCUMENT = 0x03;
const ARRAY = 0x04;
const BINARY = 0x05;
/** Values with a length in front, and the bytes that this length does not count. */
const SIZED: ReadonlyMap<number, number> = new Map([
  [STRING, 4],
  [BINARY, 5],
]);
/** Subtype of binary data. */
const UUID = 4;

interface FixedType {
  readonly size: number;
  readonly read: (bytes: Uint8Array) => Leaf;
}

const FIXED: ReadonlyMap<number, FixedType> = new Map<number, FixedType>([
  [0x01, { size: 8, read: (bytes) => floatLeaf(viewOf(bytes).getFloat64(0, true)) }],
  [0x06, { size: 0, read: () => ({ value: undefined }) }],
  [0x07, { size: 12, read: (bytes) => called('ObjectId', hex.encode(bytes)) }],
  [0x08, { size: 1, read: (bytes) => ({ value: bytes[0] !== 0 }) }],
  [0x09, { size: 8, read: (bytes) => date(viewOf(bytes).getBigInt64(0, true)) }],
  [0x0a, { size: 0, read: () => ({ value: null }) }],
  [0x10, { size: 4, read: (bytes) => ({ value: viewOf(bytes).getInt32(0, true) }) }],
  [0x11, { size: 8, read: (bytes) => ({ value: whole(viewOf(bytes).getBigUint64(0, true)) }) }],
  [0x12, { size: 8, read: (bytes) => ({ value: whole(viewOf(bytes).getBigInt64(0, true)) }) }],
  // A decimal of 128 bits is shown as its bytes.
  [0x13, { size: 16, read: (bytes) => ({ value: bytes }) }],
]);

const floatLeaf = (value: number): Leaf => ({ value, text: floatNotation(value) });
const called = (name: string, value: string): Leaf => ({ value, text: `${name}("${value}")` });

function date(milliseconds: bigint): Leaf {
  const text = momentText(milliseconds, 1000n);
  return text === undefined ? { value: whole(milliseconds) } : called('ISODate', text);
}

function binary(kind: number, value: Uint8Array): Leaf {
  if (kind === 0) return { value };
  if (kind === UUID && value.length === 16) return called('UUID', uuidText(hex.encode(value)));
  return { value, text: `BinData(${kind}, ${bytesNotation(value, value.length)})` };
}

/** Reads one document. Values of the types that MongoDB alone has end the reading. */
class BsonReading {
  readonly tree = new BuiltTree();
  readonly #bytes: Uint8Array;
  readonly #open: { readonly end: number; readonly isArray: boolean }[] = [];
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  run(): FormatError | undefined {
    let error = this.#begin(0, this.#bytes.length, false);
    while (error === undefined && this.#open.length > 0) error = this.#element();
    this.tree.end(error?.offset ?? this.#at);
    if (error !== undefined || this.#at === this.#bytes.length) return error;
    return { key: 'rest', offset: this.#at };
  }

  /** Begins a document, which must end by `limit`. */
  #begin(start: number, limit: number, isArray: boolean, key?: Key): FormatError | undefined {
    const end = start + uint32At(this.#bytes, start);
    if (start + 5 > limit || end > limit) return { key: 'ends', offset: start };
    if (end < start + 5) return { key: 'reserved', offset: start };
    if (this.#open.length >= DEEPEST) return { key: 'depth', offset: start, levels: DEEPEST };
    this.tree.open(isArray ? 'array' : 'object', start, key);
    this.#open.push({ end, isArray });
    this.#at = start + 4;
    return undefined;
  }

  #element(): FormatError | undefined {
    const { end, isArray } = this.#open.at(-1) ?? { end: 0, isArray: false };
    const start = this.#at;
    const type = this.#bytes[start] ?? 0;
    if (start >= end || (type === 0 && start + 1 !== end)) return { key: 'break', offset: start };
    if (type === 0) {
      this.#open.pop();
      this.#at = end;
      this.tree.close(end);
      return undefined;
    }
    if (this.tree.isFull) return { key: 'many', offset: start };
    const nameEnd = this.#bytes.indexOf(0, start + 1);
    if (nameEnd === -1 || nameEnd >= end) return { key: 'ends', offset: start };
    const name = decodeUtf8(this.#bytes.subarray(start + 1, nameEnd));
    if (name === undefined) return { key: 'utf8', offset: start + 1 };
    const key: Key = { start, end: nameEnd + 1, ...(!isArray && { name }) };
    // The last byte of a document ends it.
    if (type !== DOCUMENT && type !== ARRAY) return this.#leaf(type, nameEnd + 1, end - 1, key);
    return this.#begin(nameEnd + 1, end - 1, type === ARRAY, key);
  }

  #leaf(type: number, start: number, limit: number, key: Key): FormatError | undefined {
    const offset = key.start ?? start;
    const fixed = FIXED.get(type);
    const uncounted = SIZED.get(type);
    if (fixed === undefined && uncounted === undefined) return { key: 'reserved', offset };
    const size = fixed?.size ?? uint32At(this.#bytes, start) + (uncounted ?? 0);
    if (start + size > limit) return { key: 'ends', offset };
    const held = this.#bytes.subarray(start, start + size);
    const leaf =
      fixed?.read(held) ??
      (type === BINARY ? binary(held[4] ?? 0, held.subarray(5)) : textOf(held, start));
    if ('offset' in leaf) return leaf;
    this.tree.add(leaf, start, start + size, key);
    this.#at = start + size;
    return undefined;
  }
}

/** A text ends with NUL, which its length counts. */
function textOf(held: Uint8Array, start: number): Leaf | FormatError {
  const text = held.subarray(4, -1);
  if (held.length < 5 || held.at(-1) !== 0) return { key: 'break', offset: start };
  const error = findUtf8Error(text);
  if (error !== undefined) return { key: 'utf8', offset: start + 4 + error.position };
  return { value: decodeUtf8(text) };
}

const isType = (byte: number): boolean => byte >= 0x01 && byte <= 0x13;
/** Bytes of an empty document, which resembles too many other payloads. */
const EMPTY = 5;

export const bson: PayloadFormat = {
  id: 'bson',
  name: 'BSON',
  extension: '.bson',
  mediaType: /^application\/(?:x-)?bson\b/i,
  shown: 'where-found',
  detect(payload, isNamed) {
    const { length } = payload;
    if (length < EMPTY || uint32At(payload, 0) !== length || payload[length - 1] !== 0) {
      return undefined;
    }
    const isDocument = length >= 8 ? isType(payload[4] ?? 0) : isNamed && length === EMPTY;
    return isDocument ? 'sure' : undefined;
  },
  ...treeReading((payload) => {
    const reading = new BsonReading(payload);
    const error = reading.run();
    return { tree: reading.tree.tape.size === 0 ? undefined : reading.tree, error };
  }),
};
