/**
 * Reads Sparkplug B payloads. Shows the values of the general Protobuf reader by their meaning: metrics have
 * names, and values the form of their data types.
 */
import { messageReading } from '../../protobuf/protoReading.ts';
import { type DataType, dataType as dataTypeOf } from '../../sparkplug/dataTypes.ts';
import { meaningOf, SPARKPLUG_TYPES, sparkplugMessage } from '../../sparkplug/schema.ts';
import { BuiltTree, type Key, type Leaf } from '../../tree/builtTree.ts';
import { type FormatError, type FormatReading, graverError } from '../../tree/format.ts';
import { laidOut } from '../../tree/notation.ts';
import type { TreeValue, ValueTree } from '../../tree/valueTree.ts';
import { addArray, isArrayType } from './sparkplugArrays.ts';
import type { KnownMetrics, SparkplugMetric, SparkplugRead } from './sparkplugMessages.ts';
import { integerLeaf, timeLeaf } from './sparkplugValues.ts';

const PROTOBUF = messageReading(SPARKPLUG_TYPES, sparkplugMessage('Payload'), true);

/** Rows of a message by field; `value` is the one with its value. */
type Fields = ReadonlyMap<string, number>;

class Reading {
  readonly tree = new BuiltTree();
  readonly metrics: SparkplugMetric[] = [];
  error: FormatError | undefined;
  readonly #from: ValueTree;
  readonly #bytes: Uint8Array;
  readonly #known: KnownMetrics;

  /** @param from values of the Protobuf reader */
  constructor(from: ValueTree, bytes: Uint8Array, known: KnownMetrics) {
    this.#from = from;
    this.#bytes = bytes;
    this.#known = known;
  }

  /** The last field of a name counts, as in every reader. */
  fields(message: number): Fields {
    const found = new Map<string, number>();
    for (const row of this.#from.childRows(message)) {
      const name = this.#from.key(row);
      if (typeof name === 'string') found.set(meaningOf(name) === 'value' ? 'value' : name, row);
    }
    return found;
  }

  #in(fields: Fields, field: string): TreeValue | undefined {
    const row = fields.get(field);
    return row === undefined ? undefined : this.#from.value(row);
  }

  number(fields: Fields, field: string): bigint | undefined {
    const value = this.#in(fields, field);
    return value === undefined ? undefined : BigInt(String(value));
  }

  #typeIn(fields: Fields): DataType | undefined {
    const number = this.number(fields, 'datatype') ?? this.number(fields, 'type');
    return number === undefined ? undefined : dataTypeOf(Number(number));
  }

  /** Adds the members of a message whose row is open. @param type the data type of its value */
  members(message: number, type?: DataType): void {
    for (const row of this.#from.childRows(message)) {
      if (this.#isFull(row)) return;
      const name = this.#from.key(row);
      if (typeof name === 'string' && meaningOf(name) === 'value') this.#value(row, type);
      else if (name === 'metrics') this.#metrics(row, message === 0);
      else if (name === 'parameters') this.#list(row, (item) => this.#item(item));
      else if (name === 'values') this.#properties(row, message);
      else if (name === 'rows') this.#rows(row, message);
      else this.#plain(row, this.#key(row), name);
    }
  }

  #isFull(row: number): boolean {
    if (!this.tree.isFull) return false;
    this.error = graverError(this.error, { key: 'many', offset: this.#from.tape.start(row) });
    return true;
  }

  /** Adds a value as Protobuf has it, with names for data types. */
  #plain(row: number, key: Key, field: string | number | undefined): void {
    const { tape } = this.#from;
    const kind = tape.kind(row);
    if (kind !== 'object' && kind !== 'array') {
      this.tree.add(this.#leaf(row, field), tape.start(row), tape.end(row), key);
      return;
    }
    this.tree.open(kind, tape.start(row), key);
    if (kind === 'object') this.members(row);
    else {
      for (const item of this.#from.childRows(row)) {
        if (!this.#isFull(item)) this.#plain(item, {}, field);
      }
    }
    this.tree.close(tape.end(row));
  }

  #value(row: number, type: DataType | undefined): void {
    const { tape } = this.#from;
    const key = { ...this.#key(row), name: 'value' };
    const place = { start: tape.start(row), end: tape.end(row) };
    if (this.#isContainer(row)) this.#plain(row, key, undefined);
    else if (isArrayType(type) && this.#isBytes(row)) {
      const error = addArray(this.tree, this.#bytes, place, type, key);
      if (error !== undefined) this.error = graverError(this.error, { ...error, isHarmless: true });
    } else this.tree.add(this.#leaf(row, this.#from.key(row), type), place.start, place.end, key);
  }

  /** Adds a list of messages as an object. */
  #list(list: number, add: (item: number, index: number) => void): void {
    const { tape } = this.#from;
    this.tree.open('object', tape.start(list), this.#key(list));
    let index = 0;
    for (const item of this.#from.childRows(list)) {
      if (this.#isFull(item)) break;
      add(item, index);
      index += 1;
    }
    this.tree.close(tape.end(list));
  }

  /** @param areOwn they are not members of a template */
  #metrics(list: number, areOwn: boolean): void {
    this.#list(list, (item) => (areOwn ? this.#metric(item) : this.#item(item)));
  }

  /** The names of properties are in another list. */
  #properties(list: number, message: number): void {
    const keys = this.fields(message).get('keys');
    const rows = keys === undefined ? [] : [...this.#from.childRows(keys)];
    this.#list(list, (item, index) => {
      const row = rows[index];
      this.#item(item, row === undefined ? index : (textOf(this.#from.value(row)) ?? ''));
    });
  }

  #metric(item: number): void {
    const fields = this.fields(item);
    const said = { name: textOf(this.#in(fields, 'name')), alias: this.number(fields, 'alias') };
    const known = this.#known(said);
    const saidType = this.number(fields, 'datatype');
    const datatype = saidType === undefined ? known?.datatype : Number(saidType);
    const name = said.name ?? known?.name;
    const row = this.tree.tape.size;
    this.#item(item, name, datatype === undefined ? undefined : dataTypeOf(datatype));
    const value = fields.get('value');
    this.metrics.push({
      row,
      name,
      said: said.name,
      alias: said.alias,
      datatype,
      saysDatatype: saidType !== undefined,
      timestamp: this.number(fields, 'timestamp'),
      isNull: this.#in(fields, 'is_null') === true,
      isHistorical: this.#in(fields, 'is_historical') === true,
      isTransient: this.#in(fields, 'is_transient') === true,
      value: this.tree.stoodFor(row),
      field: value === undefined ? undefined : textOf(this.#from.key(value)),
    });
  }

  /**
   * Adds a metric, parameter or property, whose value stands for it in filters. Its own name and type are the
   * default.
   */
  #item(item: number, given?: string | number, known?: DataType): void {
    const { tape } = this.#from;
    const fields = this.fields(item);
    const name =
      given ?? textOf(this.#in(fields, 'name')) ?? aliasKey(this.number(fields, 'alias'));
    const type = this.#typeIn(fields) ?? known;
    this.tree.open('object', tape.start(item), { name });
    const stoodFor = this.#stoodFor(fields, type);
    if (stoodFor !== undefined) this.tree.standsFor(stoodFor);
    this.members(item, type);
    this.tree.close(tape.end(item));
  }

  #stoodFor(fields: Fields, type: DataType | undefined): TreeValue | undefined {
    if (this.#in(fields, 'is_null') === true) return null;
    const row = fields.get('value');
    if (row === undefined || this.#isContainer(row)) return undefined;
    if (isArrayType(type) && this.#isBytes(row)) return undefined;
    return this.#leaf(row, this.#from.key(row), type).value;
  }

  /** Adds the rows of a data set as lists of cells, each with the type of its column. */
  #rows(list: number, dataSet: number): void {
    const { tape } = this.#from;
    const column = this.fields(dataSet).get('types');
    const types = column === undefined ? [] : [...this.#from.childRows(column)];
    const typeAt = (index: number): DataType | undefined => {
      const row = types[index];
      return row === undefined ? undefined : dataTypeOf(Number(this.#from.value(row)));
    };
    this.tree.open('array', tape.start(list), this.#key(list));
    for (const row of this.#from.childRows(list)) {
      this.tree.open('array', tape.start(row));
      const cells = this.fields(row).get('elements');
      let index = 0;
      for (const cell of cells === undefined ? [] : this.#from.childRows(cells)) {
        if (this.#isFull(cell)) break;
        const value = this.fields(cell).get('value');
        const at = value ?? cell;
        const leaf =
          value === undefined
            ? { value: null }
            : this.#leaf(value, this.#from.key(value), typeAt(index));
        this.tree.add(leaf, tape.start(at), tape.end(at));
        index += 1;
      }
      this.tree.close(tape.end(row));
    }
    this.tree.close(tape.end(list));
  }

  #leaf(row: number, field: string | number | undefined, type?: DataType): Leaf {
    const value = this.#from.value(row);
    const meaning = typeof field === 'string' ? meaningOf(field) : undefined;
    if (meaning === 'time') return timeLeaf(BigInt(String(value)));
    if (meaning === 'datatype') return { value: dataTypeOf(Number(value)) ?? Number(value) };
    if (field === 'int_value' || field === 'long_value') {
      return integerLeaf(BigInt(String(value)), type);
    }
    return typeof value === 'number' ? { value, text: this.#from.source(row) } : { value };
  }

  #key(row: number): Key {
    const { tape } = this.#from;
    const name = this.#from.key(row);
    const place = { start: tape.keyStart(row), end: tape.keyEnd(row) };
    return name === undefined ? place : { name, ...place };
  }

  #isContainer(row: number): boolean {
    const kind = this.#from.tape.kind(row);
    return kind === 'object' || kind === 'array';
  }

  #isBytes(row: number): boolean {
    return this.#from.tape.kind(row) === 'bytes';
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

function aliasKey(alias: bigint | undefined): string | number {
  if (alias === undefined) return '';
  const number = Number(alias);
  return Number.isSafeInteger(number) ? number : alias.toString();
}

const NOTHING_KNOWN: KnownMetrics = () => undefined;

/** Never throws. */
export function readSparkplug(
  payload: Uint8Array,
  known: KnownMetrics = NOTHING_KNOWN,
): SparkplugRead {
  const { tree: from, error } = PROTOBUF.decode?.(payload) ?? {};
  if (from === undefined || from.tape.children(0) === 0) {
    return { tree: undefined, error, timestamp: undefined, seq: undefined, metrics: [] };
  }
  const reading = new Reading(from, payload, known);
  reading.tree.open('object', 0);
  reading.members(0);
  const fields = reading.fields(0);
  return {
    tree: reading.tree.end(payload.length),
    error: graverError(error, reading.error),
    timestamp: reading.number(fields, 'timestamp'),
    seq: reading.number(fields, 'seq'),
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
