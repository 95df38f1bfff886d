/** Reads JSON values in the types of a schema. All throw `SchemaError`. */

import { parseBase64 } from '../../base/base64.ts';
import { encodeUtf8, hasLoneSurrogate } from '../../base/utf8.ts';
import { SchemaError, type SchemaErrors } from '../tree/schemaErrors.ts';
import type { JsonTree } from './jsonTree.ts';

/** Limit of digits for a number, because conversion takes quadratic time. */
const LONGEST_NUMBER = 400;
const WHOLE = /^-?\d+$/;
const SPECIAL: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

export class JsonInput {
  readonly tree: JsonTree;

  constructor(tree: JsonTree) {
    this.tree = tree;
  }

  wanted(what: SchemaErrors['wanted']['what'], row: number): never {
    throw new SchemaError({ key: 'wanted', args: { what } }, row);
  }

  isNull(row: number): boolean {
    return this.tree.tape.kind(row) === 'null';
  }

  /** The last of repeated names counts, as in every reader. */
  members(row: number): ReadonlyMap<string, number> {
    if (this.tree.tape.kind(row) !== 'object') this.wanted('object', row);
    return new Map(Array.from(this.tree.childRows(row), (child) => [this.key(child), child]));
  }

  /** All members in their order. */
  pairs(row: number): readonly (readonly [string, number])[] {
    if (this.tree.tape.kind(row) !== 'object') this.wanted('object', row);
    return Array.from(this.tree.childRows(row), (child) => [this.key(child), child] as const);
  }

  elements(row: number): readonly number[] {
    if (this.tree.tape.kind(row) !== 'array') this.wanted('list', row);
    return [...this.tree.childRows(row)];
  }

  key(row: number): string {
    const key = this.tree.key(row) ?? '';
    if (hasLoneSurrogate(key)) this.wanted('text', row);
    return key;
  }

  utf8Key(row: number): Uint8Array {
    return encodeUtf8(this.key(row));
  }

  string(row: number): string | undefined {
    return this.tree.string(row);
  }

  text(row: number): string {
    const text = this.tree.string(row);
    return text === undefined || hasLoneSurrogate(text) ? this.wanted('text', row) : text;
  }

  utf8(row: number): Uint8Array {
    return encodeUtf8(this.text(row));
  }

  /** Reads Base64. */
  bytes(row: number): Uint8Array {
    const read = parseBase64(this.text(row));
    return read.ok ? read.bytes : this.wanted('bytes', row);
  }

  truth(row: number): boolean {
    const value = this.tree.value(row);
    return typeof value === 'boolean' ? value : this.wanted('truth', row);
  }

  float(row: number): number {
    const text = this.digits(row);
    const special = SPECIAL.get(text);
    if (special !== undefined) return special;
    const value = text.trim() === '' ? Number.NaN : Number(text);
    return Number.isFinite(value) ? value : this.wanted('number', row);
  }

  /**
   * A whole number of at most `bits` bits. Accepts text, because many JSON writers have no 64-bit numbers.
   */
  integer(row: number, bits: number, isSigned: boolean): bigint {
    return this.integerOf(this.digits(row), row, bits, isSigned);
  }

  integerOf(text: string, row: number, bits: number, isSigned: boolean): bigint {
    const value = wholeOf(text);
    const half = 1n << BigInt(bits - 1);
    const [least, most] = isSigned ? [-half, half - 1n] : [0n, half * 2n - 1n];
    if (value !== undefined && value >= least && value <= most) return value;
    const args = { least: least.toString(), most: most.toString() };
    throw new SchemaError({ key: 'whole', args }, row);
  }

  /** The digits of a number, or of a text that is a number. */
  digits(row: number): string {
    const kind = this.tree.tape.kind(row);
    if (kind === 'number') return this.tree.source(row);
    return kind === 'string' ? (this.tree.string(row) ?? '') : '';
  }
}

/** Accepts `12`, and `12.0` and `1e3`, which are whole as well. */
function wholeOf(text: string): bigint | undefined {
  if (text.length > LONGEST_NUMBER) return undefined;
  if (WHOLE.test(text)) return BigInt(text);
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Number.isSafeInteger(value) ? BigInt(value) : undefined;
}
