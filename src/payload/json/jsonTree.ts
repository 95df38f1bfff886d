/** A JSON payload as a tree of values with their byte ranges. */

import { exactNumber } from '../../base/decimal.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { JsonError } from '../tree/jsonErrors.ts';
import { scanJson } from '../tree/jsonScan.ts';
import type { ValueKind, ValueTape } from '../tree/valueTape.ts';
import { pathOf, type TreeValue, type ValuePath, type ValueTree } from '../tree/valueTree.ts';

export interface JsonNode {
  /** Row in the tree; 0 is the root. */
  readonly row: number;
  readonly kind: ValueKind;
  /** Byte range of the value in the payload; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** The key with its escapes resolved; undefined for elements of arrays and the root. */
  readonly key: string | undefined;
  /** Bytes of the key between its quotation marks. */
  readonly keyStart: number;
  readonly keyEnd: number;
  /** Row of the parent; -1 for the root. */
  readonly parent: number;
  /** Number of members or elements. */
  readonly children: number;
}

/** Resolves the escapes of a text without its quotation marks. */
function unescaped(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_whole, code?: string, char?: string) => {
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
    const plain = char ?? '';
    return ESCAPES[plain] ?? plain;
  });
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

export class JsonTree implements ValueTree {
  readonly bytes: Uint8Array;
  readonly tape: ValueTape;

  constructor(bytes: Uint8Array, tape: ValueTape) {
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

  /** Rows of a value's members or elements, in order. */
  childRows(row: number): Generator<number, void, undefined> {
    return this.tape.childRows(row);
  }

  /** The source text of the value. */
  source(row: number): string {
    return this.slice(this.tape.start(row), this.tape.end(row));
  }

  memberStart(row: number): number {
    const keyStart = this.tape.keyStart(row);
    return keyStart < 0 ? this.tape.start(row) : keyStart - 1;
  }

  value(row: number): TreeValue | undefined {
    switch (this.tape.kind(row)) {
      case 'string':
        return this.string(row);
      case 'number':
        return exactNumber(this.source(row));
      case 'true':
        return true;
      case 'false':
        return false;
      case 'null':
        return null;
      case 'object':
      case 'array':
      case 'bytes':
      case 'other':
        return undefined;
    }
  }

  key(row: number): string | undefined {
    const start = this.tape.keyStart(row);
    return start < 0 ? undefined : unescaped(this.slice(start, this.tape.keyEnd(row)));
  }

  /** A string with its escapes resolved; undefined for other values. */
  string(row: number): string | undefined {
    if (this.tape.kind(row) !== 'string') return undefined;
    return unescaped(this.slice(this.tape.start(row) + 1, this.tape.end(row) - 1));
  }

  /** Costs the depth, and in arrays the number of elements before. */
  path(row: number): ValuePath {
    return pathOf(this, row);
  }

  /** The innermost value, including its key, that contains a byte; -1 outside all values. */
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

  /** The payload's text between two bytes at character boundaries. */
  slice(start: number, end: number): string {
    return decodeUtf8(this.bytes.subarray(start, end)) ?? '';
  }
}

interface NotUtf8 {
  readonly ok: false;
  readonly key: 'utf8';
}

export type JsonTreeResult = { readonly ok: true; readonly tree: JsonTree } | JsonError | NotUtf8;

/** Reads a payload as JSON (RFC 8259), in linear time at any depth. */
export function jsonTree(bytes: Uint8Array): JsonTreeResult {
  const scan = scanJson(bytes);
  if (!scan.ok) return scan;
  return decodeUtf8(bytes) === undefined
    ? { ok: false, key: 'utf8' }
    : { ok: true, tree: new JsonTree(bytes, scan.tape) };
}
