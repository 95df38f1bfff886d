/** Recognizes user properties of a PUBLISH that are secrets by their name, without decoding the packet. */

import { readVarint } from '../../base/varint.ts';
import { propertyEnd, textEnd } from '../framing/propertyEnd.ts';
import { PROPERTIES, type PropertyFormat } from '../tables/properties.ts';
import { isSecretProperty } from './secretNames.ts';

const FORMATS = new Map<number, PropertyFormat>(
  Object.values(PROPERTIES)
    .filter((row) => row.places.some((place) => place === 'publish'))
    .map((row) => [row.id, row.format]),
);
const USER_PROPERTY = PROPERTIES.userProperty.id;

/** True also if the properties are unreadable. @param from offset of the property length */
export function mayHoldSecretProperty(bytes: Uint8Array, from: number): boolean {
  if (bytes[from] === 0) return false;
  const length = readVarint(bytes, from);
  if (typeof length === 'string') return true;
  let at = from + length.length;
  const end = at + length.value;
  while (at < end) {
    const id = bytes[at] ?? 0;
    const format = FORMATS.get(id);
    const next = format && propertyEnd(bytes, at + 1, format);
    if (next === undefined || next > end) return true;
    if (id === USER_PROPERTY && isSecretName(bytes, at + 3, textEnd(bytes, at + 1))) return true;
    at = next;
  }
  return end > bytes.length;
}

function isSecretName(bytes: Uint8Array, start: number, end: number): boolean {
  let name = '';
  for (let at = start; at < end; at += 1) name += String.fromCharCode(bytes[at] ?? 0);
  return isSecretProperty(name);
}
