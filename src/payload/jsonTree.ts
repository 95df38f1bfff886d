/** A JSON payload as a tree over its bytes. */
import { decodeUtf8 } from '../mqtt/utf8.ts';
import { type JsonFault, scanJson } from './jsonScan.ts';
import type { JsonKind, JsonTape } from './jsonTape.ts';

/** Keys of objects and indices of arrays, from the root. */
export type JsonPath = readonly (string | number)[];

export interface JsonNode {
  /** Row in the tree; 0 is the root. */
  readonly row: number;
  readonly kind: JsonKind;
  /** Bytes of the value from the payload's first; `end` is the byte after. */
  readonly start: number;
  readonly end: number;
  /** The key with its escapes resolved; undefined for elements of arrays and the root. */
  readonly key: string | undefined;
  /** Bytes of the key between its quotation marks. */
  readonly keyStart: number;
  readonly keyEnd: number;
  /** -1 for the root. */
  readonly parent: number;
  /** Members or elements. */
  readonly children: number;
}

/** The text between two quotation marks with its escapes resolved. */
function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_whole, code?: string, char?: string) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    const plain = char ?? '';
    return ESCAPES[plain] ?? plain;
  });
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

export class JsonTree {
  readonly bytes: Uint8Array;
  readonly tape: JsonTape;

  constructor(bytes: Uint8Array, tape: JsonTape) {
    this.bytes = bytes;
    this.tape = tape;
  }

  /** Number of values. */
  get size(): number {
    return this.tape.size;
  }

  node(row: number): JsonNode {
    const { tape } = this;
    return {
      row,
      kind: tape.kind(row),
      start: tape.start(row),
      end: tape.end(row),
      key: this.key(row),
      keyStart: tape.keyStart(row),
      keyEnd: tape.keyEnd(row),
      parent: tape.parent(row),
      children: tape.children(row),
    };
  }

  /** Rows of a value's members or elements, in the order in which they stand. */
  *childRows(row: number): Generator<number, void, undefined> {
    const end = this.tape.next(row);
    for (let child = row + 1; child < end; child = this.tape.next(child)) yield child;
  }

  /** The value as it is written. */
  source(row: number): string {
    return this.slice(this.tape.start(row), this.tape.end(row));
  }

  key(row: number): string | undefined {
    const start = this.tape.keyStart(row);
    return start < 0 ? undefined : unescaped(this.slice(start, this.tape.keyEnd(row)));
  }

  /** A string's text with its escapes resolved; undefined for other values. */
  string(row: number): string | undefined {
    if (this.tape.kind(row) !== 'string') return undefined;
    return unescaped(this.slice(this.tape.start(row) + 1, this.tape.end(row) - 1));
  }

  /** Costs the depth and, in arrays, the elements before. */
  path(row: number): JsonPath {
    const path: (string | number)[] = [];
    for (let at = row; at > 0; at = this.tape.parent(at)) {
      path.push(this.key(at) ?? this.indexInParent(at));
    }
    return path.reverse();
  }

  /** The innermost value, key included, that a byte belongs to; -1 outside all values. */
  rowAt(offset: number): number {
    let found = -1;
    let row = 0;
    while (row < this.tape.size) {
      const keyStart = this.tape.keyStart(row);
      const from = keyStart < 0 ? this.tape.start(row) : keyStart - 1;
      if (offset < from) break;
      const inside = offset < this.tape.end(row);
      if (inside) found = row;
      row = inside ? row + 1 : this.tape.next(row);
    }
    return found;
  }

  private indexInParent(row: number): number {
    let index = 0;
    for (const child of this.childRows(this.tape.parent(row))) {
      if (child === row) break;
      index++;
    }
    return index;
  }

  /** The payload's text between two bytes that stand between characters. */
  slice(start: number, end: number): string {
    return decodeUtf8(this.bytes.subarray(start, end)) ?? '';
  }
}

interface NotUtf8 {
  readonly ok: false;
  readonly key: 'utf8';
}

export type JsonTreeResult = { readonly ok: true; readonly tree: JsonTree } | JsonFault | NotUtf8;

/** Reads a payload as JSON (RFC 8259). Linear in its length, whatever its depth. */
export function jsonTree(bytes: Uint8Array): JsonTreeResult {
  const scan = scanJson(bytes);
  if (!scan.ok) return scan;
  return decodeUtf8(bytes) === undefined
    ? { ok: false, key: 'utf8' }
    : { ok: true, tree: new JsonTree(bytes, scan.tape) };
}

/** `$.params.temperature`, `$.list[3]`, `$["odd key"]`. */
export function pathText(path: JsonPath): string {
  const pieces = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return `$${pieces.join('')}`;
}
