/** What a payload says as plain values, for what judges these; within bounds. */
import { formatBase64 } from '../../base/base64.ts';
import { Decimal } from '../../base/decimal.ts';
import type { ValueTree } from '../../payload/tree/valueTree.ts';

/** Values, and levels, above which a payload is not judged. */
const MOST_VALUES = 5000;
const DEEPEST = 64;

export const TOO_LARGE = Symbol('too large');

/** Bytes are their Base64; numbers are doubles. */
export function plainValue(tree: ValueTree): unknown {
  if (tree.tape.size > MOST_VALUES) return TOO_LARGE;
  try {
    return valueOf(tree, 0, 0);
  } catch (error) {
    if (error instanceof TooDeep) return TOO_LARGE;
    throw error;
  }
}

class TooDeep extends Error {}

function valueOf(tree: ValueTree, row: number, depth: number): unknown {
  if (depth > DEEPEST) throw new TooDeep();
  const kind = tree.tape.kind(row);
  const children = () => [...tree.childRows(row)];
  if (kind === 'array') return children().map((child) => valueOf(tree, child, depth + 1));
  if (kind === 'object') {
    // Members of any name, `__proto__` among them.
    return Object.fromEntries(
      children().map((child) => [tree.key(child) ?? '', valueOf(tree, child, depth + 1)]),
    );
  }
  const value = tree.value(row);
  if (value instanceof Decimal) return Number(String(value));
  if (value instanceof Uint8Array) return formatBase64(value);
  return value ?? null;
}
