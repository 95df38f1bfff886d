/** Reads messages by their schema. Each value knows its bytes. */

import { decodeUtf8 } from '../../base/utf8.ts';
import { Guess } from '../formats/protobuf/protobufGuess.ts';
import { Scalars, wireOf } from '../formats/protobuf/protobufScalars.ts';
import {
  fieldKey,
  readFields,
  varint,
  varintEnd,
  type WireField,
  type WireType,
} from '../formats/protobuf/protobufWire.ts';
import { BuiltTree, type Key, type Leaf } from '../tree/builtTree.ts';
import { type FormatError, type FormatReading, graverError } from '../tree/format.ts';
import { LARGEST_READ } from '../tree/largest.ts';
import { treeReading } from '../tree/treeReading.ts';
import type { TreeValue } from '../tree/valueTree.ts';
import { durationOf, instantOf } from './durations.ts';
import type { ProtoEnum, ProtoField, ProtoMessage } from './protoSchema.ts';
import type { ProtoTypes } from './protoTypes.ts';

/** Nesting limit of messages. */
const DEEPEST = 100;

/** Package of the standard messages. */
const STANDARD = 'google.protobuf.';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

class Reading {
  readonly tree = new BuiltTree();
  error: FormatError | undefined;
  readonly #bytes: Uint8Array;
  readonly #scalars: Scalars;
  readonly #types: ProtoTypes;
  readonly #guess: Guess;

  readonly #isPlain: boolean;

  constructor(bytes: Uint8Array, types: ProtoTypes, isPlain: boolean) {
    this.#isPlain = isPlain;
    this.#bytes = bytes;
    this.#scalars = new Scalars(bytes);
    this.#types = types;
    this.#guess = new Guess(bytes, this.tree);
  }

  /** Adds the members of a message whose row is open. */
  message(message: ProtoMessage, { start, end }: Stretch, depth: number): void {
    if (depth > DEEPEST) {
      this.#fail({ key: 'depth', offset: start, levels: DEEPEST });
      return;
    }
    const { fields, error } = readFields(this.#bytes, start, end);
    if (error !== undefined) this.#fail(error);
    const repeated = this.#occurrences(message, fields);
    const last = this.#lastScalars(message, fields);
    const chosen = this.#chosen(message, fields);
    for (const wire of fields) {
      if (this.tree.isFull) {
        this.#fail({ key: 'many', offset: wire.tag });
        return;
      }
      const field = message.fields.get(wire.number);
      if (field === undefined || !this.#fits(field, wire)) {
        this.#guess.message([wire], depth);
      } else if (!field.isRepeated) {
        if ((last.get(field) ?? wire) !== wire) continue;
        if ((chosen.get(field.oneof) ?? field) !== field) continue;
        this.#value(field, wire, fieldKey(field.name, wire), depth);
      } else {
        // All occurrences are shown at the first one.
        const all = repeated.get(field);
        repeated.delete(field);
        if (all !== undefined) this.#many(field, all, depth);
      }
    }
  }

  /** Adds the occurrences of a repeated field. Values that do not fit are added separately. */
  #occurrences(
    { fields }: ProtoMessage,
    wires: readonly WireField[],
  ): Map<ProtoField, WireField[]> {
    const found = new Map<ProtoField, WireField[]>();
    for (const wire of wires) {
      const field = fields.get(wire.number);
      if (field?.isRepeated !== true || !this.#fits(field, wire)) continue;
      const before = found.get(field);
      if (before === undefined) found.set(field, [wire]);
      else before.push(wire);
    }
    return found;
  }

  /** The last occurrence of each scalar, which replaces those before it. */
  #lastScalars(
    { fields }: ProtoMessage,
    wires: readonly WireField[],
  ): ReadonlyMap<ProtoField, WireField> {
    const last = new Map<ProtoField, WireField>();
    if (this.#isPlain) return last;
    for (const wire of wires) {
      const field = fields.get(wire.number);
      if (field === undefined || !this.#fits(field, wire)) continue;
      if (this.#types.typeOf(field)?.kind !== 'message') last.set(field, wire);
    }
    return last;
  }

  /** The last field of each `oneof`, which replaces its other fields. */
  #chosen(
    { fields }: ProtoMessage,
    wires: readonly WireField[],
  ): ReadonlyMap<string | undefined, ProtoField> {
    const chosen = new Map<string | undefined, ProtoField>();
    if (this.#isPlain) return chosen;
    for (const wire of wires) {
      const field = fields.get(wire.number);
      if (field?.oneof !== undefined && this.#fits(field, wire)) chosen.set(field.oneof, field);
    }
    return chosen;
  }

  #fail(error: FormatError): void {
    this.error = graverError(this.error, error);
  }

  #fits(field: ProtoField, { wire }: WireField): boolean {
    return field.keys === undefined ? this.#fitsOne(field, wire) : wire === 2;
  }

  #fitsOne(field: ProtoField, wire: WireType): boolean {
    const type = this.#types.typeOf(field);
    if (type?.kind === 'message') return wire === 2 || wire === 3;
    const own = wireOf(field.type.name);
    return wire === own || (field.isRepeated && wire === 2);
  }

  #many(field: ProtoField, all: readonly WireField[], depth: number): void {
    const [first] = all;
    if (first === undefined) return;
    const isMap = field.keys !== undefined;
    if (isMap) {
      // The tag of the first entry is also the tag of its key.
      this.tree.open('object', first.tag, { name: field.name, start: first.tag, end: first.tag });
    } else this.tree.open('array', first.start, fieldKey(field.name, first));
    for (const wire of all) {
      if (this.tree.isFull) break;
      if (isMap) this.#entry(field, wire, depth);
      else if (wire.wire === 2 && this.#isPackable(field)) this.#packed(field, wire);
      else this.#value(field, wire, undefined, depth);
    }
    this.tree.close(all.at(-1)?.end ?? first.end);
  }

  #isPackable(field: ProtoField): boolean {
    return this.#types.typeOf(field)?.kind !== 'message' && wireOf(field.type.name) !== 2;
  }

  #packed(field: ProtoField, { start, end }: WireField): void {
    const wire = wireOf(field.type.name);
    for (let at = start; at < end && !this.tree.isFull; ) {
      const next = wire === 0 ? varintEnd(this.#bytes, at, end) : at + (wire === 1 ? 8 : 4);
      if (next < 0 || next > end) {
        this.#fail({ key: 'ends', offset: at });
        return;
      }
      this.tree.add(this.#leaf(field, at, next), at, next);
      at = next;
    }
  }

  /** Adds a map entry: a message with a key and a value, which are both optional. */
  #entry(field: ProtoField, entry: WireField, depth: number): void {
    const { fields, error } = readFields(this.#bytes, entry.start, entry.end);
    if (error !== undefined) this.#fail(error);
    const keys = field.keys?.name ?? 'string';
    const keyWire = fields.findLast(({ number, wire }) => number === 1 && wire === wireOf(keys));
    const value = fields.findLast((one) => one.number === 2 && this.#fitsOne(field, one.wire));
    const { value: said = keys === 'string' ? '' : 0 } =
      keyWire === undefined ? {} : this.#scalar(keys, keyWire.start, keyWire.end);
    const name = typeof said === 'number' ? said : String(said);
    const key = { name, start: entry.tag, end: value?.start ?? entry.end };
    if (value !== undefined) this.#value(field, value, key, depth);
    else this.tree.add({ value: undefined, text: 'default' }, entry.end, entry.end, key);
  }

  #value(field: ProtoField, wire: WireField, key: Key | undefined, depth: number): void {
    const { start, end } = wire;
    const type = this.#types.typeOf(field);
    if (type?.kind === 'message') this.#messageValue(type, wire, key, depth);
    else this.tree.add(this.#leaf(field, start, end), start, end, key);
  }

  #messageValue(type: ProtoMessage, at: Stretch, key: Key | undefined, depth: number): void {
    if (!this.#isPlain && this.#wellKnown(type, at, key, depth)) return;
    this.tree.open('object', at.start, key);
    this.message(type, at, depth + 1);
    this.tree.close(at.end);
  }

  /** Adds a standard message by its meaning; false if it has none. */
  #wellKnown(type: ProtoMessage, at: Stretch, key: Key | undefined, depth: number): boolean {
    if (!type.name.startsWith(STANDARD) || depth >= DEEPEST) return false;
    const { fields, error } = readFields(this.#bytes, at.start, at.end);
    const isOdd = fields.some((one) => {
      const field = type.fields.get(one.number);
      return field === undefined || !this.#fits(field, one);
    });
    if (error !== undefined || isOdd) return false;
    switch (type.name.slice(STANDARD.length)) {
      case 'Any':
        return this.#any(fields, at, key, depth);
      case 'Struct':
      case 'ListValue':
        return this.#collection(type, fields, at, key, depth);
      case 'Value':
        return this.#dynamic(type, fields, key, depth);
      default: {
        const leaf = this.#standardLeaf(type, fields);
        if (leaf !== undefined) this.tree.add(leaf, at.start, at.end, key);
        return leaf !== undefined;
      }
    }
  }

  /** The value of a time, a duration or a wrapper; undefined for other messages. */
  #standardLeaf({ name, fields: known }: ProtoMessage, fields: readonly WireField[]) {
    const last = (number: number) => fields.findLast((one) => one.number === number);
    if (name === `${STANDARD}Timestamp` || name === `${STANDARD}Duration`) {
      const [seconds, nanos] = [last(1), last(2)].map((one) =>
        one === undefined ? 0n : BigInt.asIntN(64, varint(this.#bytes, one.start, one.end)),
      );
      const of = name.endsWith('Timestamp') ? instantOf : durationOf;
      const value = of(seconds ?? 0n, nanos ?? 0n);
      return value === undefined ? undefined : { value };
    }
    if (name === `${STANDARD}FieldMask`) {
      const value = this.#mask(fields);
      return value === undefined ? undefined : { value };
    }
    const wrapped = name.endsWith('Value') ? known.get(1) : undefined;
    const given = last(1);
    if (wrapped?.name !== 'value' || known.size !== 1) return undefined;
    if (given === undefined) return { value: defaultOf(wrapped.type.name) };
    return this.#leaf(wrapped, given.start, given.end);
  }

  /** Paths of a `FieldMask`, as Protobuf's JSON mapping writes them: `user.displayName,photo`. */
  #mask(fields: readonly WireField[]): string | undefined {
    const paths = fields.map(({ start, end }) => decodeUtf8(this.#bytes.subarray(start, end)));
    if (paths.includes(undefined)) return undefined;
    return paths.join().replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
  }

  /** Adds the fields of the message in an `Any` beside `@type`, as Protobuf's JSON mapping does. */
  #any(fields: readonly WireField[], at: Stretch, key: Key | undefined, depth: number): boolean {
    const [url, content] = [1, 2].map((of) => fields.findLast(({ number }) => number === of));
    if (url === undefined) return false;
    const text = decodeUtf8(this.#bytes.subarray(url.start, url.end)) ?? '';
    const type = this.#types.named(text.slice(text.lastIndexOf('/') + 1));
    if (type === undefined) return false;
    this.tree.open('object', at.start, key);
    this.tree.add({ value: text }, url.start, url.end, fieldKey('@type', url));
    if (content !== undefined) {
      if (!type.name.startsWith(STANDARD)) this.message(type, content, depth + 1);
      else this.#messageValue(type, content, fieldKey('value', content), depth + 1);
    }
    this.tree.close(at.end);
    return true;
  }

  /** Adds a `Struct` as an object, a `ListValue` as an array. */
  #collection(
    { fields: known }: ProtoMessage,
    fields: readonly WireField[],
    at: Stretch,
    key: Key | undefined,
    depth: number,
  ): boolean {
    const field = known.get(1);
    if (field?.isRepeated !== true) return false;
    const isMap = field.keys !== undefined;
    this.tree.open(isMap ? 'object' : 'array', at.start, key);
    for (const wire of fields) {
      if (this.tree.isFull) {
        this.#fail({ key: 'many', offset: wire.tag });
        break;
      }
      if (isMap) this.#entry(field, wire, depth + 1);
      else this.#value(field, wire, undefined, depth + 1);
    }
    this.tree.close(at.end);
    return true;
  }

  /** Adds a `google.protobuf.Value`. */
  #dynamic(
    { fields: known }: ProtoMessage,
    fields: readonly WireField[],
    key: Key | undefined,
    depth: number,
  ): boolean {
    const wire = fields.at(-1);
    const field = wire && known.get(wire.number);
    if (wire === undefined || field === undefined) return false;
    if (field.name === 'null_value') this.tree.add({ value: null }, wire.start, wire.end, key);
    else this.#value(field, wire, key, depth + 1);
    return true;
  }

  #leaf(field: ProtoField, start: number, end: number): Leaf {
    const type = this.#types.typeOf(field);
    if (type?.kind !== 'enum') return this.#scalar(field.type.name, start, end);
    return enumLeaf(type, Number(BigInt.asIntN(32, varint(this.#bytes, start, end))));
  }

  #scalar(name: string, start: number, end: number): Leaf {
    const leaf = this.#scalars.leaf(name, start, end);
    if (name === 'string' && leaf.value instanceof Uint8Array) {
      this.#fail({ key: 'utf8', offset: start, isHarmless: true });
    }
    return leaf;
  }
}

/** The name of an enum value; a number without a name stays a number. */
const enumLeaf = ({ values }: ProtoEnum, number: number): Leaf => ({
  value: values.get(number) ?? number,
});

/** @param isPlain shows standard messages by their fields and keeps repeated scalars, as they are written */
export function messageReading(
  types: ProtoTypes,
  message: ProtoMessage,
  isPlain = false,
): FormatReading {
  return treeReading((payload) => {
    const reading = new Reading(payload, types, isPlain);
    reading.tree.open('object', 0);
    reading.message(message, { start: 0, end: payload.length }, 0);
    return { tree: reading.tree.end(payload.length), error: reading.error };
  }, LARGEST_READ);
}

/** Value of a wrapper without its field. */
function defaultOf(type: string): TreeValue {
  if (type === 'bool') return false;
  if (type === 'string') return '';
  return type === 'bytes' ? new Uint8Array() : 0;
}
