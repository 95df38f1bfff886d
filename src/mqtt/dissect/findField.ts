/** Searches the field tree of a dissection. */
import type { Field } from './dissection.ts';

/** The first field, in the order of the bytes, at any depth. */
export function findField(
  fields: readonly Field[],
  isWanted: (field: Field) => boolean,
): Field | undefined {
  for (const field of fields) {
    const found = isWanted(field) ? field : findField(field.children, isWanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
