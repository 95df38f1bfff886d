/** Writes Protobuf's scalars from JSON. */
import type { JsonInput } from '../../json/jsonInput.ts';
import type { WireWriter } from './wireWriter.ts';

interface IntegerForm {
  readonly bits: number;
  readonly isSigned: boolean;
}

const form = (bits: number, isSigned: boolean): IntegerForm => ({ bits, isSigned });

const INTEGERS: ReadonlyMap<string, IntegerForm> = new Map([
  ['int32', form(32, true)],
  ['int64', form(64, true)],
  ['uint32', form(32, false)],
  ['uint64', form(64, false)],
  ['sint32', form(32, true)],
  ['sint64', form(64, true)],
  ['fixed32', form(32, false)],
  ['sfixed32', form(32, true)],
  ['fixed64', form(64, false)],
  ['sfixed64', form(64, true)],
]);

function writeInteger(out: WireWriter, type: string, value: bigint): void {
  if (type.endsWith('fixed32')) out.fixed32(Number(BigInt.asUintN(32, value)));
  else if (type.endsWith('fixed64')) out.fixed64(value);
  // Zigzag.
  else if (type.startsWith('sint')) out.varint((value << 1n) ^ (value >> 63n));
  else out.varint(value);
}

/** Writes a value without its tag. Throws `SchemaError`. */
export function writeScalar(out: WireWriter, type: string, input: JsonInput, row: number): void {
  const integer = INTEGERS.get(type);
  if (integer !== undefined) {
    writeInteger(out, type, input.integer(row, integer.bits, integer.isSigned));
  } else if (type === 'double') out.double(input.float(row));
  else if (type === 'float') out.single(input.float(row));
  else if (type === 'bool') out.varint(input.truth(row) ? 1n : 0n);
  else if (type === 'string') out.sized(input.utf8(row));
  else out.sized(input.bytes(row));
}

/** Writes a map key. In JSON, keys are texts whatever their type. */
export function writeKey(out: WireWriter, type: string, input: JsonInput, row: number): void {
  const integer = INTEGERS.get(type);
  const key = input.key(row);
  if (integer !== undefined) {
    writeInteger(out, type, input.integerOf(key, row, integer.bits, integer.isSigned));
  } else if (type !== 'bool') out.text(key);
  else if (key === 'true' || key === 'false') out.varint(key === 'true' ? 1n : 0n);
  else input.wanted('truth', row);
}
