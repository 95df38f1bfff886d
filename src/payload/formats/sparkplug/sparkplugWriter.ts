/**
 * Writes Sparkplug B from the JSON that `sparkplugReading.ts` shows: metrics by name or as a list, and
 * `value` by its data type. Field names may be written without underscores.
 */

import type { JsonInput } from '../../json/jsonInput.ts';
import type { ProtoField, ProtoMessage } from '../../protobuf/protoSchema.ts';
import type { DataType } from '../../sparkplug/dataTypes.ts';
import { meaningOf, SPARKPLUG_TYPES, sparkplugMessage } from '../../sparkplug/schema.ts';
import { valueField } from '../../sparkplug/valueFields.ts';
import { SchemaError } from '../../tree/schemaErrors.ts';
import { wireOf } from '../protobuf/protobufScalars.ts';
import { writeScalar } from '../protobuf/scalarWriting.ts';
import { WireWriter } from '../protobuf/wireWriter.ts';
import { isArrayType } from './sparkplugArrays.ts';
import { packedArray } from './sparkplugArrayWriter.ts';
import { moment, typeAt, typeNumber, writeInteger } from './sparkplugTyped.ts';

/** Nesting limit of messages. */
const DEEPEST = 60;

const plainName = (name: string): string => name.replaceAll('_', '').toLowerCase();

/** `type` is another name for `datatype`. */
function fieldNamed(of: ProtoMessage, name: string): ProtoField | undefined {
  const wanted = plainName(name).replace(/^datatype$/, 'type');
  const isWanted = (field: ProtoField) =>
    plainName(field.name).replace(/^datatype$/, 'type') === wanted;
  return [...of.fields.values()].find(isWanted);
}

function messageOf(field: ProtoField): ProtoMessage | undefined {
  const type = SPARKPLUG_TYPES.typeOf(field);
  return type?.kind === 'message' ? type : undefined;
}

const CELL = sparkplugMessage('DataSetValue');
const PROPERTY = sparkplugMessage('PropertyValue');

class Writing {
  readonly #input: JsonInput;

  constructor(input: JsonInput) {
    this.#input = input;
  }

  /** @param name the name of the message, if it contains none */
  message(of: ProtoMessage, row: number, depth: number, name?: string): Uint8Array {
    if (depth > DEEPEST) throw new SchemaError({ key: 'deep', args: { levels: DEEPEST } }, row);
    if (of.name === 'PropertySet') return this.#properties(row, depth);
    const parts = new Parts();
    const members = this.#input.members(row);
    const called = [...members.keys()].map(plainName);
    if (name !== undefined && !called.includes('name') && !called.includes('alias')) {
      parts.of(1).text(name, 1);
    }
    const type = this.#typeIn(of, members);
    for (const [key, child] of members) {
      if (plainName(key) === 'value' && hasValue(of)) this.#value(parts, of, type, child, depth);
      else this.#field(parts, of, key, child, depth, members);
    }
    return parts.result();
  }

  #typeIn(of: ProtoMessage, members: ReadonlyMap<string, number>): DataType | undefined {
    for (const [key, child] of members) {
      const field = fieldNamed(of, key);
      if (field !== undefined && meaningOf(field.name) === 'datatype' && !field.isRepeated) {
        return typeAt(this.#input, child);
      }
    }
    return undefined;
  }

  #field(
    parts: Parts,
    of: ProtoMessage,
    key: string,
    row: number,
    depth: number,
    members: ReadonlyMap<string, number>,
  ): void {
    const field = fieldNamed(of, key);
    if (field === undefined) throw new SchemaError({ key: 'field', args: { name: key } }, row);
    if (this.#input.isNull(row)) return;
    const { number } = field;
    const type = messageOf(field);
    const out = parts.of(number);
    if (!field.isRepeated) this.#one(out, field, row, depth);
    else if (type?.name === 'Row') this.#rows(out, number, row, this.#columnTypes(members));
    else if (type?.name === 'Metric' || type?.name === 'Parameter') {
      for (const [name, child] of this.#named(row)) {
        out.message(number, this.message(type, child, depth + 1, name));
      }
    } else for (const child of this.#input.elements(row)) this.#one(out, field, child, depth);
  }

  /** The members of an object with their names, the elements of a list without. */
  #named(row: number): readonly (readonly [string | undefined, number])[] {
    return this.#input.tree.tape.kind(row) === 'array'
      ? this.#input.elements(row).map((child) => [undefined, child] as const)
      : this.#input.pairs(row);
  }

  #one(out: Part, field: ProtoField, row: number, depth: number): void {
    const { number, name } = field;
    const type = messageOf(field);
    const means = meaningOf(name);
    if (type !== undefined) out.message(number, this.message(type, row, depth + 1));
    else if (means === 'time') out.varint(number, moment(this.#input, row));
    else if (means === 'datatype') out.varint(number, typeNumber(this.#input, row));
    else out.scalar(number, field.type.name, this.#input, row);
  }

  #value(
    parts: Parts,
    of: ProtoMessage,
    type: DataType | undefined,
    row: number,
    depth: number,
  ): void {
    if (this.#input.isNull(row)) {
      const flag = fieldNamed(of, 'is_null');
      if (flag !== undefined) parts.of(flag.number).once(flag.number, 1n);
      return;
    }
    if (type === undefined)
      throw new SchemaError({ key: 'missing', args: { name: 'datatype' } }, row);
    const field = fieldNamed(of, valueField(type));
    if (field === undefined)
      throw new SchemaError({ key: 'missing', args: { name: 'datatype' } }, row);
    const { number, name } = field;
    const out = parts.of(number);
    if (isArrayType(type)) out.message(number, packedArray(this.#input, row, type));
    else if (name === 'int_value' || name === 'long_value') {
      out.varint(number, writeInteger(this.#input, row, type, name === 'int_value' ? 32 : 64));
    } else this.#one(out, field, row, depth);
  }

  #columnTypes(members: ReadonlyMap<string, number>): readonly (DataType | undefined)[] {
    const row = [...members].find(([key]) => plainName(key) === 'types')?.[1];
    if (row === undefined) return [];
    return this.#input.elements(row).map((child) => typeAt(this.#input, child));
  }

  #rows(out: Part, number: number, row: number, types: readonly (DataType | undefined)[]): void {
    for (const line of this.#input.elements(row)) {
      const cells = new Part();
      for (const [column, cell] of this.#input.elements(line).entries()) {
        const parts = new Parts();
        if (!this.#input.isNull(cell)) this.#value(parts, CELL, types[column], cell, 0);
        cells.message(1, parts.result());
      }
      out.message(number, cells.result());
    }
  }

  /** Accepts `{"keys": […], "values": …}` as in the payload, or each property by its name. */
  #properties(row: number, depth: number): Uint8Array {
    const members = this.#input.members(row);
    const keys = members.get('keys');
    const isSplit = keys !== undefined && this.#input.tree.tape.kind(keys) === 'array';
    const values = isSplit ? members.get('values') : row;
    const out = new Part();
    const pairs = values === undefined ? [] : this.#named(values);
    if (isSplit)
      for (const child of this.#input.elements(keys)) out.text(this.#input.text(child), 1);
    else for (const [name] of pairs) out.text(name ?? '', 1);
    for (const [, child] of pairs) out.message(2, this.message(PROPERTY, child, depth + 1));
    return out.result();
  }
}

function hasValue(of: ProtoMessage): boolean {
  return [...of.fields.values()].some(({ name }) => meaningOf(name) === 'value');
}

/** All occurrences of one field. */
class Part {
  readonly #out = new WireWriter();

  text(text: string, number: number): void {
    this.#out.tag(number, 2);
    this.#out.text(text);
  }

  message(number: number, bytes: Uint8Array): void {
    this.#out.tag(number, 2);
    this.#out.sized(bytes);
  }

  varint(number: number, value: bigint): void {
    this.#out.tag(number, 0);
    this.#out.varint(value);
  }

  /** Adds the value unless the field exists. */
  once(number: number, value: bigint): void {
    if (this.#out.length === 0) this.varint(number, value);
  }

  scalar(number: number, type: string, input: JsonInput, row: number): void {
    this.#out.tag(number, wireOf(type));
    writeScalar(this.#out, type, input, row);
  }

  result(): Uint8Array {
    return this.#out.result();
  }
}

/** The fields of a message, written in ascending order of their numbers. */
class Parts {
  readonly #parts = new Map<number, Part>();

  of(number: number): Part {
    const part = this.#parts.get(number) ?? new Part();
    this.#parts.set(number, part);
    return part;
  }

  result(): Uint8Array {
    const out = new WireWriter();
    for (const [, part] of [...this.#parts].toSorted(([a], [b]) => a - b)) out.raw(part.result());
    return out.result();
  }
}

/** Throws `SchemaError`. */
export function writeSparkplug(input: JsonInput): Uint8Array {
  return new Writing(input).message(sparkplugMessage('Payload'), 0, 0);
}
