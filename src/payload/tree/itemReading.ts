/** Reads formats whose values are items with a head that contains kind and size. */

import type { FormatError } from './format.ts';
import { type ValueKind, ValueTape } from './valueTape.ts';
import type { TreeValue } from './valueTree.ts';

/** The head of an item. */
export interface Head {
  /** `break` ends a container of indefinite length. */
  readonly kind: ValueKind | 'break';
  /** Position after the item; for a container, position of its first item. */
  readonly end: number;
  /** Number of elements, or of key-value pairs; -1 up to a break; 0 for other items. */
  readonly count: number;
}

export interface ItemSyntax {
  /** Reads the item, or head of a container, at a position. */
  readonly head: (bytes: Uint8Array, at: number) => Head | FormatError;
  /** The notation of an item that is not a container; at most `limit` characters are needed. */
  readonly notation: (bytes: Uint8Array, start: number, end: number, limit: number) => string;
  readonly value: (bytes: Uint8Array, start: number, end: number) => TreeValue | undefined;
  /** Opening and closing brackets of a container. */
  readonly brackets: (bytes: Uint8Array, start: number) => readonly [string, string];
}

export interface ItemsRead {
  readonly tape: ValueTape;
  /** Position after the item, or of the error. */
  readonly end: number;
  readonly error: FormatError | undefined;
  /** Evidence for the format: 2 for a text, 1 for any other item of several bytes. */
  readonly evidence: number;
}

/** Nesting limit of containers. */
const DEEPEST = 512;
/** Nesting limit of containers as keys. */
const DEEPEST_KEY = 4;

export const isError = (read: Head | FormatError): read is FormatError => 'key' in read;

const isContainer = ({ kind }: Head): boolean => kind === 'object' || kind === 'array';

class ItemReading {
  readonly tape: ValueTape;
  at: number;
  error: FormatError | undefined;
  evidence = 0;
  /** Rows of open containers, with the number of items that each still expects. */
  readonly #open: number[] = [];
  readonly #waits: number[] = [];
  readonly #bytes: Uint8Array;
  readonly #syntax: ItemSyntax;
  readonly #keyDepth: number;
  readonly #root: number;

  /** @param root row of the list that the item belongs to */
  constructor(
    bytes: Uint8Array,
    syntax: ItemSyntax,
    at: number,
    keyDepth: number,
    tape = new ValueTape(),
    root = -1,
  ) {
    this.#bytes = bytes;
    this.#syntax = syntax;
    this.at = at;
    this.#keyDepth = keyDepth;
    this.tape = tape;
    this.#root = root;
  }

  run(): void {
    do {
      if (!this.#item()) break;
      while (this.#waits.at(-1) === 0) this.#close();
    } while (this.#open.length > 0);
    while (this.#open.length > 0) this.#close();
  }

  #close(): void {
    this.tape.close(this.#open.pop() ?? 0, this.at);
    this.#waits.pop();
  }

  #fail(error: FormatError): false {
    this.error = error;
    return false;
  }

  /** undefined on an error. */
  #head(): Head | undefined {
    const head = this.#syntax.head(this.#bytes, this.at);
    if (!isError(head)) return head;
    this.#fail(head);
    return undefined;
  }

  /** Reads one item with its key, opens a container, or ends one. */
  #item(): boolean {
    let head = this.#head();
    if (head === undefined) return false;
    const waits = this.#waits.at(-1);
    if (head.kind === 'break') {
      if (waits !== -1) return this.#fail({ key: 'break', offset: this.at });
      this.at = head.end;
      this.#close();
      return true;
    }
    const parent = this.#open.at(-1) ?? this.#root;
    let keyStart = -1;
    let keyEnd = -1;
    if (parent >= 0 && this.tape.kind(parent) === 'object') {
      keyStart = this.at;
      if (!this.#key(head)) return false;
      keyEnd = this.at;
      head = this.#head();
      if (head === undefined) return false;
      if (head.kind === 'break') return this.#fail({ key: 'break', offset: this.at });
    }
    if (waits !== undefined && waits > 0) this.#waits[this.#waits.length - 1] = waits - 1;
    if (isContainer(head)) return this.#begin(head.kind, head, keyStart, keyEnd, parent);
    const row = this.tape.add(head.kind, this.at, keyStart, keyEnd, parent);
    this.#weigh(head);
    this.at = head.end;
    this.tape.close(row, this.at);
    return true;
  }

  #begin(kind: ValueKind, head: Head, keyStart: number, keyEnd: number, parent: number): boolean {
    if (this.#open.length >= DEEPEST) {
      return this.#fail({ key: 'depth', offset: this.at, levels: DEEPEST });
    }
    this.#open.push(this.tape.add(kind, this.at, keyStart, keyEnd, parent));
    this.#waits.push(head.count);
    this.at = head.end;
    return true;
  }

  #key(head: Head): boolean {
    this.#weigh(head);
    if (!isContainer(head)) {
      this.at = head.end;
      return true;
    }
    if (this.#keyDepth >= DEEPEST_KEY) {
      return this.#fail({ key: 'depth', offset: this.at, levels: DEEPEST_KEY });
    }
    const key = new ItemReading(this.#bytes, this.#syntax, this.at, this.#keyDepth + 1);
    key.run();
    if (key.error !== undefined) return this.#fail(key.error);
    this.at = key.at;
    return true;
  }

  #weigh(head: Head): void {
    if (head.end - this.at > 1) this.evidence += head.kind === 'string' ? 2 : 1;
  }
}

/** Reads one item from a position. Linear in the bytes at any depth; never throws. */
export function readItem(bytes: Uint8Array, syntax: ItemSyntax, at = 0): ItemsRead {
  const reading = new ItemReading(bytes, syntax, at, 0);
  reading.run();
  const { tape, error, evidence } = reading;
  return { tape, end: error?.offset ?? reading.at, error, evidence };
}

/** Reads the items of a sequence (RFC 8742) as a list. */
export function readItemSequence(bytes: Uint8Array, syntax: ItemSyntax): ItemsRead {
  const tape = new ValueTape();
  const root = tape.add('array', 0, -1, -1, -1);
  let evidence = 0;
  let error: FormatError | undefined;
  let at = 0;
  while (at < bytes.length && error === undefined) {
    const reading = new ItemReading(bytes, syntax, at, 0, tape, root);
    reading.run();
    evidence += reading.evidence;
    ({ error } = reading);
    at = error?.offset ?? reading.at;
  }
  tape.close(root, at);
  return { tape, end: at, error, evidence };
}

/** Reads the single item that must fill a payload. */
export function readItems(bytes: Uint8Array, syntax: ItemSyntax): ItemsRead {
  const read = readItem(bytes, syntax);
  if (read.error !== undefined || read.end === bytes.length) return read;
  return { ...read, error: { key: 'rest', offset: read.end } };
}
