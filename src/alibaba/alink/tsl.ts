/** Reads a thing model from TSL JSON, as Alibaba's console exports it. Members that are not known are passed over. */
import { encodeUtf8 } from '../../mqtt/utf8.ts';
import { JSON_FAULTS } from '../../payload/jsonScan.ts';
import { type JsonTree, jsonTree } from '../../payload/jsonTree.ts';
import { textPlace } from '../../payload/textPlace.ts';
import { membersOf } from './envelope.ts';
import type {
  ThingEvent,
  ThingModel,
  ThingProperty,
  ThingService,
  ThingType,
  ThingValue,
} from './thingModel.ts';
import { type TslFault, type TslFaultKey, tslFaultText } from './tslFaults.ts';

export type Tsl =
  | {
      readonly ok: true;
      readonly model: ThingModel;
      /** Of `profile`; undefined: it names none. */
      readonly productKey: string | undefined;
    }
  | TslFault;

class Fault extends Error {
  readonly row: number;
  readonly key: TslFaultKey;
  readonly args: Readonly<Record<string, string>>;

  constructor(row: number, key: TslFaultKey, args: Readonly<Record<string, string>>) {
    super(key);
    this.row = row;
    this.key = key;
    this.args = args;
  }
}

const DEEPEST = 8;

function isOneOf<const T extends string>(
  allowed: readonly T[],
  value: string | undefined,
): value is T {
  return allowed.some((known) => known === value);
}

/** Reads the tree; every fault is thrown as a Fault and caught in one place. */
class TslReader {
  readonly #tree: JsonTree;

  constructor(tree: JsonTree) {
    this.#tree = tree;
  }

  productKey(): string | undefined {
    const profile = membersOf(this.#tree, 0).get('profile');
    if (profile === undefined) return undefined;
    const key = membersOf(this.#tree, profile).get('productKey');
    return key === undefined ? undefined : this.#tree.string(key);
  }

  model(): ThingModel {
    if (this.#tree.tape.kind(0) !== 'object') throw this.#fault(0, 'not-object');
    const members = membersOf(this.#tree, 0);
    if (!['properties', 'events', 'services'].some((name) => members.has(name))) {
      throw this.#fault(0, 'no-model');
    }
    return {
      properties: this.#named(0, 'properties', (row) => this.#property(row)),
      events: this.#named(0, 'events', (row) => this.#event(row)),
      services: this.#named(0, 'services', (row) => this.#service(row)),
    };
  }

  #fault(row: number, key: TslFaultKey, args: Readonly<Record<string, string>> = {}): Fault {
    return new Fault(row, key, args);
  }

  /** A list of things with identifiers of their own; absent: none. What every model has by itself is left out. */
  #named<T extends { readonly identifier: string }>(
    parent: number,
    name: string,
    read: (row: number) => T | undefined,
  ): readonly T[] {
    const list = membersOf(this.#tree, parent).get(name);
    if (list === undefined || this.#tree.tape.kind(list) === 'null') return [];
    if (this.#tree.tape.kind(list) !== 'array') throw this.#fault(list, 'not-list', { name });
    return this.#distinct(list, name, read);
  }

  #distinct<T extends { readonly identifier: string }>(
    list: number,
    name: string,
    read: (row: number) => T | undefined,
  ): readonly T[] {
    const found = new Map<string, T>();
    for (const row of this.#tree.childRows(list)) {
      if (this.#tree.tape.kind(row) !== 'object')
        throw this.#fault(row, 'not-member-object', { name });
      const item = read(row);
      if (item === undefined) continue;
      if (found.has(item.identifier)) throw this.#fault(row, 'twice', { name: item.identifier });
      found.set(item.identifier, item);
    }
    return [...found.values()];
  }

  #property(row: number): ThingProperty {
    const mode = this.#choice(row, 'accessMode', ['r', 'rw', 'w'], 'rw');
    const required = membersOf(this.#tree, row).get('required');
    return {
      ...this.#value(row, 0),
      access: mode === 'r' ? 'r' : 'rw',
      isRequired: required !== undefined && this.#tree.tape.kind(required) === 'true',
    };
  }

  #event(row: number): ThingEvent | undefined {
    const identifier = this.#identifier(row);
    if (identifier === 'post') return undefined;
    return {
      identifier,
      name: this.#name(row, identifier),
      level: this.#choice(row, 'type', ['info', 'alert', 'error'], 'info'),
      output: this.#named(row, 'outputData', (value) => this.#value(value, 0)),
    };
  }

  #service(row: number): ThingService | undefined {
    const identifier = this.#identifier(row);
    if (identifier === 'set' || identifier === 'get') return undefined;
    return {
      identifier,
      name: this.#name(row, identifier),
      call: this.#choice(row, 'callType', ['async', 'sync'], 'async'),
      input: this.#named(row, 'inputData', (value) => this.#value(value, 0)),
      output: this.#named(row, 'outputData', (value) => this.#value(value, 0)),
    };
  }

  #value(row: number, depth: number): ThingValue {
    const identifier = this.#identifier(row);
    const dataType = membersOf(this.#tree, row).get('dataType');
    if (dataType === undefined) throw this.#fault(row, 'no-type', { name: identifier });
    return {
      identifier,
      name: this.#name(row, identifier),
      type: this.#type(dataType, identifier, depth),
    };
  }

  #identifier(row: number): string {
    const at = membersOf(this.#tree, row).get('identifier');
    const identifier = at === undefined ? undefined : this.#tree.string(at);
    if (!identifier) throw this.#fault(at ?? row, 'no-identifier');
    return identifier;
  }

  /** For people; where there is none the identifier has to do. */
  #name(row: number, identifier: string): string {
    const at = membersOf(this.#tree, row).get('name');
    if (at === undefined || this.#tree.tape.kind(at) === 'null') return identifier;
    const name = this.#tree.string(at);
    if (name === undefined) throw this.#fault(at, 'not-text', { name: 'name' });
    return name;
  }

  #choice<const T extends string>(row: number, name: string, allowed: readonly T[], absent: T): T {
    const at = membersOf(this.#tree, row).get(name);
    if (at === undefined || this.#tree.tape.kind(at) === 'null') return absent;
    const value = this.#tree.string(at);
    if (isOneOf(allowed, value)) return value;
    throw this.#fault(at, 'not-one-of', { name, allowed: allowed.join(', ') });
  }

  #type(row: number, name: string, depth: number): ThingType {
    if (depth > DEEPEST) throw this.#fault(row, 'too-deep');
    const members = membersOf(this.#tree, row);
    const at = members.get('type');
    const type = at === undefined ? undefined : this.#tree.string(at);
    if (type === undefined) throw this.#fault(row, 'no-type', { name });
    const specs = members.get('specs');
    switch (type) {
      case 'int':
      case 'float':
      case 'double':
        return { type, ...this.#range(specs, type === 'int') };
      case 'enum':
      case 'bool':
        return { type, names: this.#names(specs) };
      case 'text': {
        const length = this.#most(specs, 'length');
        return length === undefined ? { type } : { type, length };
      }
      case 'date':
        return { type };
      case 'struct':
        return { type, members: this.#members(row, specs, depth) };
      case 'array': {
        const size = this.#most(specs, 'size');
        const item = this.#item(row, specs, name, depth);
        return size === undefined ? { type, item } : { type, size, item };
      }
      default:
        throw this.#fault(at ?? row, 'unknown-type', { name, type });
    }
  }

  #range(specs: number | undefined, isInt: boolean): Omit<RangeType, 'type'> {
    if (specs === undefined) return {};
    const [min, max, step] = ['min', 'max', 'step'].map((name) => this.#number(specs, name, isInt));
    if (min !== undefined && max !== undefined && min > max) {
      throw this.#fault(specs, 'min-above-max');
    }
    const unitRow = membersOf(this.#tree, specs).get('unit');
    const unit = unitRow === undefined ? undefined : this.#tree.string(unitRow);
    return {
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
      ...(step !== undefined && step > 0 && { step }),
      ...(unit && { unit }),
    };
  }

  /** As text, which is how it is exported, or as a number. Empty text says nothing. */
  #number(specs: number, name: string, isInt: boolean): number | undefined {
    const at = membersOf(this.#tree, specs).get(name);
    if (at === undefined || this.#tree.tape.kind(at) === 'null') return undefined;
    const text = this.#tree.string(at);
    if (text?.trim() === '') return undefined;
    const isNumeric = text !== undefined || this.#tree.tape.kind(at) === 'number';
    const value = isNumeric ? Number(text ?? this.#tree.source(at)) : Number.NaN;
    if (!Number.isFinite(value)) throw this.#fault(at, 'not-number', { name });
    if (isInt && !Number.isInteger(value)) throw this.#fault(at, 'not-integer', { name });
    return value;
  }

  #names(specs: number | undefined): ReadonlyMap<number, string> {
    const names = new Map<number, string>();
    if (specs === undefined) return names;
    for (const [key, at] of membersOf(this.#tree, specs)) {
      if (!/^-?\d{1,10}$/.test(key)) throw this.#fault(at, 'names-not-integers');
      const name = this.#tree.string(at);
      if (name === undefined) throw this.#fault(at, 'not-text', { name: key });
      names.set(Number(key), name);
    }
    return names;
  }

  /** Of a text or an array. */
  #most(specs: number | undefined, name: 'length' | 'size'): number | undefined {
    const value = specs === undefined ? undefined : this.#number(specs, name, true);
    return value === undefined || value < 0 ? undefined : value;
  }

  #members(row: number, specs: number | undefined, depth: number): readonly ThingValue[] {
    if (specs === undefined || this.#tree.tape.kind(specs) !== 'array') {
      throw this.#fault(specs ?? row, 'no-members');
    }
    return this.#distinct(specs, 'specs', (member) => this.#value(member, depth + 1));
  }

  #item(row: number, specs: number | undefined, name: string, depth: number): ThingType {
    const item = specs === undefined ? undefined : membersOf(this.#tree, specs).get('item');
    if (item === undefined) throw this.#fault(specs ?? row, 'no-item');
    return this.#type(item, name, depth + 1);
  }

  placed({ row, key, args }: Fault): TslFault {
    return faultAt(this.#tree.bytes, this.#tree.tape.start(row), key, args);
  }
}

type RangeType = Extract<ThingType, { readonly type: 'int' | 'float' | 'double' }>;

function faultAt(
  bytes: Uint8Array,
  offset: number,
  key: TslFaultKey,
  args: Readonly<Record<string, string>>,
): TslFault {
  const { line, column } = textPlace(bytes, offset);
  const message = `line ${line}, column ${column}: ${tslFaultText({ key, args })}`;
  return { ok: false, key, args, line, column, message };
}

/** Never throws. */
export function parseTsl(text: string): Tsl {
  const bytes = encodeUtf8(text);
  const result = jsonTree(bytes);
  if (!result.ok) {
    if (result.key === 'utf8') return faultAt(bytes, 0, 'not-utf8', {});
    return faultAt(bytes, result.offset, 'not-json', { what: JSON_FAULTS[result.key] });
  }
  const reader = new TslReader(result.tree);
  try {
    return { ok: true, model: reader.model(), productKey: reader.productKey() };
  } catch (error) {
    if (error instanceof Fault) return reader.placed(error);
    throw error;
  }
}
