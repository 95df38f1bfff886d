/**
 * Writes Sparkplug B from the JSON that `sparkplugReading.ts` shows: metrics by name or as a list, and
 * `value` by its data type. Field names may be written without underscores.
 */

import type { JsonInput } from '../../json/jsonInput.ts';
import type { DataType } from '../../sparkplug/dataTypes.ts';
import {
  isSparkplugMessage,
  SPARKPLUG_FIELDS,
  type SparkplugField,
  type SparkplugMessage,
} from '../../sparkplug/fields.ts';
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

interface Named {
  readonly number: number;
  readonly field: SparkplugField;
}

/** `type` is another name for `datatype`. */
function fieldNamed(of: SparkplugMessage, name: string): Named | undefined {
  const wanted = plainName(name).replace(/^datatype$/, 'type');
  for (const [number, field] of SPARKPLUG_FIELDS[of]) {
    if (plainName(field.name).replace(/^datatype$/, 'type') === wanted) return { number, field };
  }
  return undefined;
}

class Writing {
  readonly #input: JsonInput;

  constructor(input: JsonInput) {
    this.#input = input;
  }

  /** @param name the name of the message, if it contains none */
  message(of: SparkplugMessage, row: number, depth: number, name?: string): Uint8Array {
    if (depth > DEEPEST) throw new SchemaError({ key: 'deep', args: { levels: DEEPEST } }, row);
    if (of === 'PropertySet') return this.#properties(row, depth);
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

  #typeIn(of: SparkplugMessage, members: ReadonlyMap<string, number>): DataType | undefined {
    for (const [key, child] of members) {
      const named = fieldNamed(of, key);
      if (named?.field.means === 'datatype' && named.field.isRepeated !== true) {
        return typeAt(this.#input, child);
      }
    }
    return undefined;
  }

  #field(
    parts: Parts,
    of: SparkplugMessage,
    key: string,
    row: number,
    depth: number,
    members: ReadonlyMap<string, number>,
  ): void {
    const named = fieldNamed(of, key);
    if (named === undefined) throw new SchemaError({ key: 'field', args: { name: key } }, row);
    if (this.#input.isNull(row)) return;
    const { number, field } = named;
    const out = parts.of(number);
    if (field.isRepeated !== true) this.#one(out, named, row, depth);
    else if (field.type === 'Row') this.#rows(out, number, row, this.#columnTypes(members));
    else if (field.type === 'Metric' || field.type === 'Parameter') {
      for (const [name, child] of this.#named(row)) {
        out.message(number, this.message(field.type, child, depth + 1, name));
      }
    } else for (const child of this.#input.elements(row)) this.#one(out, named, child, depth);
  }

  /** The members of an object with their names, the elements of a list without. */
  #named(row: number): readonly (readonly [string | undefined, number])[] {
    return this.#input.tree.tape.kind(row) === 'array'
      ? this.#input.elements(row).map((child) => [undefined, child] as const)
      : this.#input.pairs(row);
  }

  #one(out: Part, { number, field }: Named, row: number, depth: number): void {
    const { type, means } = field;
    if (isSparkplugMessage(type)) {
      out.message(number, this.message(type, row, depth + 1));
    } else if (means === 'time') out.varint(number, moment(this.#input, row));
    else if (means === 'datatype') out.varint(number, typeNumber(this.#input, row));
    else out.scalar(number, type, this.#input, row);
  }

  #value(
    parts: Parts,
    of: SparkplugMessage,
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
    const named = fieldNamed(of, valueField(type));
    if (named === undefined)
      throw new SchemaError({ key: 'missing', args: { name: 'datatype' } }, row);
    const { number, field } = named;
    const out = parts.of(number);
    if (isArrayType(type)) out.message(number, packedArray(this.#input, row, type));
    else if (field.type === 'uint32' || field.type === 'uint64') {
      out.varint(number, writeInteger(this.#input, row, type, field.type === 'uint32' ? 32 : 64));
    } else this.#one(out, named, row, depth);
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
        if (!this.#input.isNull(cell)) this.#value(parts, 'DataSetValue', types[column], cell, 0);
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
    for (const [, child] of pairs) out.message(2, this.message('PropertyValue', child, depth + 1));
    return out.result();
  }
}

function hasValue(of: SparkplugMessage): boolean {
  return [...SPARKPLUG_FIELDS[of].values()].some(({ means }) => means === 'value');
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
  return new Writing(input).message('Payload', 0, 0);
}
