/** Numbers of 8 to 64 bits in both byte orders, by name: `uint8`, `int16le`, `float32be`. */
import { whole } from '../../tree/builtTree.ts';
import { floatNotation, shortestSingle } from '../../tree/itemTree.ts';
import { half } from '../cbor/cborSyntax.ts';
import type { FixedType } from './fixedTypes.ts';

const ORDERS = ['le', 'be'] as const;
type Order = (typeof ORDERS)[number];

/** Widths of whole numbers in bytes. */
const WIDTHS = [1, 2, 3, 4, 5, 6, 7, 8];
const FLOAT_WIDTHS = [2, 4, 8] as const;

/** With every digit. */
export function integerAt(
  payload: Uint8Array,
  at: number,
  { width, order, isSigned }: IntegerForm,
): bigint {
  let number = 0n;
  for (let place = 0; place < width; place += 1) {
    const byte = payload[order === 'be' ? at + place : at + width - 1 - place] ?? 0;
    number = (number << 8n) | BigInt(byte);
  }
  return isSigned ? BigInt.asIntN(width * 8, number) : number;
}

export interface IntegerForm {
  readonly width: number;
  readonly order: Order;
  readonly isSigned: boolean;
}

function floatAt(payload: Uint8Array, at: number, width: number, order: Order): number {
  const view = new DataView(payload.buffer, payload.byteOffset + at, width);
  const isLittle = order === 'le';
  if (width === 8) return view.getFloat64(0, isLittle);
  return width === 4
    ? shortestSingle(view.getFloat32(0, isLittle))
    : half(view.getUint16(0, isLittle));
}

function integerType(name: string, form: IntegerForm): FixedType {
  const add: FixedType['add'] = (tree, payload, at, key) =>
    tree.add({ value: whole(integerAt(payload, at, form)) }, at, at + form.width, key);
  return { name, bytes: form.width, add };
}

function floatType(name: string, width: number, order: Order): FixedType {
  return {
    name,
    bytes: width,
    add(tree, payload, at, key) {
      const value = floatAt(payload, at, width, order);
      tree.add({ value, text: floatNotation(value) }, at, at + width, key);
    },
  };
}

/** `int8` and `uint8` have no byte order. */
const integerForms = new Map(
  WIDTHS.flatMap((width) =>
    [true, false].flatMap((isSigned) =>
      (width === 1 ? (['be'] as const) : ORDERS).map(
        (order) =>
          [
            `${isSigned ? '' : 'u'}int${width * 8}${width === 1 ? '' : order}`,
            { width, order, isSigned },
          ] as const,
      ),
    ),
  ),
);

export const INTEGER_FORMS: ReadonlyMap<string, IntegerForm> = integerForms;

export const INTEGER_NAMES: readonly string[] = [...integerForms.keys()];

const PLAIN_TYPES: readonly FixedType[] = [
  ...[...integerForms].map(([name, form]) => integerType(name, form)),
  ...FLOAT_WIDTHS.flatMap((width) =>
    ORDERS.map((order) => floatType(`float${width * 8}${order}`, width, order)),
  ),
];

export const NUMBER_TYPES: ReadonlyMap<string, FixedType> = new Map(
  PLAIN_TYPES.map((type) => [type.name, type] as const),
);
