/** Writes values of formats that are not text in diagnostic notation (RFC 8949, section 8). */

import type { Decoded, LaidOut } from './format.ts';
import type { ValueTree } from './valueTree.ts';

/** Spaces per level, and limit of indented levels. */
const INDENT = 2;
const DEEPEST_INDENT = 64;
/** Deeper containers are left out, because each takes a recursive call. */
const DEEPEST = 512;

/** Line break and indentation of a level. */
export function lineStart(depth: number): string {
  return `\n${' '.repeat(Math.min(depth, DEEPEST_INDENT) * INDENT)}`;
}

export interface NotedTree extends ValueTree {
  isContainer(row: number): boolean;
  /** A value that is not a container; at most `limit` characters are needed. */
  leaf(row: number, limit: number): string;
  /** The notation of a key; undefined for elements and the root. */
  keySource(row: number): string | undefined;
  /** Opening and closing brackets of a container. */
  brackets(row: number): readonly [string, string];
}

/** The decoded values of a payload, as a tree with a notation. */
export interface DecodedTree extends Decoded {
  readonly tree: NotedTree | undefined;
}

/** Writes a tree on one line, or with one line per value. */
class Notation {
  readonly #lineOffsets: number[] = [];
  readonly #pieces: string[] = [];
  readonly #tree: NotedTree;
  readonly #limit: number;
  readonly #hasLines: boolean;
  #length = 0;

  /** @param limit number of characters after which writing stops */
  constructor(tree: NotedTree, limit: number, hasLines: boolean) {
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
    this.#put(lineStart(depth));
    this.#lineOffsets.push(offset);
  }

  #write(row: number, depth: number): void {
    const tree = this.#tree;
    if (!tree.isContainer(row)) {
      this.#put(tree.leaf(row, this.#limit - this.#length));
      return;
    }
    const [open, close] = tree.brackets(row);
    if (depth > DEEPEST) {
      this.#put(`${open}…${close}`);
      return;
    }
    this.#put(open);
    let isFirst = true;
    for (const child of tree.childRows(row)) {
      if (this.#length >= this.#limit) return;
      if (!isFirst) this.#put(this.#hasLines ? ',' : ', ');
      isFirst = false;
      this.#line(tree.memberStart(child), depth + 1);
      const key = tree.keySource(child);
      if (key !== undefined) this.#put(`${key}: `);
      this.#write(child, depth + 1);
    }
    if (!isFirst) this.#line(tree.tape.end(row), depth);
    this.#put(close);
  }
}

/** A single line of at most `limit` characters. */
export function inNotation(tree: NotedTree, row: number, limit: number): string {
  return new Notation(tree, limit, false).of(row).text.slice(0, limit);
}

/** Puts each value on a line, with two spaces per level. */
export function laidOut({ tree, error }: DecodedTree): LaidOut | undefined {
  return tree && { ...new Notation(tree, Number.POSITIVE_INFINITY, true).of(0), error };
}
