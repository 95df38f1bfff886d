/** Shows items of bytes as a tree, with the notation of their values. */

import { type ItemSyntax, readItem } from './itemReading.ts';
import { inNotation, type NotedTree } from './notation.ts';
import type { ValueTape } from './valueTape.ts';
import { pathOf, type TreeValue, type ValuePath } from './valueTree.ts';

export class ItemTree implements NotedTree {
  readonly tape: ValueTape;
  readonly bytes: Uint8Array;
  readonly #syntax: ItemSyntax;

  constructor(bytes: Uint8Array, tape: ValueTape, syntax: ItemSyntax) {
    this.bytes = bytes;
    this.tape = tape;
    this.#syntax = syntax;
  }

  childRows(row: number): Iterable<number> {
    return this.tape.childRows(row);
  }

  memberStart(row: number): number {
    const keyStart = this.tape.keyStart(row);
    return keyStart < 0 ? this.tape.start(row) : keyStart;
  }

  key(row: number): string | number | undefined {
    if (this.tape.keyStart(row) < 0) return undefined;
    const { tape } = this;
    const value = this.#syntax.value(this.bytes, tape.keyStart(row), tape.keyEnd(row));
    return typeof value === 'string' || typeof value === 'number' ? value : this.keySource(row);
  }

  path(row: number): ValuePath {
    return pathOf(this, row);
  }

  value(row: number): TreeValue | undefined {
    if (this.isContainer(row)) return undefined;
    return this.#syntax.value(this.bytes, this.tape.start(row), this.tape.end(row));
  }

  source(row: number, limit = Number.POSITIVE_INFINITY): string {
    return inNotation(this, row, limit);
  }

  isContainer(row: number): boolean {
    const kind = this.tape.kind(row);
    return kind === 'object' || kind === 'array';
  }

  leaf(row: number, limit: number): string {
    return this.#syntax.notation(this.bytes, this.tape.start(row), this.tape.end(row), limit);
  }

  keySource(row: number): string | undefined {
    const [start, end] = [this.tape.keyStart(row), this.tape.keyEnd(row)];
    if (start < 0) return undefined;
    const { tape } = readItem(this.bytes.subarray(0, end), this.#syntax, start);
    return new ItemTree(this.bytes, tape, this.#syntax).source(0);
  }

  brackets(row: number): readonly [string, string] {
    return this.#syntax.brackets(this.bytes, this.tape.start(row));
  }
}

/** Items in a row, as a list. */
export class ItemSequenceTree extends ItemTree {
  override brackets(row: number): readonly [string, string] {
    return row === 0 ? ['[', ']'] : super.brackets(row);
  }
}

/** The notation of bytes, with only the necessary digits. */
export function bytesNotation(bytes: Uint8Array, limit: number): string {
  const shown = bytes.subarray(0, Math.min(bytes.length, limit));
  return `h'${Array.from(shown, (byte) => byte.toString(16).padStart(2, '0')).join('')}'`;
}

/** A float always has a point, to distinguish it from a whole number. */
export function floatNotation(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** The shortest decimal that parses to this 32-bit float: 71.3 instead of the double 71.30000305175781. */
export function shortestSingle(value: number): number {
  if (Number.isInteger(value)) return value;
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
