/** Trees as plain values, and what holds for the places in every tree. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { Decimal } from '../decimal.ts';
import { parseHex } from '../hex.ts';
import type { ValueTree } from '../valueTree.ts';

/** Arrays are arrays, objects lists of pairs; numbers beyond a double are their digits. */
export function plain(tree: ValueTree, row = 0): unknown {
  const kind = tree.tape.kind(row);
  const children = [...tree.childRows(row)];
  if (kind === 'array') return children.map((child) => plain(tree, child));
  if (kind === 'object') return children.map((child) => [tree.key(child), plain(tree, child)]);
  const value = tree.value(row);
  return value instanceof Decimal ? value.toString() : value;
}

/** Children lie within their parent, one after the other. */
export function expectPlacesInOrder(tree: ValueTree, length: number): void {
  const { tape } = tree;
  for (let row = 0; row < tape.size; row += 1) {
    let from = tape.start(row);
    expect(tape.end(row)).toBeGreaterThanOrEqual(from);
    expect(tape.end(row)).toBeLessThanOrEqual(length);
    for (const child of tree.childRows(row)) {
      expect(tree.memberStart(child)).toBeGreaterThanOrEqual(from);
      expect(tape.start(child)).toBeGreaterThanOrEqual(tree.memberStart(child));
      from = tape.end(child);
    }
    expect(from).toBeLessThanOrEqual(tape.end(row));
  }
}

export function bytesOf(hex: string): Uint8Array {
  const result = parseHex(hex);
  if (!result.ok) throw new Error(`no hex: ${hex}`);
  return result.bytes;
}

/** Cut, continued, or with another byte. */
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
