/** Converts trees to plain values, and checks the places in every tree. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { Decimal } from '../../base/decimal.ts';
import { parseHex } from '../../base/hex.ts';
import { tries } from '../../base/runs.testkit.ts';
import type { FormatError, PayloadFormat, Typed } from '../tree/format.ts';
import type { ValueTree } from '../tree/valueTree.ts';

/**
 * Arrays become arrays, objects become lists of pairs, and numbers outside the range of a double become their
 * digits.
 */
export function plain(tree: ValueTree, row = 0): unknown {
  const kind = tree.tape.kind(row);
  const children = [...tree.childRows(row)];
  if (kind === 'array') return children.map((child) => plain(tree, child));
  if (kind === 'object') return children.map((child) => [tree.key(child), plain(tree, child)]);
  const value = tree.value(row);
  return value instanceof Decimal ? value.toString() : value;
}

/** Like `plain`, but objects become objects; the last of repeated keys counts. */
export function inObjects(tree: ValueTree, row = 0): unknown {
  const kind = tree.tape.kind(row);
  const children = [...tree.childRows(row)];
  if (kind === 'array') return children.map((child) => inObjects(tree, child));
  if (kind !== 'object') return plain(tree, row);
  return Object.fromEntries(
    children.map((child) => [String(tree.key(child) ?? ''), inObjects(tree, child)]),
  );
}

/** Checks that children lie within their parent, in order. */
export function expectPlacesInOrder(tree: ValueTree, length: number): void {
  const { tape } = tree;
  const wrong: (readonly number[])[] = [];
  // A separate `expect` for each place would cost more than all checks together.
  const inOrder = (row: number, ...places: readonly number[]): void => {
    if (places.some((place, at) => place < (places[at - 1] ?? 0))) wrong.push([row, ...places]);
  };
  for (let row = 0; row < tape.size; row += 1) {
    let from = tape.start(row);
    inOrder(row, from, tape.end(row), length);
    for (const child of tree.childRows(row)) {
      inOrder(child, from, tree.memberStart(child), tape.start(child));
      from = tape.end(child);
    }
    inOrder(row, from, tape.end(row));
  }
  expect(wrong).toEqual([]);
}

export function bytesOf(hex: string): Uint8Array {
  const result = parseHex(hex);
  if (!result.ok) throw new Error(`no hex: ${hex}`);
  return result.bytes;
}

/** Truncated, extended, or with one byte changed. */
export function mutated(written: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  return fc.tuple(written, fc.nat(), fc.nat(255), fc.nat(3)).map(([from, place, byte, how]) => {
    const at = place % (from.length + 1);
    if (how === 0) return from.slice(0, at);
    if (how === 1) return Uint8Array.of(...from, byte);
    const changed = from.slice();
    if (at < changed.length) changed[at] = byte;
    return changed;
  });
}

/** Checks for any bytes that the values lie within them. @returns the error of the bytes */
export function expectReadable(format: PayloadFormat, bytes: Uint8Array): FormatError | undefined {
  const { tree, error } = format.decode?.(bytes) ?? {};
  if (tree !== undefined) {
    expectPlacesInOrder(tree, bytes.length);
    tree.source(0);
    plain(tree);
  }
  format.layOut?.(bytes);
  return error;
}

/** Reads bytes without an error, to compare the values with those of the library that wrote them. */
export function readWhole(format: PayloadFormat, bytes: Uint8Array): unknown {
  const { tree, error } = format.decode?.(bytes) ?? {};
  expect(error).toBeUndefined();
  if (tree === undefined) throw new Error('nothing read');
  expectPlacesInOrder(tree, bytes.length);
  return plain(tree);
}

/** Checks JSON as text. `check` gets the written bytes and the value. */
export function expectWrittenAsJson(
  typed: Typed,
  check: (bytes: Uint8Array, said: unknown) => void,
): void {
  fc.assert(
    fc.property(fc.jsonValue(), (said) => {
      const text = JSON.stringify(said);
      // Excludes whole numbers beyond 2^53, which are read with every digit here, and `__proto__`, which some
      // objects cannot hold as a property.
      fc.pre(!/(?<![.\d])\d{16,}(?![.\d])|__proto__/.test(text));
      const result = typed.parse(text);
      if (!result.ok) throw new Error(result.error.kind);
      check(result.bytes, JSON.parse(text));
    }),
    { numRuns: tries(1000) },
  );
}
