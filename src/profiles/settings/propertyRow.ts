/** A property of a packet as edited by the user; `propertyRows.ts` converts it. */

import { formatHex } from '../../base/hex.ts';
import type { Property, PropertyName } from '../../mqtt/tables/properties.ts';

export interface PropertyRow {
  readonly name: PropertyName;
  /** The typed text; bytes in hexadecimal. */
  readonly value: string;
  /** Name of a user property. */
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
