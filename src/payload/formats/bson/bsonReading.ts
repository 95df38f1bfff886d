/** Reads BSON. `bson.ts` loads it on first use. */
import { hex } from '@scure/base';
import { Decimal } from '../../../base/decimal.ts';
import { decodeUtf8, findUtf8Error } from '../../../base/utf8.ts';
import { uuidText } from '../../../base/uuidText.ts';
import { BuiltTree, DEEPEST, type Key, type Leaf, whole } from '../../tree/builtTree.ts';
import type { FormatError } from '../../tree/format.ts';
import { momentText } from '../../tree/instants.ts';
import { bytesNotation, floatNotation } from '../../tree/itemTree.ts';
import { uint32At } from '../../tree/littleEndian.ts';
import { treeReading } from '../../tree/treeReading.ts';

const BIAS = 6176;
/** Exponent limit for digits written without an exponent (BSON's specification of Decimal128). */
const LEAST_PLAIN = -6;
/** Larger coefficients are invalid and count as 0. */
const MOST_DIGITS = 34;

/** Decimal of 128 bits (IEEE 754-2008 in BSON's binary form), with every digit. */
function bsonDecimal(bytes: Uint8Array): string {
  const words = [0, 4, 8, 12].map((at) => BigInt(uint32At(bytes, at)));
  const bits = words.reduceRight((sum, word) => (sum << 32n) | word, 0n);
  const sign = bits >> 127n === 0n ? '' : '-';
  const combination = Number((bits >> 122n) & 31n);
  if (combination === 31) return 'NaN';
  if (combination === 30) return `${sign}Infinity`;
  const isLarge = combination >= 24;
  const exponent = Number((bits >> (isLarge ? 111n : 113n)) & 0x3fffn) - BIAS;
  const said = (isLarge ? 0n : bits & ((1n << 113n) - 1n)).toString();
  return sign + written(said.length > MOST_DIGITS ? '0' : said, exponent);
}

function written(digits: string, exponent: number): string {
  const scale = exponent + digits.length - 1;
  if (exponent <= 0 && scale >= LEAST_PLAIN) {
    if (exponent === 0) return digits;
    const padded = digits.padStart(1 - exponent, '0');
    return `${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
  }
  const rest = digits.slice(1);
  return `${digits[0]}${rest === '' ? '' : `.${rest}`}E${scale < 0 ? '' : '+'}${scale}`;
}

const DOUBLE = 0x01;
const STRING = 0x02;
const DOCUMENT = 0x03;
const ARRAY = 0x04;
const BINARY = 0x05;
const OBJECT_ID = 0x07;
const BOOLEAN = 0x08;
const DATE = 0x09;
const REGEX = 0x0b;
const POINTER = 0x0c;
const CODE = 0x0d;
const SYMBOL = 0x0e;
const SCOPED_CODE = 0x0f;
const INT32 = 0x10;
const TIMESTAMP = 0x11;
const INT64 = 0x12;
const DECIMAL = 0x13;

/** Values that are only a word and take no bytes. */
const WORDS: ReadonlyMap<number, Leaf> = new Map([
  [0x06, { value: undefined }],
  [0x0a, { value: null }],
  [0x7f, { value: undefined, text: 'MaxKey' }],
  [0xff, { value: undefined, text: 'MinKey' }],
]);
/** Sizes of the values without a length field. */
const FIXED: ReadonlyMap<number, number> = new Map([
  [DOUBLE, 8],
  [OBJECT_ID, 12],
  [BOOLEAN, 1],
  [DATE, 8],
  [INT32, 4],
  [TIMESTAMP, 8],
  [INT64, 8],
  [DECIMAL, 16],
]);

interface Open {
  readonly end: number;
  readonly isArray: boolean;
  /** The scope of a code is the last part of another value. */
  readonly isScope?: boolean;
}

class Reading {
  readonly tree = new BuiltTree();
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #open: Open[] = [];
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  run(): FormatError | undefined {
    let error = this.#begin(0, this.#bytes.length, false);
    while (error === undefined && this.#open.length > 0) error = this.#element();
    this.tree.end(error?.offset ?? this.#at);
    if (error !== undefined || this.#at === this.#bytes.length) return error;
    return { key: 'rest', offset: this.#at };
  }

  /** Reads a document, which must end by `limit`. */
  #begin(
    start: number,
    limit: number,
    isArray: boolean,
    key?: Key,
    isScope = false,
  ): FormatError | undefined {
    const end = start + uint32At(this.#bytes, start);
    if (start + 5 > limit || end > limit) return { key: 'ends', offset: start };
    if (end < start + 5) return { key: 'reserved', offset: start };
    if (this.#open.length >= DEEPEST) {
      return { key: 'depth', offset: start, levels: DEEPEST };
    }
    this.tree.open(isArray ? 'array' : 'object', start, key);
    this.#open.push({ end, isArray, isScope });
    this.#at = start + 4;
    return undefined;
  }

  #element(): FormatError | undefined {
    const { end, isArray } = this.#open.at(-1) ?? { end: 0, isArray: false };
    const start = this.#at;
    if (start >= end) return { key: 'break', offset: start };
    const type = this.#bytes[start] ?? 0;
    if (type === 0) {
      if (start + 1 !== end) return { key: 'break', offset: start };
      const ended = this.#open.pop();
      this.#at = end;
      this.tree.close(end);
      if (ended?.isScope === true) this.tree.close(end);
      return undefined;
    }
    if (this.tree.isFull) return { key: 'many', offset: start };
    const nameEnd = this.#bytes.indexOf(0, start + 1);
    if (nameEnd === -1 || nameEnd >= end) return { key: 'ends', offset: start };
    const name = decodeUtf8(this.#bytes.subarray(start + 1, nameEnd));
    if (name === undefined) return { key: 'utf8', offset: start + 1 };
    const place = { start, end: nameEnd + 1 };
    const key: Key = isArray ? place : { ...place, name };
    // The last byte of a document ends it.
    const limit = end - 1;
    if (type === DOCUMENT || type === ARRAY) {
      return this.#begin(nameEnd + 1, limit, type === ARRAY, key);
    }
    if (type === SCOPED_CODE) return this.#scopedCode(nameEnd + 1, limit, key);
    return this.#leaf(type, nameEnd + 1, limit, key);
  }

  /** A code and the values of its variables. */
  #scopedCode(start: number, limit: number, key: Key): FormatError | undefined {
    const offset = key.start ?? start;
    const end = start + uint32At(this.#bytes, start);
    const codeEnd = start + 8 + uint32At(this.#bytes, start + 4);
    if (end > limit || codeEnd + 5 > end) return { key: 'ends', offset };
    if (codeEnd + uint32At(this.#bytes, codeEnd) !== end) return { key: 'break', offset: codeEnd };
    if (this.#open.length >= DEEPEST - 1) return { key: 'depth', offset, levels: DEEPEST };
    const code = this.#text(start + 8, codeEnd - 1);
    if ('offset' in code) return code;
    this.tree.open('object', start, key);
    this.tree.add(code, start + 4, codeEnd, { name: 'code' });
    return this.#begin(codeEnd, end, false, { name: 'scope' }, true);
  }

  #leaf(type: number, start: number, limit: number, key: Key): FormatError | undefined {
    const end = this.#endOf(type, start, limit);
    if (end === undefined) return { key: 'reserved', offset: key.start ?? start };
    if (end > limit) return { key: 'ends', offset: key.start ?? start };
    const leaf = this.#value(type, start, end);
    if ('offset' in leaf) return leaf;
    this.tree.add(leaf, start, end, key);
    this.#at = end;
    return undefined;
  }

  /** undefined if the type does not exist. */
  #endOf(type: number, start: number, limit: number): number | undefined {
    const fixed = WORDS.has(type) ? 0 : FIXED.get(type);
    if (fixed !== undefined) return start + fixed;
    const length = uint32At(this.#bytes, start);
    switch (type) {
      case STRING:
      case CODE:
      case SYMBOL:
        return start + 4 + length;
      case BINARY:
        return start + 5 + length;
      case POINTER:
        return start + 4 + length + 12;
      case REGEX: {
        const first = this.#bytes.indexOf(0, start);
        const second = first === -1 ? -1 : this.#bytes.indexOf(0, first + 1);
        return second === -1 ? limit + 1 : second + 1;
      }
      default:
        return undefined;
    }
  }

  #value(type: number, start: number, end: number): Leaf | FormatError {
    const view = this.#view;
    const held = this.#bytes.subarray(start, end);
    switch (type) {
      case DOUBLE: {
        const value = view.getFloat64(start, true);
        return { value, text: floatNotation(value) };
      }
      case STRING:
      case CODE:
      case SYMBOL:
        return this.#text(start + 4, end - 1);
      case BINARY:
        return binary(held);
      case OBJECT_ID: {
        const value = hex.encode(held);
        return { value, text: `ObjectId("${value}")` };
      }
      case BOOLEAN:
        return { value: held[0] !== 0 };
      case DATE:
        return date(view.getBigInt64(start, true));
      case REGEX:
        return this.#regex(start, end);
      case INT32:
        return { value: view.getInt32(start, true) };
      case TIMESTAMP: {
        const [count, time] = [view.getUint32(start, true), view.getUint32(start + 4, true)];
        const value = whole(view.getBigUint64(start, true));
        return { value, text: `Timestamp(${time}, ${count})` };
      }
      case INT64:
        return { value: whole(view.getBigInt64(start, true)) };
      case DECIMAL: {
        const text = bsonDecimal(held);
        const isNumber = /\d/.test(text);
        return { value: isNumber ? new Decimal(text) : Number(text), text };
      }
      default:
        return WORDS.get(type) ?? { value: held, text: bytesNotation(held, held.length) };
    }
  }

  #text(start: number, end: number): Leaf | FormatError {
    if (end < start || this.#bytes[end] !== 0) return { key: 'break', offset: start - 4 };
    const error = findUtf8Error(this.#bytes.subarray(start, end));
    if (error !== undefined) return { key: 'utf8', offset: start + error.position };
    return { value: decodeUtf8(this.#bytes.subarray(start, end)) };
  }

  #regex(start: number, end: number): Leaf | FormatError {
    const middle = this.#bytes.indexOf(0, start);
    const pattern = decodeUtf8(this.#bytes.subarray(start, middle));
    const flags = decodeUtf8(this.#bytes.subarray(middle + 1, end - 1));
    if (pattern === undefined || flags === undefined) return { key: 'utf8', offset: start };
    const value = `/${pattern}/${flags}`;
    return { value, text: value };
  }
}

const UUID = 4;

function binary(held: Uint8Array): Leaf {
  const kind = held[4] ?? 0;
  const value = held.subarray(5);
  if (kind === 0) return { value };
  if (kind === UUID && value.length === 16) {
    const uuid = uuidText(hex.encode(value));
    return { value: uuid, text: `UUID("${uuid}")` };
  }
  return { value, text: `BinData(${kind}, ${bytesNotation(value, value.length)})` };
}

function date(milliseconds: bigint): Leaf {
  const text = momentText(milliseconds, 1000n);
  if (text === undefined) return { value: whole(milliseconds) };
  return { value: text, text: `ISODate("${text}")` };
}

export const bsonReading = treeReading((payload) => {
  const reading = new Reading(payload);
  const error = reading.run();
  return { tree: reading.tree.tape.size === 0 ? undefined : reading.tree, error };
});
