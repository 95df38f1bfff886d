/** A property of a packet as a person writes it; what comes of that is in `propertyRows.ts`. */

import { formatHex } from '../../base/hex.ts';
import type { Property, PropertyName } from '../../mqtt/tables/properties.ts';

export interface PropertyRow {
  readonly name: PropertyName;
  /** As typed; bytes in hexadecimal. */
  readonly value: string;
  /** Of a user property: its name. */
  readonly key: string;
}

export function rowsOf(properties: readonly Property[]): readonly PropertyRow[] {
  return properties.map((property) => {
    const { name, value } = property;
    if (typeof value === 'string') return { name, value, key: '' };
    if (typeof value === 'number') return { name, value: String(value), key: '' };
    if (value instanceof Uint8Array) return { name, value: formatHex(value), key: '' };
    return { name, value: value[1], key: value[0] };
  });
}
