/** Finds the end of a property value (1.5, 2.2.2.2) by its length, without reading its content. */

import { readVarint } from '../../base/varint.ts';
import type { PropertyFormat } from '../tables/properties.ts';

/** May lie beyond the last byte if the value is cut off; undefined if it is unreadable. */
export function propertyEnd(
  bytes: Uint8Array,
  at: number,
  format: PropertyFormat,
): number | undefined {
  switch (format) {
    case 'byte':
      return at + 1;
    case 'uint16':
      return at + 2;
    case 'uint32':
      return at + 4;
    case 'varint': {
      const value = readVarint(bytes, at);
      return typeof value === 'string' ? undefined : at + value.length;
    }
    case 'utf8':
    case 'binary':
      return textEnd(bytes, at);
    case 'pair':
      return textEnd(bytes, textEnd(bytes, at));
  }
}

/** Two length bytes, then that many bytes. */
export const textEnd = (bytes: Uint8Array, at: number): number =>
  at + 2 + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
