/** Reads a thing model from TSL JSON, the export format of Alibaba's console. Unknown members are ignored. */
import type { Localizable } from '../../base/message.ts';
import { textPlace } from '../../base/textPlace.ts';
import { encodeUtf8 } from '../../base/utf8.ts';
import { type JsonTree, jsonTree } from '../../payload/json/jsonTree.ts';
import type { JsonErrors } from '../../payload/tree/jsonErrors.ts';
import { membersOf } from './envelope.ts';
import type {
  ThingEvent,
  ThingModel,
  ThingProperty,
  ThingService,
  ThingType,
  ThingValue,
} from './thingModel.ts';
import type { TslFault, TslFaults } from './tslFaults.ts';

export type Tsl =
  | {
      readonly ok: true;
      readonly model: ThingModel;
      /** From `profile`; undefined if there is none. */
      readonly productKey: string | undefined;
    }
  | TslFault;

class Fault extends Error {
  readonly row: number;
  readonly why: Localizable<TslFaults>;

  constructor(row: number, why: Localizable<TslFaults>) {
    super(why.key);
    this.row = row;
    this.why = why;
  }
}

const DEEPEST = 8;

function isOneOf<const T extends string>(
  allowed: readonly T[],
  value: string | undefined,
): value is T {
  return allowed.some((known) => known === value);
}

/** Reads the tree. Every fault is thrown as a Fault and caught in one place. */
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
    if (this.#tree.tape.kind(0) !== 'object') throw new Fault(0, { key: 'not-object', args: {} });
    const members = membersOf(this.#tree, 0);
    if (!['properties', 'events', 'services'].some((name) => members.has(name))) {
      throw new Fault(0, { key: 'no-model', args: {} });
    }
    return {
      properties: this.#named(0, 'properties', (row) => this.#property(row)),
      events: this.#named(0, 'events', (row) => this.#event(row)),
      services: this.#named(0, 'services', (row) => this.#service(row)),
    };
  }

  /** A list of entries with identifiers; empty if absent. Built-in entries of every model are left out. */
  #named<T extends { readonly identifier: string }>(
    parent: number,
    name: string,
    read: (row: number) => T | undefined,
  ): readonly T[] {
    const list = membersOf(this.#tree, parent).get(name);
    if (list === undefined || this.#tree.tape.kind(list) === 'null') return [];
    if (this.#tree.tape.kind(list) !== 'array')
      throw new Fault(list, { key: 'not-list', args: { name } });
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
        throw new Fault(row, { key: 'not-member-object', args: { name } });
      const item = read(row);
      if (item === undefined) continue;
      if (found.has(item.identifier))
        throw new Fault(row, { key: 'twice', args: { name: item.identifier } });
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
    if (dataType === undefined)
      throw new Fault(row, { key: 'no-type', args: { name: identifier } });
    return {
      identifier,
      name: this.#name(row, identifier),
      type: this.#type(dataType, identifier, depth),
    };
  }

  #identifier(row: number): string {
    const at = membersOf(this.#tree, row).get('identifier');
    const identifier = at === undefined ? undefined : this.#tree.string(at);
    if (!identifier) throw new Fault(at ?? row, { key: 'no-identifier', args: {} });
    return identifier;
  }

  /** The display name; default: the identifier. */
  #name(row: number, identifier: string): string {
    const at = membersOf(this.#tree, row).get('name');
    if (at === undefined || this.#tree.tape.kind(at) === 'null') return identifier;
    const name = this.#tree.string(at);
    if (name === undefined) throw new Fault(at, { key: 'not-text', args: { name: 'name' } });
    return name;
  }

  #choice<const T extends string>(row: number, name: string, allowed: readonly T[], absent: T): T {
    const at = membersOf(this.#tree, row).get(name);
    if (at === undefined || this.#tree.tape.kind(at) === 'null') return absent;
    const value = this.#tree.string(at);
    if (isOneOf(allowed, value)) return value;
    throw new Fault(at, { key: 'not-one-of', args: { name, allowed } });
  }

  #type(row: number, name: string, depth: number): ThingType {
    if (depth > DEEPEST) throw new Fault(row, { key: 'too-deep', args: {} });
    const members = membersOf(this.#tree, row);
    const at = members.get('type');
    const type = at === undefined ? undefined : this.#tree.string(at);
    if (type === undefined) throw new Fault(row, { key: 'no-type', args: { name } });
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
        throw new Fault(at ?? row, { key: 'unknown-type', args: { name, type } });
    }
  }

  #range(specs: number | undefined, isInt: boolean): Omit<RangeType, 'type'> {
    if (specs === undefined) return {};
    const [min, max, step] = ['min', 'max', 'step'].map((name) => this.#number(specs, name, isInt));
    if (min !== undefined && max !== undefined && min > max) {
      throw new Fault(specs, { key: 'min-above-max', args: {} });
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

  /** Accepts text, which is the exported form, and numbers. Empty text counts as absent. */
  #number(specs: number, name: string, isInt: boolean): number | undefined {
    const at = membersOf(this.#tree, specs).get(name);
    if (at === undefined || this.#tree.tape.kind(at) === 'null') return undefined;
    const text = this.#tree.string(at);
    if (text?.trim() === '') return undefined;
    const isNumeric = text !== undefined || this.#tree.tape.kind(at) === 'number';
    const value = isNumeric ? Number(text ?? this.#tree.source(at)) : Number.NaN;
    if (!Number.isFinite(value)) throw new Fault(at, { key: 'not-number', args: { name } });
    if (isInt && !Number.isInteger(value))
      throw new Fault(at, { key: 'not-integer', args: { name } });
    return value;
  }

  #names(specs: number | undefined): ReadonlyMap<number, string> {
    const names = new Map<number, string>();
    if (specs === undefined) return names;
    for (const [key, at] of membersOf(this.#tree, specs)) {
      if (!/^-?\d{1,10}$/.test(key)) throw new Fault(at, { key: 'names-not-integers', args: {} });
      const name = this.#tree.string(at);
      if (name === undefined) throw new Fault(at, { key: 'not-text', args: { name: key } });
      names.set(Number(key), name);
    }
    return names;
  }

  /** Length limit of a text or an array. */
  #most(specs: number | undefined, name: 'length' | 'size'): number | undefined {
    const value = specs === undefined ? undefined : this.#number(specs, name, true);
    return value === undefined || value < 0 ? undefined : value;
  }

  #members(row: number, specs: number | undefined, depth: number): readonly ThingValue[] {
    if (specs === undefined || this.#tree.tape.kind(specs) !== 'array') {
      throw new Fault(specs ?? row, { key: 'no-members', args: {} });
    }
    return this.#distinct(specs, 'specs', (member) => this.#value(member, depth + 1));
  }

  #item(row: number, specs: number | undefined, name: string, depth: number): ThingType {
    const item = specs === undefined ? undefined : membersOf(this.#tree, specs).get('item');
    if (item === undefined) throw new Fault(specs ?? row, { key: 'no-item', args: {} });
    return this.#type(item, name, depth + 1);
  }

  placed({ row, why }: Fault): TslFault {
    return faultAt(this.#tree.bytes, this.#tree.tape.start(row), why);
  }
}

type RangeType = Extract<ThingType, { readonly type: 'int' | 'float' | 'double' }>;

const faultAt = (bytes: Uint8Array, offset: number, why: Localizable<TslFaults>): TslFault => ({
  ok: false,
  why,
  ...textPlace(bytes, offset),
});

/** Never throws. */
export function parseTsl(text: string): Tsl {
  const bytes = encodeUtf8(text);
  const result = jsonTree(bytes);
  if (!result.ok) {
    if (result.key === 'utf8') return faultAt(bytes, 0, { key: 'not-utf8', args: {} });
    const what: Localizable<JsonErrors> = { key: result.key, args: {} };
    return faultAt(bytes, result.offset, { key: 'not-json', args: { what } });
  }
  const reader = new TslReader(result.tree);
  try {
    return { ok: true, model: reader.model(), productKey: reader.productKey() };
  } catch (error) {
    if (error instanceof Fault) return reader.placed(error);
    throw error;
  }
}
