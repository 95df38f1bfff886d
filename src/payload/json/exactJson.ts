/** Parses JSON and keeps the digits of numbers that a double would change. */

import { Decimal } from '../../base/decimal.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { type JsonTree, jsonTree } from './jsonTree.ts';
import { parseJson } from './parseJson.ts';

/**
 * Long numbers, fractions that end with a zero, exponents, and `-0`. The last digit rarely changes otherwise.
 */
const MAY_DIFFER = /\d[\d.]{15}|\.\d*0(?!\d)|\de|-0(?![\d.])/i;

/** Byte limit; longer payloads use `JSON.parse`. */
const LARGEST = 256 * 1024;

/**
 * Like `parseJson`, with a `Decimal` for each number that a double would print differently.
 * @param text of the payload, if known
 */
export function parseExactJson(payload: Uint8Array, text = decodeUtf8(payload)): unknown {
  const value = text === undefined ? undefined : parseJson(text);
  if (text === undefined || value === undefined) return value;
  if (payload.length > LARGEST || !MAY_DIFFER.test(text)) return value;
  const read = jsonTree(payload);
  return read.ok ? valueOf(read.tree) : value;
}

/** Goes row by row without recursion, so any depth works. */
function valueOf(tree: JsonTree): unknown {
  const made: unknown[] = [];
  for (let row = 0; row < tree.size; row += 1) {
    const value = valueOfRow(tree, row);
    made.push(value);
    const into = made[tree.tape.parent(row)];
    if (Array.isArray(into)) into.push(value);
    else if (typeof into === 'object' && into !== null) {
      // Like `JSON.parse`: `__proto__` is an ordinary name, and the last of repeated names counts.
      const member = { value, enumerable: true, writable: true, configurable: true };
      Object.defineProperty(into, tree.key(row) ?? '', member);
    }
  }
  return made[0];
}

function valueOfRow(tree: JsonTree, row: number): unknown {
  switch (tree.tape.kind(row)) {
    case 'object':
      return {};
    case 'array':
      return [];
    case 'number':
      return asWritten(tree.source(row));
    case 'string':
    case 'true':
    case 'false':
    case 'null':
    case 'bytes':
    case 'other':
      return tree.value(row);
  }
}

function asWritten(digits: string): number | Decimal {
  const number = Number(digits);
  return String(number) === digits ? number : new Decimal(digits);
}
