/** Selects the fields of a packet whose bytes are not overwritten. */
import type { ByteRange } from '../../base/bytes.ts';
import type { Field } from '../dissect/dissection.ts';

/** Overwritten bytes have no values: a field that contains one is left out, unless a part of it is readable. */
export function readableFields(
  fields: readonly Field[],
  masked: readonly ByteRange[],
): readonly Field[] {
  if (masked.length === 0) return fields;
  return fields.flatMap((field) => {
    if (!masked.some((range) => overlaps(range, field))) return [field];
    const hasBits = field.children.some(({ mask }) => mask !== undefined);
    const children = hasBits ? [] : readableFields(field.children, masked);
    return children.length === 0 ? [] : [{ ...field, value: null, children }];
  });
}

/**
 * A field without bytes depends on the bytes before it, such as the topic of an alias, or a field that is
 * missing after overwritten ones.
 */
function overlaps(range: ByteRange, { offset, length }: Field): boolean {
  const end = range.offset + range.length;
  return (
    (offset < end || (length === 0 && offset === end)) &&
    offset + Math.max(length, 1) > range.offset
  );
}
