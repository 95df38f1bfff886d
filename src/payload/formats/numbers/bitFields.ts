/** Bit fields: `bits(version:3, _:1, count:12)`. */
import { type BuiltTree, whole } from '../../tree/builtTree.ts';
import type { FixedType } from './fixedTypes.ts';

interface Field {
  readonly name: string;
  /** Bit offset from the first bit. */
  readonly from: number;
  readonly count: number;
  readonly isSigned: boolean;
}

/** A name and a number of bits; an `i` before the number makes it signed. */
const FIELD = /^\s*([^\s:]+)\s*:\s*(i?)(\d{1,2})\s*$/;
const MOST_BITS = 64;
/** Name of bits that are not shown. */
const FILLER = '_';

export type BitOrder = 'highest-first' | 'lowest-first';

/** Index of an invalid field. */
export interface NoField {
  readonly index: number;
}

/** @param args `name:bits`; the name `_` skips bits */
export function bitType(args: readonly string[], order: BitOrder): FixedType | NoField {
  const fields: Field[] = [];
  let from = 0;
  if (args.length === 0) return { index: 0 };
  for (const [index, arg] of args.entries()) {
    const [, name = '', sign = '', digits = ''] = FIELD.exec(arg) ?? [];
    const count = Number(digits);
    if (count < 1 || count > MOST_BITS) return { index };
    fields.push({ name, from, count, isSigned: sign !== '' });
    from += count;
  }
  const bytes = Math.ceil(from / 8);
  const shown = fields.filter(({ name }) => name !== FILLER);
  const name = order === 'highest-first' ? 'bits' : 'bitsle';
  return {
    name: `${name}(${args.map((arg) => arg.replaceAll(/\s/g, '')).join(', ')})`,
    bytes,
    add(tree, payload, at, key) {
      tree.open('object', at, key);
      for (const field of shown) addField(tree, payload, at, field, order);
      tree.close(at + bytes);
    },
  };
}

function addField(
  tree: BuiltTree,
  payload: Uint8Array,
  base: number,
  field: Field,
  order: BitOrder,
): void {
  const { name, from, count, isSigned } = field;
  const bits = bitsAt(payload, base * 8 + from, count, order);
  const value = whole(isSigned ? BigInt.asIntN(count, bits) : bits);
  const start = base + Math.floor(from / 8);
  tree.add({ value }, start, base + Math.ceil((from + count) / 8), { name });
}

function bitsAt(payload: Uint8Array, from: number, count: number, order: BitOrder): bigint {
  let bits = 0n;
  for (let place = 0; place < count; place += 1) {
    const at = from + place;
    const byte = payload[at >> 3] ?? 0;
    if (order === 'highest-first') bits = (bits << 1n) | BigInt((byte >> (7 - (at & 7))) & 1);
    else bits |= BigInt((byte >> (at & 7)) & 1) << BigInt(place);
  }
  return bits;
}
