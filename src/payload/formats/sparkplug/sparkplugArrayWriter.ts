/** Packs arrays of Sparkplug B in the form that `sparkplugArrays.ts` reads. Throws `SchemaError`. */

import type { JsonInput } from '../../json/jsonInput.ts';
import { DATA_TYPES, INTEGER_BITS } from '../../sparkplug/dataTypes.ts';
import { WireWriter } from '../protobuf/wireWriter.ts';
import type { ArrayType } from './sparkplugArrays.ts';
import { moment } from './sparkplugTyped.ts';

export function packedArray(input: JsonInput, row: number, type: ArrayType): Uint8Array {
  const elements = input.elements(row);
  if (type === 'BooleanArray') return bits(elements.map((child) => input.truth(child)));
  const out = new WireWriter();
  const element = DATA_TYPES.find((one) => `${one}Array` === type);
  const width = element === undefined ? undefined : INTEGER_BITS.get(element);
  for (const child of elements) {
    if (type === 'FloatArray') out.single(input.float(child));
    else if (type === 'DoubleArray') out.double(input.float(child));
    else if (type === 'DateTimeArray') out.fixed64(moment(input, child));
    else if (type === 'StringArray') {
      const text = input.utf8(child);
      // A zero would end the text.
      if (text.includes(0)) input.wanted('text', child);
      out.raw(text);
      out.raw(Uint8Array.of(0));
    } else if (width !== undefined) {
      const value = input.integer(child, Math.abs(width), width < 0);
      out.raw(littleEndian(value, Math.abs(width) / 8));
    }
  }
  return out.result();
}

function littleEndian(value: bigint, width: number): Uint8Array {
  return Uint8Array.from({ length: width }, (_, place) =>
    Number(BigInt.asUintN(8, value >> BigInt(place * 8))),
  );
}

/** Writes their number, then eight per byte, highest bit first. */
function bits(truths: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array(4 + Math.ceil(truths.length / 8));
  new DataView(bytes.buffer).setUint32(0, truths.length, true);
  for (const [index, truth] of truths.entries()) {
    const at = 4 + (index >> 3);
    if (truth) bytes[at] = (bytes[at] ?? 0) | (0x80 >> (index & 7));
  }
  return bytes;
}
