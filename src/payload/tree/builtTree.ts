/** A tree that is built with its values, for formats whose values cannot be read from their place only. */
import { Decimal } from '../../base/decimal.ts';
import { bytesNotation } from './itemTree.ts';
import { inNotation, type NotedTree } from './notation.ts';
import { type ValueKind, ValueTape } from './valueTape.ts';
import { pathOf, type TreeValue, type ValuePath } from './valueTree.ts';

/** Nesting limit of containers. */
export const DEEPEST = 512;
/** Limit of values in a payload: each takes many times its bytes. */
export const MOST_VALUES = 500_000;

/** A value that is not a container. */
export interface Leaf {
  readonly value: TreeValue | undefined;
  /** Its notation, if that differs from the value's default. */
  readonly text?: string | undefined;
}

export interface Key {
  /** Absent for an element whose bytes begin before it. */
  readonly name?: string | number;
  /** Bytes of the key; absent if the key is not in the payload. */
  readonly start?: number;
  readonly end?: number;
}

const NOWHERE = -1;

export class BuiltTree implements NotedTree {
  readonly tape = new ValueTape();
  readonly repeatsNames: boolean;
  readonly #open: number[] = [];
  readonly #leaves: (TreeValue | undefined)[] = [];
  readonly #texts = new Map<number, string>();
  readonly #stoodFor = new Map<number, TreeValue>();
  readonly #keys: (string | number | undefined)[] = [];

  constructor({ repeatsNames = false } = {}) {
    this.repeatsNames = repeatsNames;
  }

  /** Number of open containers. */
  get depth(): number {
    return this.#open.length;
  }

  /** Whether the limit of values is reached. */
  get isFull(): boolean {
    return this.tape.size >= MOST_VALUES;
  }

  open(kind: 'object' | 'array', start: number, key?: Key): void {
    this.#open.push(this.#row(kind, start, key, undefined));
  }

  /** Sets the value that the open container has for filters. */
  standsFor(value: TreeValue): void {
    const row = this.#open.at(-1);
    if (row !== undefined) this.#stoodFor.set(row, value);
  }

  stoodFor(row: number): TreeValue | undefined {
    return this.#stoodFor.get(row);
  }

  close(end: number): void {
    const row = this.#open.pop();
    if (row !== undefined) this.tape.close(row, end);
  }

  add(leaf: Leaf, start: number, end: number, key?: Key): void {
    const row = this.#row(kindOf(leaf.value), start, key, leaf.value);
    if (leaf.text !== undefined) this.#texts.set(row, leaf.text);
    this.tape.close(row, end);
  }

  /** Closes all open containers. */
  end(at: number): this {
    while (this.#open.length > 0) this.close(at);
    return this;
  }

  #row(kind: ValueKind, start: number, key: Key | undefined, value: TreeValue | undefined): number {
    const { start: keyStart = NOWHERE, end: keyEnd = NOWHERE } = key ?? {};
    const row = this.tape.add(kind, start, keyStart, keyEnd, this.#open.at(-1) ?? -1);
    this.#leaves.push(value);
    this.#keys.push(key?.name);
    return row;
  }

  childRows(row: number): Iterable<number> {
    return this.tape.childRows(row);
  }

  memberStart(row: number): number {
    const keyStart = this.tape.keyStart(row);
    return keyStart < 0 ? this.tape.start(row) : Math.min(keyStart, this.tape.start(row));
  }

  key(row: number): string | number | undefined {
    return this.#keys[row];
  }

  path(row: number): ValuePath {
    return pathOf(this, row);
  }

  value(row: number): TreeValue | undefined {
    return this.#leaves[row];
  }

  source(row: number, limit = Number.POSITIVE_INFINITY): string {
    return inNotation(this, row, limit);
  }

  isContainer(row: number): boolean {
    const kind = this.tape.kind(row);
    return kind === 'object' || kind === 'array';
  }

  leaf(row: number, limit: number): string {
    return this.#texts.get(row) ?? written(this.value(row), limit);
  }

  keySource(row: number): string | undefined {
    const key = this.key(row);
    return key === undefined ? undefined : JSON.stringify(key);
  }

  brackets(row: number): readonly [string, string] {
    return this.tape.kind(row) === 'array' ? ['[', ']'] : ['{', '}'];
  }
}

function kindOf(value: TreeValue | undefined): ValueKind {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number' || value instanceof Decimal) return 'number';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return value === undefined ? 'other' : 'bytes';
}

function written(value: TreeValue | undefined, limit: number): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, limit));
  if (value instanceof Uint8Array) return bytesNotation(value, limit);
  return String(value);
}

/** A whole number with every digit. */
export function whole(value: bigint): number | Decimal {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : new Decimal(value.toString());
}
