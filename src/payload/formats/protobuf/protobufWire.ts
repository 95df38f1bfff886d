/** Reads Protobuf's encoding: a sequence of fields, each with its number and wire type. */
import type { Key } from '../../tree/builtTree.ts';
import type { FormatError } from '../../tree/format.ts';

/** 0: varint, 1: eight bytes, 2: length-delimited, 3: group, 5: four bytes. */
export type WireType = 0 | 1 | 2 | 3 | 5;

export interface WireField {
  readonly number: number;
  readonly wire: WireType;
  /** Position of its tag; the value begins after tag and length. */
  readonly tag: number;
  readonly start: number;
  readonly end: number;
  /** Position after the field; for a group, after its end tag. */
  readonly next: number;
}

export type FieldsRead = { readonly fields: readonly WireField[]; readonly error?: FormatError };

/** Limit of fields read in one message. */
const MOST_FIELDS = 500_000;
const LONGEST_VARINT = 10;
const GROUP_END = 4;
/** Nesting limit of groups. */
const DEEPEST_GROUP = 100;

/** Position after the varint; -1 if it does not end within ten bytes or before `end`. */
export function varintEnd(bytes: Uint8Array, at: number, end: number): number {
  for (let place = at; place < end && place < at + LONGEST_VARINT; place += 1) {
    if ((bytes[place] ?? 0) < 0x80) return place + 1;
  }
  return -1;
}

/** A varint of 64 bits. Higher bits are dropped, as every reader does. */
export function varint(bytes: Uint8Array, start: number, end: number): bigint {
  let low = 0;
  // Four times seven bits, which a number holds exactly.
  for (let place = Math.min(end, start + 4) - 1; place >= start; place -= 1) {
    low = low * 128 + ((bytes[place] ?? 0) & 0x7f);
  }
  if (end - start <= 4) return BigInt(low);
  let high = 0n;
  for (let place = end - 1; place >= start + 4; place -= 1) {
    high = (high << 7n) | BigInt((bytes[place] ?? 0) & 0x7f);
  }
  return BigInt.asUintN(64, (high << 28n) | BigInt(low));
}

export const fieldKey = (name: string | number, { tag, start }: WireField): Key => ({
  name,
  start: tag,
  end: start,
});

interface Tag {
  readonly number: number;
  readonly wire: number;
  readonly next: number;
}

function tagAt(bytes: Uint8Array, at: number, end: number): Tag | FormatError {
  const next = varintEnd(bytes, at, end);
  if (next < 0) return { key: end - at < LONGEST_VARINT ? 'ends' : 'head', offset: at };
  const value = varint(bytes, at, next);
  const number = Number(value >> 3n);
  const wire = Number(value & 7n);
  if (value > 0xffff_ffffn || number === 0) return { key: 'head', offset: at };
  return { number, wire, next };
}

const isError = (read: object): read is FormatError => 'key' in read;

/** The field that begins at a byte. Groups are read to their end. */
function fieldAt(
  bytes: Uint8Array,
  at: number,
  end: number,
  depth: number,
): WireField | FormatError {
  const tag = tagAt(bytes, at, end);
  if (isError(tag)) return tag;
  const { number, wire, next: start } = tag;
  const ending = (to: number, kind: WireType): WireField | FormatError =>
    to < 0 || to > end
      ? { key: 'ends', offset: at }
      : { number, wire: kind, tag: at, start, end: to, next: to };
  switch (wire) {
    case 0: {
      const to = varintEnd(bytes, start, end);
      if (to < 0 && end - start >= LONGEST_VARINT) return { key: 'head', offset: start };
      return ending(to, 0);
    }
    case 1:
      return ending(start + 8, 1);
    case 5:
      return ending(start + 4, 5);
    case 2: {
      const content = varintEnd(bytes, start, end);
      if (content < 0) return { key: 'ends', offset: at };
      const length = varint(bytes, start, content);
      if (length > BigInt(end - content)) return { key: 'ends', offset: at };
      const to = content + Number(length);
      return { number, wire: 2, tag: at, start: content, end: to, next: to };
    }
    case 3:
      return groupAt(bytes, { number, at, start, end }, depth);
    default:
      return { key: 'head', offset: at };
  }
}

interface GroupBegun {
  readonly number: number;
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

function groupAt(bytes: Uint8Array, group: GroupBegun, depth: number): WireField | FormatError {
  const { number, at: tag, start, end } = group;
  if (depth >= DEEPEST_GROUP) return { key: 'depth', offset: tag, levels: DEEPEST_GROUP };
  let at = start;
  while (at < end) {
    const next = tagAt(bytes, at, end);
    if (isError(next)) return next;
    if (next.wire === GROUP_END) {
      if (next.number !== number) return { key: 'head', offset: at };
      return { number, wire: 3, tag, start, end: at, next: next.next };
    }
    const field = fieldAt(bytes, at, end, depth + 1);
    if (isError(field)) return field;
    at = field.next;
  }
  return { key: 'ends', offset: tag };
}

/** Reads the fields up to an error. Linear in the bytes except for nested groups. */
export function readFields(bytes: Uint8Array, start: number, end: number): FieldsRead {
  const fields: WireField[] = [];
  for (let at = start; at < end; ) {
    if (fields.length >= MOST_FIELDS) return { fields, error: { key: 'many', offset: at } };
    const field = fieldAt(bytes, at, end, 0);
    if (isError(field)) return { fields, error: field };
    fields.push(field);
    at = field.next;
  }
  return { fields };
}
