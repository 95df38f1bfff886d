/** Reads Sparkplug B payloads. */
import { type DataType, dataType as dataTypeOf } from '../../sparkplug/dataTypes.ts';
import {
  isSparkplugMessage,
  SPARKPLUG_FIELDS,
  type SparkplugField,
  type SparkplugMessage,
} from '../../sparkplug/fields.ts';
import { BuiltTree, type Key, type Leaf } from '../../tree/builtTree.ts';
import { type FormatError, type FormatReading, graverError } from '../../tree/format.ts';
import { LARGEST_READ } from '../../tree/largest.ts';
import { laidOut } from '../../tree/notation.ts';
import type { TreeValue } from '../../tree/valueTree.ts';
import { Guess } from '../protobuf/protobufGuess.ts';
import { Scalars } from '../protobuf/protobufScalars.ts';
import { fieldKey, readFields, varint, type WireField } from '../protobuf/protobufWire.ts';
import { addArray, isArrayType } from './sparkplugArrays.ts';
import type { KnownMetrics, SparkplugMetric, SparkplugRead } from './sparkplugMessages.ts';
import { integerLeaf, timeLeaf } from './sparkplugValues.ts';
import { aliasKey, elementKey, fits, isOf, namesOf, varintsIn } from './sparkplugWire.ts';

/** Nesting limit: templates hold metrics that hold templates. */
const DEEPEST = 100;

/** A message and its fields. */
interface Opened {
  readonly of: SparkplugMessage;
  readonly fields: readonly WireField[];
  readonly end: number;
}

class Reading {
  readonly tree = new BuiltTree();
  readonly metrics: SparkplugMetric[] = [];
  error: FormatError | undefined;
  readonly #bytes: Uint8Array;
  readonly #scalars: Scalars;
  readonly #guess: Guess;
  readonly #known: KnownMetrics;

  constructor(bytes: Uint8Array, known: KnownMetrics) {
    this.#bytes = bytes;
    this.#scalars = new Scalars(bytes);
    this.#guess = new Guess(bytes, this.tree);
    this.#known = known;
  }

  opened(of: SparkplugMessage, start: number, end: number): Opened {
    const { fields, error } = readFields(this.#bytes, start, end);
    if (error !== undefined) this.#fail(error);
    return { of, fields, end };
  }

  /**
   * Adds the members of a message whose row is open. @param type the type of its value, if the message does
   * not contain it
   */
  members(message: Opened, depth: number, type?: DataType): void {
    if (depth > DEEPEST) {
      const offset = message.fields[0]?.tag ?? message.end;
      this.#fail({ key: 'depth', offset, levels: DEEPEST });
      return;
    }
    const { of, fields } = message;
    const own = this.#typeIn(message) ?? type;
    const begun = new Set<number>();
    for (const wire of fields) {
      if (this.tree.isFull) {
        this.#fail({ key: 'many', offset: wire.tag });
        return;
      }
      const field = SPARKPLUG_FIELDS[of].get(wire.number);
      if (field === undefined || !fits(field, wire)) this.#guess.message([wire], depth);
      else if (field.isRepeated !== true) this.#one(field, wire, own, depth);
      else if (!begun.has(wire.number)) {
        // All occurrences are shown at the first one.
        begun.add(wire.number);
        this.#many(field, message, depth);
      }
    }
  }

  #fail(error: FormatError): void {
    this.error = graverError(this.error, error);
  }

  #typeIn(message: Opened): DataType | undefined {
    const number = this.number(message, 'datatype') ?? this.number(message, 'type');
    return number === undefined ? undefined : dataTypeOf(Number(number));
  }

  /** The last field of that name, as in every reader. */
  #wire({ of, fields }: Opened, name: string): WireField | undefined {
    return fields.findLast((wire) => {
      const field = SPARKPLUG_FIELDS[of].get(wire.number);
      return field?.name === name && field.isRepeated !== true && fits(field, wire);
    });
  }

  number(message: Opened, name: string): bigint | undefined {
    const wire = this.#wire(message, name);
    return wire && varint(this.#bytes, wire.start, wire.end);
  }

  #text(message: Opened, name: string): string | undefined {
    const wire = this.#wire(message, name);
    const value = wire && this.#scalars.leaf('string', wire.start, wire.end).value;
    return typeof value === 'string' ? value : undefined;
  }

  #one(field: SparkplugField, wire: WireField, type: DataType | undefined, depth: number): void {
    const name = field.means === 'value' ? 'value' : field.name;
    this.#value(field, wire, fieldKey(name, wire), type, depth);
  }

  #value(
    field: SparkplugField,
    wire: WireField,
    key: Key | undefined,
    type: DataType | undefined,
    depth: number,
  ): void {
    const { start, end } = wire;
    if (isSparkplugMessage(field.type)) {
      this.tree.open('object', start, key);
      this.members(this.opened(field.type, start, end), depth + 1);
      this.tree.close(end);
    } else if (field.type === 'bytes' && field.means === 'value' && isArrayType(type)) {
      this.#failWith(addArray(this.tree, this.#bytes, wire, type, key));
    } else this.tree.add(this.#leaf(field, start, end, type), start, end, key);
  }

  #failWith(error: FormatError | undefined): void {
    if (error !== undefined) this.#fail({ ...error, isHarmless: true });
  }

  #leaf(field: SparkplugField, start: number, end: number, type: DataType | undefined): Leaf {
    if (field.type === 'uint32' || field.type === 'uint64') {
      const bits = field.type === 'uint32' ? 32 : 64;
      const number = BigInt.asUintN(bits, varint(this.#bytes, start, end));
      if (field.means === 'time') return timeLeaf(number);
      if (field.means === 'datatype')
        return { value: dataTypeOf(Number(number)) ?? Number(number) };
      return integerLeaf(number, field.means === 'value' ? type : undefined);
    }
    const leaf = this.#scalars.leaf(field.type, start, end);
    if (field.type === 'string' && leaf.value instanceof Uint8Array) {
      this.#fail({ key: 'utf8', offset: start, isHarmless: true });
    }
    return leaf;
  }

  #many(field: SparkplugField, { of, fields }: Opened, depth: number): void {
    const all = fields.filter((wire) => fits(field, wire) && isOf(of, field, wire));
    const [first, last] = [all[0], all.at(-1)];
    if (first === undefined || last === undefined) return;
    const names = namesOf(of, field);
    const key = { name: field.name, start: first.tag, end: first.tag };
    this.tree.open(names === undefined ? 'array' : 'object', first.tag, key);
    const texts = names === 'keys' ? this.#texts(of, fields) : [];
    const types = field.type === 'Row' ? this.#types(of, fields) : [];
    for (const [index, wire] of all.entries()) {
      if (this.tree.isFull) break;
      if (field.type === 'Metric') this.#metric(wire, depth, of === 'Payload');
      else if (field.type === 'Row') this.#row(wire, types, depth);
      else if (names === 'keys') this.#about(field, wire, texts[index] ?? index, depth);
      else if (names === 'name') this.#about(field, wire, undefined, depth);
      else if (field.type === 'uint32' && wire.wire === 2) this.#packed(field, wire);
      else this.#value(field, wire, elementKey(wire), undefined, depth);
    }
    this.tree.close(last.end);
  }

  /** Columns that are written as one packed field. */
  #packed(field: SparkplugField, wire: WireField): void {
    for (const { start, end } of varintsIn(this.#bytes, wire)) {
      this.tree.add(this.#leaf(field, start, end, undefined), start, end);
    }
  }

  #texts(of: SparkplugMessage, fields: readonly WireField[]): readonly string[] {
    const keys = fields.filter(
      (wire) => SPARKPLUG_FIELDS[of].get(wire.number)?.name === 'keys' && wire.wire === 2,
    );
    return keys.map(({ start, end }) => {
      const { value } = this.#scalars.leaf('string', start, end);
      return typeof value === 'string' ? value : '';
    });
  }

  #types(of: SparkplugMessage, fields: readonly WireField[]): readonly (DataType | undefined)[] {
    return fields
      .filter((wire) => SPARKPLUG_FIELDS[of].get(wire.number)?.name === 'types')
      .flatMap((wire) => (wire.wire === 2 ? varintsIn(this.#bytes, wire) : [wire]))
      .map(({ start, end }) => dataTypeOf(Number(varint(this.#bytes, start, end))));
  }

  #metric(wire: WireField, depth: number, isOwn: boolean): void {
    const message = this.opened('Metric', wire.start, wire.end);
    const said = { name: this.#text(message, 'name'), alias: this.number(message, 'alias') };
    const known = isOwn ? this.#known(said) : undefined;
    const datatype = this.number(message, 'datatype');
    const number = datatype === undefined ? known?.datatype : Number(datatype);
    const name = said.name ?? known?.name;
    const key = fieldKey(name ?? aliasKey(said.alias), wire);
    const row = this.tree.tape.size;
    const type = number === undefined ? undefined : dataTypeOf(number);
    this.#object(message, wire, key, depth, type);
    if (!isOwn) return;
    const isTrue = (flag: string) => (this.number(message, flag) ?? 0n) !== 0n;
    this.metrics.push({
      row,
      name,
      said: said.name,
      alias: said.alias,
      datatype: number,
      saysDatatype: datatype !== undefined,
      timestamp: this.number(message, 'timestamp'),
      isNull: isTrue('is_null'),
      isHistorical: isTrue('is_historical'),
      isTransient: isTrue('is_transient'),
      value: this.tree.stoodFor(row),
      field: this.#valueWire(message)?.[0].name,
    });
  }

  /** Adds a property or parameter. */
  #about(
    field: SparkplugField,
    wire: WireField,
    name: string | number | undefined,
    depth: number,
  ): void {
    if (!isSparkplugMessage(field.type)) return;
    const message = this.opened(field.type, wire.start, wire.end);
    const key = fieldKey(name ?? this.#text(message, 'name') ?? '', wire);
    this.#object(message, wire, key, depth, undefined);
  }

  /** The field describes the value. */
  #object(
    message: Opened,
    { start, end }: WireField,
    key: Key,
    depth: number,
    type: DataType | undefined,
  ): void {
    this.tree.open('object', start, key);
    const stoodFor = this.#aboutValue(message, this.#typeIn(message) ?? type);
    if (stoodFor !== undefined) this.tree.standsFor(stoodFor);
    this.members(message, depth + 1, type);
    this.tree.close(end);
  }

  #valueWire({ of, fields }: Opened): readonly [SparkplugField, WireField] | undefined {
    for (const wire of fields.toReversed()) {
      const field = SPARKPLUG_FIELDS[of].get(wire.number);
      if (field?.means === 'value' && fits(field, wire)) return [field, wire];
    }
    return undefined;
  }

  #aboutValue(message: Opened, type: DataType | undefined): TreeValue | undefined {
    if ((this.number(message, 'is_null') ?? 0n) !== 0n) return null;
    const [field, wire] = this.#valueWire(message) ?? [];
    if (field === undefined || wire === undefined || isSparkplugMessage(field.type))
      return undefined;
    if (field.type === 'bytes' && isArrayType(type)) return undefined;
    return this.#leaf(field, wire.start, wire.end, type).value;
  }

  /** Adds the cells of a data set's row, each with the type of its column. */
  #row(row: WireField, types: readonly (DataType | undefined)[], depth: number): void {
    this.tree.open('array', row.start, elementKey(row));
    let column = 0;
    for (const wire of this.opened('Row', row.start, row.end).fields) {
      const isCell = wire.number === 1 && wire.wire === 2;
      if (!isCell) {
        this.#guess.message([wire], depth);
        continue;
      }
      const cell = this.opened('DataSetValue', wire.start, wire.end);
      const [field, value] = this.#valueWire(cell) ?? [];
      if (field === undefined || value === undefined) {
        this.tree.add({ value: null }, wire.start, wire.end, elementKey(wire));
      } else {
        const leaf = this.#leaf(field, value.start, value.end, types[column]);
        this.tree.add(leaf, value.start, value.end, { start: wire.tag, end: value.start });
      }
      column += 1;
    }
    this.tree.close(row.end);
  }
}

const NOTHING_KNOWN: KnownMetrics = () => undefined;

/** Never throws. */
export function readSparkplug(
  payload: Uint8Array,
  known: KnownMetrics = NOTHING_KNOWN,
): SparkplugRead {
  const none = { timestamp: undefined, seq: undefined, metrics: [] };
  if (payload.length > LARGEST_READ) {
    return { tree: undefined, error: { key: 'many', offset: 0 }, ...none };
  }
  const reading = new Reading(payload, known);
  const message = reading.opened('Payload', 0, payload.length);
  if (message.fields.length === 0) return { tree: undefined, error: reading.error, ...none };
  reading.tree.open('object', 0);
  reading.members(message, 0);
  return {
    tree: reading.tree.end(payload.length),
    error: reading.error,
    timestamp: reading.number(message, 'timestamp'),
    seq: reading.number(message, 'seq'),
    metrics: reading.metrics,
  };
}

/** @param known metrics defined by a BIRTH, which payloads leave out */
export function readingWith(known: KnownMetrics = NOTHING_KNOWN): FormatReading {
  return {
    decode: (payload) => readSparkplug(payload, known),
    layOut: (payload) => laidOut(readSparkplug(payload, known)),
  };
}
