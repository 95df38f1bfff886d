/**
 * Reads URL-encoded forms (URL standard, application/x-www-form-urlencoded). `csv.ts` loads it on first use.
 */
import { decodeUtf8 } from '../../../base/utf8.ts';
import { BuiltTree } from '../../tree/builtTree.ts';
import { scalar } from '../../tree/textValues.ts';
import { treeReading } from '../../tree/treeReading.ts';

const EQUALS = 0x3d;
const AND = 0x26;
const PLUS = 0x2b;
const PERCENT = 0x25;

/** The byte of two hexadecimal digits; undefined if they are none. */
function escapedAt(bytes: Uint8Array, at: number): number | undefined {
  const digits = String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0);
  return /^[\da-fA-F]{2}$/.test(digits) ? Number.parseInt(digits, 16) : undefined;
}

/** undefined for invalid UTF-8. */
function unescaped(bytes: Uint8Array): string | undefined {
  if (!bytes.includes(PERCENT) && !bytes.includes(PLUS)) return decodeUtf8(bytes);
  const plain = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const escaped = byte === PERCENT ? escapedAt(bytes, at + 1) : undefined;
    if (escaped !== undefined) at += 2;
    plain[length] = escaped ?? (byte === PLUS ? 0x20 : byte);
    length += 1;
  }
  return decodeUtf8(plain.subarray(0, length));
}

export const urlReading = treeReading((payload) => {
  const tree = new BuiltTree();
  tree.open('object', 0);
  for (let start = 0; start < payload.length; ) {
    const and = payload.indexOf(AND, start);
    const end = and === -1 ? payload.length : and;
    if (tree.isFull) return { tree: tree.end(start), error: { key: 'many', offset: start } };
    if (end > start) {
      const equals = payload.subarray(start, end).indexOf(EQUALS);
      const keyEnd = equals === -1 ? end : start + equals;
      const valueStart = Math.min(keyEnd + 1, end);
      const name = unescaped(payload.subarray(start, keyEnd));
      const value = unescaped(payload.subarray(valueStart, end));
      if (name === undefined || value === undefined) {
        return { tree: tree.end(start), error: { key: 'utf8', offset: start } };
      }
      tree.add(scalar(value), valueStart, end, { name, start, end: keyEnd });
    }
    start = end + 1;
  }
  return { tree: tree.end(payload.length) };
});
