/** Converts edited property rows to properties of a packet. */

import { parseHex } from '../../base/hex.ts';
import { hasLoneSurrogate, utf8Length } from '../../base/utf8.ts';
import {
  PROPERTIES,
  type Property,
  type PropertyName,
  type PropertyPlace,
} from '../../mqtt/tables/properties.ts';
import { isOfFormat, LARGEST_OF } from '../../mqtt/tables/propertyFormats.ts';
import { isPropertyAllowed, propertyNames } from '../../mqtt/tables/propertyPlaces.ts';
import { topicNameError } from '../../mqtt/tables/topics.ts';
import type { PropertyRow } from './propertyRow.ts';

export type RowError =
  | { readonly why: 'number'; readonly least: number; readonly most: number }
  | { readonly why: 'hex' | 'too-long' | 'topic' | 'twice' | 'text' };

/** Properties that must not be 0, which is a protocol error. */
const FROM_ONE: ReadonlySet<PropertyName> = new Set([
  'receiveMaximum',
  'maximumPacketSize',
  'topicAlias',
  'subscriptionIdentifier',
]);
const LONGEST = 65_535;

/** Properties that a client may set in that packet, except those with separate form fields. */
export function settableAt(
  place: PropertyPlace,
  elsewhere: ReadonlySet<PropertyName> = new Set(),
): readonly PropertyName[] {
  return propertyNames().filter(
    (name) => isPropertyAllowed(name, place) && !elsewhere.has(name) && !NOT_OF_CLIENTS.has(name),
  );
}

/** Only servers may send it in DISCONNECT. */
const NOT_OF_CLIENTS: ReadonlySet<PropertyName> = new Set(['serverReference']);

/** Only user properties may repeat in packets of a client. */
export const mayRepeat = (name: PropertyName): boolean => name === 'userProperty';

export interface ReadRows {
  readonly properties: readonly Property[];
  /** By row index. */
  readonly errors: ReadonlyMap<number, RowError>;
}

export function readRows(rows: readonly PropertyRow[]): ReadRows {
  const properties: Property[] = [];
  const errors = new Map<number, RowError>();
  const seen = new Set<PropertyName>();
  for (const [at, row] of rows.entries()) {
    const read = seen.has(row.name) && !mayRepeat(row.name) ? TWICE : readRow(row);
    seen.add(row.name);
    if ('why' in read) errors.set(at, read);
    else properties.push(read);
  }
  return { properties, errors };
}

const TWICE: RowError = { why: 'twice' };

function readRow({ name, value, key }: PropertyRow): Property | RowError {
  if (isOfFormat(name, 'pair')) {
    return textError(key) ?? textError(value) ?? { name, value: [key, value] };
  }
  if (isOfFormat(name, 'utf8')) {
    if (name === 'responseTopic' && topicNameError(value) !== undefined) return { why: 'topic' };
    return textError(value) ?? { name, value };
  }
  if (isOfFormat(name, 'binary')) {
    const read = parseHex(value);
    if (!read.ok) return { why: 'hex' };
    return read.bytes.length > LONGEST ? { why: 'too-long' } : { name, value: read.bytes };
  }
  const { format } = PROPERTIES[name];
  const least = FROM_ONE.has(name) ? 1 : 0;
  // The standard allows 0 and 1 for a byte.
  const most = format === 'byte' ? 1 : LARGEST_OF[format];
  const number = /^\d{1,10}$/.test(value.trim()) ? Number(value) : -1;
  return number < least || number > most ? { why: 'number', least, most } : { name, value: number };
}

function textError(text: string): RowError | undefined {
  if (utf8Length(text) > LONGEST) return { why: 'too-long' };
  return hasLoneSurrogate(text) || text.includes('\0') ? { why: 'text' } : undefined;
}
