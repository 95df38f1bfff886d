/** Invariants of the field tree of any packet. */
import type { Field } from './dissection.ts';

/**
 * Finds gaps and overlaps between siblings, and masks that do not cover their byte; empty for a valid tree.
 * Fields with a mask lie on one byte, are disjoint and sum to 0xFF.
 */
export function treeErrors(fields: readonly Field[], packetLength: number): string[] {
  return errorsWithin(fields, 0, packetLength, 'packet');
}

function errorsWithin(
  fields: readonly Field[],
  offset: number,
  length: number,
  parent: string,
): string[] {
  const errors: string[] = [];
  const masks = new Map<number, number>();
  let at = offset;
  for (const field of fields) {
    const { mask } = field;
    if (mask !== undefined) {
      const earlier = masks.get(field.offset);
      masks.set(field.offset, (earlier ?? 0) | mask);
      if (((earlier ?? 0) & mask) !== 0) errors.push(`${field.name}: its bits are taken`);
      if (field.length !== 1) errors.push(`${field.name}: bits of more than one byte`);
      if (earlier !== undefined) continue;
    }
    if (field.offset !== at) {
      errors.push(`${parent} > ${field.name}: at ${String(field.offset)}, not ${String(at)}`);
    }
    at += field.length;
    if (field.children.length > 0) {
      errors.push(...errorsWithin(field.children, field.offset, field.length, field.name));
    }
  }
  for (const [byte, mask] of masks) {
    if (mask !== 0xff) errors.push(`${parent}: byte ${String(byte)} has bits of no field`);
  }
  if (at !== offset + length) {
    errors.push(`${parent}: ends at ${String(at)}, not ${String(offset + length)}`);
  }
  return errors;
}

/** All fields, parents before children. */
export function flatten(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => [field, ...flatten(field.children)]);
}
