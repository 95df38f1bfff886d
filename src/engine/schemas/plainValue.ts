/** Converts a payload to plain values within bounds, for checks. */
import { formatBase64 } from '../../base/base64.ts';
import { Decimal } from '../../base/decimal.ts';
import { withoutLoneSurrogates } from '../../base/utf8.ts';
import type { ValueTree } from '../../payload/tree/valueTree.ts';

/** Maximum number of values, and of levels, of a checked payload. */
const MOST_VALUES = 5000;
const DEEPEST = 64;

export const TOO_LARGE = Symbol('too large');

/** Bytes become Base64, numbers become doubles. */
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
    // Supports members of any name, including `__proto__`. The evaluator puts names into locations, where it
    // throws at lone surrogates.
    return Object.fromEntries(
      children().map((child) => [
        withoutLoneSurrogates(String(tree.key(child) ?? '')),
        valueOf(tree, child, depth + 1),
      ]),
    );
  }
  const value = tree.value(row);
  if (value instanceof Decimal) return Number(String(value));
  if (value instanceof Uint8Array) return formatBase64(value);
  return value ?? null;
}
