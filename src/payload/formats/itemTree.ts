/** Items of bytes as a tree, and the notation in which people read them (RFC 8949, section 8). */
import type { ValueTape } from '../valueTape.ts';
import { pathOf, type TreeValue, type ValuePath, type ValueTree } from '../valueTree.ts';
import type { LaidOut } from './format.ts';
import { type ItemSyntax, readItem } from './itemReading.ts';

/** Blanks a level, and levels that are indented. */
const INDENT = 2;
const DEEPEST_INDENT = 64;

export class ItemTree implements ValueTree {
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
    return new Notation(this, limit, false).of(row).text.slice(0, limit);
  }

  isContainer(row: number): boolean {
    const kind = this.tape.kind(row);
    return kind === 'object' || kind === 'array';
  }

  leaf(row: number, limit: number): string {
    return this.#syntax.notation(this.bytes, this.tape.start(row), this.tape.end(row), limit);
  }

  /** A key as it is written. */
  keySource(row: number): string {
    const [start, end] = [this.tape.keyStart(row), this.tape.keyEnd(row)];
    const { tape } = readItem(this.bytes.subarray(0, end), this.#syntax, start);
    return new ItemTree(this.bytes, tape, this.#syntax).source(0);
  }

  brackets(row: number): readonly [string, string] {
    return this.#syntax.brackets(this.bytes, this.tape.start(row));
  }
}

/** Writes a tree on one line, or with a line for each value. */
class Notation {
  readonly #lineOffsets: number[] = [];
  readonly #pieces: string[] = [];
  readonly #tree: ItemTree;
  readonly #limit: number;
  readonly #hasLines: boolean;
  #length = 0;

  /** @param limit characters after which nothing more is written */
  constructor(tree: ItemTree, limit: number, hasLines: boolean) {
    this.#tree = tree;
    this.#limit = limit;
    this.#hasLines = hasLines;
  }

  of(row: number): LaidOut {
    this.#lineOffsets.push(this.#tree.tape.start(row));
    this.#write(row, 0);
    return { text: this.#pieces.join(''), lineOffsets: this.#lineOffsets };
  }

  #put(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  #line(offset: number, depth: number): void {
    if (!this.#hasLines) return;
    this.#put(`\n${' '.repeat(Math.min(depth, DEEPEST_INDENT) * INDENT)}`);
    this.#lineOffsets.push(offset);
  }

  /** As deep as containers are read. */
  #write(row: number, depth: number): void {
    const tree = this.#tree;
    if (!tree.isContainer(row)) {
      this.#put(tree.leaf(row, this.#limit - this.#length));
      return;
    }
    const [open, close] = tree.brackets(row);
    this.#put(open);
    let isFirst = true;
    for (const child of tree.childRows(row)) {
      if (this.#length >= this.#limit) return;
      if (!isFirst) this.#put(this.#hasLines ? ',' : ', ');
      isFirst = false;
      this.#line(tree.memberStart(child), depth + 1);
      if (tree.tape.keyStart(child) >= 0) this.#put(`${tree.keySource(child)}: `);
      this.#write(child, depth + 1);
    }
    if (!isFirst) this.#line(tree.tape.end(row), depth);
    this.#put(close);
  }
}

/** With line ends and two blanks a level. */
export function layOutItems(tree: ItemTree): LaidOut {
  return new Notation(tree, Number.POSITIVE_INFINITY, true).of(0);
}

/** Bytes as the notation has them; not more digits than are wanted. */
export function bytesNotation(bytes: Uint8Array, limit: number): string {
  const shown = bytes.subarray(0, Math.min(bytes.length, limit));
  return `h'${Array.from(shown, (byte) => byte.toString(16).padStart(2, '0')).join('')}'`;
}

/** A float with its point, so that it is told from a whole number. */
export function floatNotation(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

/** The shortest decimal that a 32-bit float of this value is read from: 71.3, where the double says 71.30000305175781. */
export function shortestSingle(value: number): number {
  if (Number.isInteger(value)) return value;
  for (let digits = 6; digits < 9; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
