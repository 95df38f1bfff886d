/** Reads messages by their schema. Each value knows its bytes. */

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
import { instantText } from '../tree/instants.ts';
import { LARGEST_READ } from '../tree/largest.ts';
import { treeReading } from '../tree/treeReading.ts';
import type { ProtoEnum, ProtoField, ProtoMessage } from './protoSchema.ts';
import type { ProtoTypes } from './protoTypes.ts';

/** Nesting limit of messages. */
const DEEPEST = 100;

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
    for (const wire of fields) {
      if (this.tree.isFull) {
        this.#fail({ key: 'many', offset: wire.tag });
        return;
      }
      const field = message.fields.get(wire.number);
      if (field === undefined || !this.#fits(field, wire)) {
        this.#guess.message([wire], depth);
      } else if (!field.isRepeated) {
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
      // The tag of the first entry also counts as that of its key.
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
    if (type?.kind === 'message') {
      const known = this.#isPlain ? undefined : this.#wellKnown(type, wire);
      if (known !== undefined) {
        this.tree.add(known, start, end, key);
        return;
      }
      this.tree.open('object', start, key);
      this.message(type, wire, depth + 1);
      this.tree.close(end);
      return;
    }
    this.tree.add(this.#leaf(field, start, end), start, end, key);
  }

  /** The value of a time, a duration or a wrapper; undefined for other messages. */
  #wellKnown({ name, fields: known }: ProtoMessage, { start, end }: Stretch): Leaf | undefined {
    if (!name.startsWith('google.protobuf.')) return undefined;
    const { fields, error } = readFields(this.#bytes, start, end);
    const isOdd = fields.some((one) => {
      const field = known.get(one.number);
      return field === undefined || !this.#fits(field, one);
    });
    if (error !== undefined || isOdd) return undefined;
    const last = (number: number) => fields.findLast((one) => one.number === number);
    if (name === 'google.protobuf.Timestamp' || name === 'google.protobuf.Duration') {
      const [seconds, nanos] = [last(1), last(2)].map((one) =>
        one === undefined ? 0n : BigInt.asIntN(64, varint(this.#bytes, one.start, one.end)),
      );
      const of = name.endsWith('Timestamp') ? instantOf : durationOf;
      const value = of(seconds ?? 0n, nanos ?? 0n);
      return value === undefined ? undefined : { value };
    }
    const wrapped = name.endsWith('Value') ? known.get(1) : undefined;
    const given = last(1);
    if (wrapped?.name !== 'value' || known.size !== 1 || given === undefined) return undefined;
    return this.#leaf(wrapped, given.start, given.end);
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

const instantOf = (seconds: bigint, nanos: bigint): string | undefined =>
  nanos < 0n ? undefined : instantText(seconds, Number(nanos));

/** In the notation of Protobuf's JSON mapping: `1.5s`. */
function durationOf(seconds: bigint, nanos: bigint): string | undefined {
  if (nanos > 999_999_999n || nanos < -999_999_999n || seconds * nanos < 0n) return undefined;
  const sign = seconds < 0n || nanos < 0n ? '-' : '';
  const part = (nanos < 0n ? -nanos : nanos).toString().padStart(9, '0').replace(/0+$/, '');
  return `${sign}${seconds < 0n ? -seconds : seconds}${part === '' ? '' : `.${part}`}s`;
}

/** @param isPlain shows times, durations and wrappers by their fields, as they are written */
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
