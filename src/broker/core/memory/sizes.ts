/** Memory sizes of values in bytes, measured in V8, even if the host uses another engine. */
import type { Property } from '../../../mqtt/tables/properties.ts';

/** A string without its characters. */
const TEXT_BYTES = 20;
/** A separate byte array without its contents: view, buffer and backing store. */
const ARRAY_BYTES = 190;
/** A property in its array, without its text or bytes. */
const PROPERTY_BYTES = 65;
/** A pair of strings. */
const PAIR_BYTES = 40;
const ALIAS_BYTES = 50;
const WIDE = /[\u0100-\uffff]/;

/** Bytes of a string: one per character, or two if any is outside Latin-1. */
export function textSize(text: string): number {
  return TEXT_BYTES + (WIDE.test(text) ? 2 : 1) * text.length;
}

export const arraySize = (bytes: Uint8Array): number => ARRAY_BYTES + bytes.length;

export function propertiesSize(properties: readonly Property[]): number {
  let size = 0;
  for (const { value } of properties) {
    size += PROPERTY_BYTES;
    if (typeof value === 'string') size += textSize(value);
    else if (value instanceof Uint8Array) size += arraySize(value);
    else if (typeof value === 'object')
      size += textSize(value[0]) + textSize(value[1]) + PAIR_BYTES;
  }
  return size;
}

/** A topic with an alias on one connection. */
export const aliasSize = (topic: string): number => ALIAS_BYTES + textSize(topic);
