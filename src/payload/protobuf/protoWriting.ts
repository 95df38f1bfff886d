/** Writes messages by their schema from JSON in Protobuf's JSON mapping: fields by name, bytes as Base64. */

import { wireOf } from '../formats/protobuf/protobufScalars.ts';
import { writeKey, writeScalar } from '../formats/protobuf/scalarWriting.ts';
import { WireWriter } from '../formats/protobuf/wireWriter.ts';
import type { JsonInput } from '../json/jsonInput.ts';
import { SchemaError } from '../tree/schemaErrors.ts';
import type { ProtoEnum, ProtoField, ProtoMessage } from './protoSchema.ts';
import type { ProtoTypes } from './protoTypes.ts';

/** Nesting limit of messages. */
const DEEPEST = 100;
const GROUP_END = 4;

class Writing {
  readonly #types: ProtoTypes;
  readonly #input: JsonInput;

  constructor(types: ProtoTypes, input: JsonInput) {
    this.#types = types;
    this.#input = input;
  }

  message(message: ProtoMessage, row: number, depth: number): Uint8Array {
    if (depth > DEEPEST) throw new SchemaError({ key: 'deep', args: { levels: DEEPEST } }, row);
    const out = new WireWriter();
    for (const [name, child] of this.#input.members(row)) {
      const field = fieldNamed(message, name);
      if (field === undefined) throw new SchemaError({ key: 'field', args: { name } }, child);
      // null counts as omitted.
      if (!this.#input.isNull(child)) this.#field(out, field, child, depth);
    }
    return out.result();
  }

  #field(out: WireWriter, field: ProtoField, row: number, depth: number): void {
    if (field.keys !== undefined) this.#map(out, field, field.keys.name, row, depth);
    else if (!field.isRepeated) this.#one(out, field, row, depth);
    else if (this.#isPacked(field)) this.#packed(out, field, row);
    else for (const child of this.#input.elements(row)) this.#one(out, field, child, depth);
  }

  #isPacked(field: ProtoField): boolean {
    if (field.isPacked !== true || this.#types.typeOf(field)?.kind === 'message') return false;
    return wireOf(field.type.name) !== 2;
  }

  #packed(out: WireWriter, field: ProtoField, row: number): void {
    const elements = this.#input.elements(row);
    if (elements.length === 0) return;
    const inner = new WireWriter();
    for (const child of elements) this.#value(inner, field, child);
    out.tag(field.number, 2);
    out.sized(inner.result());
  }

  #one(
    out: WireWriter,
    field: ProtoField,
    row: number,
    depth: number,
    number = field.number,
  ): void {
    const type = this.#types.typeOf(field);
    if (type?.kind !== 'message') {
      out.tag(number, type === undefined ? wireOf(field.type.name) : 0);
      this.#value(out, field, row);
      return;
    }
    const inner = this.message(type, row, depth + 1);
    if (field.isGroup === true) {
      out.tag(number, 3);
      out.raw(inner);
      out.tag(number, GROUP_END);
    } else {
      out.tag(number, 2);
      out.sized(inner);
    }
  }

  #value(out: WireWriter, field: ProtoField, row: number): void {
    const type = this.#types.typeOf(field);
    if (type?.kind === 'enum') out.varint(this.#symbol(type, row));
    else writeScalar(out, field.type.name, this.#input, row);
  }

  #symbol({ values }: ProtoEnum, row: number): bigint {
    const name = this.#input.string(row);
    if (name === undefined) return this.#input.integer(row, 32, true);
    const number = numbersOf(values).get(name);
    if (number !== undefined) return BigInt(number);
    throw new SchemaError({ key: 'word', args: { of: [...values.values()].slice(0, 20) } }, row);
  }

  /** Writes each entry as a message with a key and a value. */
  #map(out: WireWriter, field: ProtoField, keys: string, row: number, depth: number): void {
    for (const child of this.#input.members(row).values()) {
      const entry = new WireWriter();
      entry.tag(1, wireOf(keys));
      writeKey(entry, keys, this.#input, child);
      this.#one(entry, field, child, depth, 2);
      out.tag(field.number, 2);
      out.sized(entry.result());
    }
  }
}

/** By the field map of the schema. */
const fieldsByName = new WeakMap<ProtoMessage['fields'], ReadonlyMap<string, ProtoField>>();
const numbersByName = new WeakMap<ProtoEnum['values'], ReadonlyMap<string, number>>();

/** Accepts the name in the file and its usual JSON form: `fooBar` for `foo_bar`. */
function fieldNamed({ fields }: ProtoMessage, name: string): ProtoField | undefined {
  const known = fieldsByName.get(fields) ?? namesOf(fields);
  fieldsByName.set(fields, known);
  return known.get(name);
}

/** Fields by name. The first of several with the same name counts. */
function namesOf(fields: ProtoMessage['fields']): ReadonlyMap<string, ProtoField> {
  const all = [...fields.values()].toReversed();
  return new Map([
    ...all.map((field) => [jsonName(field.name), field] as const),
    ...all.map((field) => [field.name, field] as const),
  ]);
}

function numbersOf(values: ProtoEnum['values']): ReadonlyMap<string, number> {
  const known = numbersByName.get(values);
  if (known !== undefined) return known;
  const all = [...values].toReversed().map(([number, name]) => [name, number] as const);
  const made = new Map(all);
  numbersByName.set(values, made);
  return made;
}

const jsonName = (name: string): string =>
  name.replace(/_([a-z\d])/g, (_whole, letter: string) => letter.toUpperCase());

/** Throws `SchemaError`. */
export function writeMessage(
  types: ProtoTypes,
  message: ProtoMessage,
  input: JsonInput,
): Uint8Array {
  return new Writing(types, input).message(message, 0, 0);
}
