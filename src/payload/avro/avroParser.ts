/** Reads `.avsc` files: schemas as JSON, which may use names that other files define. */
import { decodeUtf8, encodeUtf8 } from '../../base/utf8.ts';
import { type JsonTree, jsonTree } from '../json/jsonTree.ts';
import { SchemaFileError } from '../schemas/schemaFileErrors.ts';
import {
  type AvroLogical,
  type AvroNamed,
  type AvroType,
  branchName,
  PRIMITIVES,
} from './avroSchema.ts';

/** Nesting limit of types. */
const DEEPEST = 64;
/** Limit of bytes in a fixed type. */
const LARGEST_FIXED = 256 << 20;
const NAME = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;

/** Types by full name, and the handling of a missing one. */
export interface AvroNames {
  readonly types: Map<string, AvroNamed>;
  /** @returns whether more names may be known now */
  readonly more: () => boolean;
}

class Parser {
  readonly #tree: JsonTree;
  readonly #names: AvroNames;

  constructor(tree: JsonTree, names: AvroNames) {
    this.#tree = tree;
    this.#names = names;
  }

  /** @param scope the enclosing namespace */
  type(row: number, scope: string, depth: number): AvroType {
    if (depth > DEEPEST) this.#fail({ key: 'deep', args: { levels: DEEPEST } }, row);
    const kind = this.#tree.tape.kind(row);
    if (kind === 'string') return this.#called(row, scope);
    if (kind === 'array') return this.#union(row, scope, depth);
    return kind === 'object' ? this.#defined(row, scope, depth) : this.#expected('"<type>"', row);
  }

  #fail(why: SchemaFileError['why'], row: number): never {
    const before = this.#tree.bytes.subarray(0, this.#tree.tape.start(row));
    throw new SchemaFileError(why, decodeUtf8(before)?.length ?? 0);
  }

  #expected(wanted: string, row: number): never {
    const found = this.#tree.source(row).slice(0, 40);
    this.#fail({ key: 'expected', args: { wanted, found } }, row);
  }

  #member(row: number, name: string): number | undefined {
    // The last of repeated names counts.
    return [...this.#tree.childRows(row)].findLast((child) => this.#tree.key(child) === name);
  }

  #needed(row: number, name: string): number {
    const found = this.#member(row, name);
    return found ?? this.#expected(`"${name}": …`, row);
  }

  #text(row: number): string {
    return this.#tree.string(row) ?? this.#expected('"…"', row);
  }

  #textOf(row: number, name: string): string | undefined {
    const found = this.#member(row, name);
    return found === undefined ? undefined : this.#tree.string(found);
  }

  #wholeOf(row: number, name: string): number | undefined {
    const found = this.#member(row, name);
    const value = found === undefined ? undefined : this.#tree.value(found);
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
  }

  #elements(row: number): readonly number[] {
    if (this.#tree.tape.kind(row) !== 'array') this.#expected('[…]', row);
    return [...this.#tree.childRows(row)];
  }

  /** A primitive type, or one defined elsewhere. */
  #called(row: number, scope: string): AvroType {
    const name = this.#text(row);
    const primitive = PRIMITIVES.find((one) => one === name);
    if (primitive !== undefined) return { kind: primitive, logical: undefined };
    do {
      const found = this.#names.types.get(inScope(name, scope)) ?? this.#names.types.get(name);
      if (found !== undefined) return found;
    } while (this.#names.more());
    return this.#fail({ key: 'type', args: { name } }, row);
  }

  #union(row: number, scope: string, depth: number): AvroType {
    const branches: AvroType[] = [];
    const names = new Set<string>();
    for (const child of this.#tree.childRows(row)) {
      const branch = this.type(child, scope, depth + 1);
      const name = branchName(branch);
      if (branch.kind === 'union') this.#expected('"<type>"', child);
      if (names.has(name)) this.#fail({ key: 'twice', args: { name } }, child);
      names.add(name);
      branches.push(branch);
    }
    return { kind: 'union', branches };
  }

  #defined(row: number, scope: string, depth: number): AvroType {
    const typeRow = this.#needed(row, 'type');
    const kind = this.#tree.string(typeRow) ?? '';
    const logical = this.#logical(row);
    switch (kind) {
      case 'record':
      case 'error':
        return this.#record(row, scope, depth);
      case 'enum': {
        const name = this.#name(row, scope);
        const symbols = new Set<string>();
        for (const child of this.#elements(this.#needed(row, 'symbols'))) {
          const symbol = this.#text(child);
          if (symbols.has(symbol)) this.#fail({ key: 'twice', args: { name: symbol } }, child);
          symbols.add(symbol);
        }
        return this.#define({ kind, name, symbols: [...symbols] }, row);
      }
      case 'fixed': {
        const size = this.#wholeOf(row, 'size');
        if (size === undefined || size > LARGEST_FIXED) {
          return this.#expected('<number>', this.#needed(row, 'size'));
        }
        return this.#define({ kind, name: this.#name(row, scope), size, logical }, row);
      }
      case 'array':
        return { kind, items: this.type(this.#needed(row, 'items'), scope, depth + 1) };
      case 'map':
        return { kind, values: this.type(this.#needed(row, 'values'), scope, depth + 1) };
      default: {
        const inner = this.type(typeRow, scope, depth + 1);
        return 'logical' in inner && inner.kind !== 'fixed' ? { kind: inner.kind, logical } : inner;
      }
    }
  }

  #record(row: number, scope: string, depth: number): AvroType {
    const name = this.#name(row, scope);
    const record = this.#define({ kind: 'record', name, fields: [] }, row);
    const own = name.slice(0, Math.max(0, name.lastIndexOf('.')));
    const names = new Set<string>();
    for (const child of this.#elements(this.#needed(row, 'fields'))) {
      if (this.#tree.tape.kind(child) !== 'object') this.#expected('{…}', child);
      const field = this.#text(this.#needed(child, 'name'));
      if (names.has(field)) this.#fail({ key: 'twice', args: { name: field } }, child);
      names.add(field);
      const type = this.type(this.#needed(child, 'type'), own, depth + 1);
      if ('fields' in record) record.fields.push({ name: field, type });
    }
    return record;
  }

  #define(type: AvroNamed, row: number): AvroNamed {
    if (this.#names.types.has(type.name)) {
      this.#fail({ key: 'twice', args: { name: type.name } }, this.#needed(row, 'name'));
    }
    this.#names.types.set(type.name, type);
    return type;
  }

  /** The full name: with its own namespace, or with the enclosing one. */
  #name(row: number, scope: string): string {
    const at = this.#needed(row, 'name');
    const name = this.#text(at);
    if (!NAME.test(name)) this.#expected('<name>', at);
    const space = this.#member(row, 'namespace');
    const isGiven = space !== undefined && this.#tree.tape.kind(space) !== 'null';
    return inScope(name, isGiven ? this.#text(space) : scope);
  }

  /** Unknown and invalid logical types are ignored, as the specification requires. */
  #logical(row: number): AvroLogical | undefined {
    const kind = this.#textOf(row, 'logicalType') ?? '';
    switch (kind) {
      case 'decimal':
        return { kind, scale: Math.min(this.#wholeOf(row, 'scale') ?? 0, 1000) };
      case 'uuid':
      case 'duration':
      case 'date':
      case 'time-millis':
      case 'time-micros':
      case 'timestamp-millis':
      case 'timestamp-micros':
      case 'timestamp-nanos':
      case 'local-timestamp-millis':
      case 'local-timestamp-micros':
      case 'local-timestamp-nanos':
        return { kind };
      default:
        return undefined;
    }
  }
}

function inScope(name: string, scope: string): string {
  return name.includes('.') || scope === '' ? name : `${scope}.${name}`;
}

/** Adds the types that it defines to the names. Throws `SchemaFileError`. */
export function parseAvro(text: string, names: AvroNames): AvroType {
  const read = jsonTree(encodeUtf8(text));
  if (!read.ok) {
    const at = read.key === 'utf8' ? 0 : read.offset;
    const before = decodeUtf8(encodeUtf8(text).subarray(0, at));
    throw new SchemaFileError({ key: 'json', args: {} }, before?.length ?? 0);
  }
  return new Parser(read.tree, names).type(0, '', 0);
}
