/** What things cost in memory, in bytes: measured in V8, which the host may be or not. */
import type { Property } from '../../../mqtt/tables/properties.ts';

/** A string beside its characters. */
const TEXT_BYTES = 20;
/** An array of bytes of its own beside what it holds: view, buffer and their backing. */
const ARRAY_BYTES = 190;
/** A property in its array, beside its text or bytes. */
const PROPERTY_BYTES = 65;
/** Two texts together. */
const PAIR_BYTES = 40;
const ALIAS_BYTES = 50;
const WIDE = /[\u0100-\uffff]/;

/** One byte a character, or two where any of them is not of Latin-1. */
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

/** A topic that has been given an alias on one connection. */
export const aliasSize = (topic: string): number => ALIAS_BYTES + textSize(topic);
