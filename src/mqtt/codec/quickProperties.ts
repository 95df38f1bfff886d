/**
 * Locates the properties of MQTT 5 and their parts by their lengths, and selects the parts that a filter
 * needs.
 */

import { propertyEnd } from '../framing/propertyEnd.ts';
import { PROPERTIES, type PropertyFormat } from '../tables/properties.ts';
import { CONTENT_TYPE_NAME, propertyKinds, propertyNames } from '../tables/propertyPlaces.ts';

/** The parts of a property that a filter needs. */
export interface WantedParts {
  readonly format: PropertyFormat;
  readonly isAny: boolean;
  readonly id: boolean;
  /** For a pair, the length of its value. */
  readonly length: boolean;
  readonly value: boolean;
  readonly keyLength: boolean;
  readonly key: boolean;
}

export function wantedOf(names: ReadonlySet<string>): readonly (WantedParts | undefined)[] {
  const wanted: (WantedParts | undefined)[] = Array.from({ length: 256 }, () => undefined);
  for (const name of propertyNames()) {
    const { id, format } = PROPERTIES[name];
    const kinds = propertyKinds('publish', name);
    const has = (kind: { readonly name: string }) => names.has(kind.name);
    const isPair = format === 'pair';
    const isText = format === 'utf8' || format === 'binary';
    const isContentType = name === 'contentType';
    const ownValue = isPair ? kinds.pairValue : isText ? kinds.text : kinds.number;
    const said = {
      id: has(kinds.id),
      // The parts of the content type are not separate fields.
      length: isPair ? has(kinds.pairValueLength) : isText && !isContentType && has(kinds.length),
      value:
        (!isPair && has(kinds.group)) ||
        (isContentType ? names.has(CONTENT_TYPE_NAME) : has(ownValue)),
      keyLength: isPair && has(kinds.keyLength),
      key: isPair && has(kinds.key),
    };
    wanted[id] = { format, ...said, isAny: Object.values(said).includes(true) };
  }
  return wanted;
}

/** End of the value that begins at `at`, or -1 if it is unreadable. */
export function valueEnd(bytes: Uint8Array, at: number, { format }: WantedParts): number {
  return propertyEnd(bytes, at, format) ?? -1;
}

/** -1 for more than four bytes. */
export function varintEnd(bytes: Uint8Array, at: number): number {
  for (let end = at + 1; end <= at + 4; end += 1) if ((bytes[end - 1] ?? 0) < 0x80) return end;
  return -1;
}

export function varintAt(bytes: Uint8Array, at: number, end: number): number {
  let value = 0;
  for (let last = end - 1; last >= at; last -= 1) value = value * 128 + ((bytes[last] ?? 0) & 0x7f);
  return value;
}

export function numberAt(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 256 + (bytes[at] ?? 0);
  return value;
}
