/**
 * Writes JSON by an Avro schema. A union takes the value of a branch, or an object with the branch's name.
 */
import { hex } from '@scure/base';
import { Steps } from '../../base/steps.ts';
import { WireWriter } from '../formats/protobuf/wireWriter.ts';
import type { JsonInput } from '../json/jsonInput.ts';
import { momentCount } from '../tree/instants.ts';
import { SchemaError } from '../tree/schemaErrors.ts';
import {
  type AvroEnum,
  type AvroLogical,
  type AvroRecord,
  type AvroType,
  type AvroUnion,
  branchName,
} from './avroSchema.ts';

/** Nesting limit of types. */
const DEEPEST = 100;

/** Limit of failed branches, besides some for each value: nested unions try every branch of the next one. */
const MOST_FAILED = 50_000;
const MOST_FAILED_PER_VALUE = 4;

class Writing {
  readonly #input: JsonInput;
  readonly #steps = new Steps();
  /** Indexes of record fields and enum symbols, by name, for each list of the schema. */
  readonly #names = new Map<object, ReadonlyMap<string, number>>();

  constructor(input: JsonInput) {
    this.#input = input;
    this.#steps.begin(MOST_FAILED + MOST_FAILED_PER_VALUE * input.tree.tape.size);
  }

  value(out: WireWriter, type: AvroType, row: number, depth: number): void {
    if (depth > DEEPEST) throw new SchemaError({ key: 'deep', args: { levels: DEEPEST } }, row);
    const input = this.#input;
    switch (type.kind) {
      case 'null':
        if (!input.isNull(row)) input.wanted('null', row);
        return;
      case 'boolean':
        out.varint(input.truth(row) ? 1n : 0n);
        return;
      case 'int':
      case 'long':
        long(out, this.#number(row, type.kind === 'int' ? 32 : 64, type.logical));
        return;
      case 'float':
        out.single(input.float(row));
        return;
      case 'double':
        out.double(input.float(row));
        return;
      case 'string':
        sized(out, input.utf8(row));
        return;
      case 'bytes':
        sized(out, this.#bytes(row, undefined, type.logical));
        return;
      case 'fixed':
        out.raw(this.#bytes(row, type.size, type.logical));
        return;
      case 'enum':
        long(out, this.#symbol(type, row));
        return;
      case 'record':
        this.#record(out, type, row, depth);
        return;
      case 'union':
        this.#union(out, type, row, depth);
        return;
      case 'array': {
        const elements = input.elements(row);
        if (elements.length > 0) long(out, BigInt(elements.length));
        for (const child of elements) this.value(out, type.items, child, depth + 1);
        long(out, 0n);
        return;
      }
      case 'map': {
        const pairs = input.pairs(row);
        if (pairs.length > 0) long(out, BigInt(pairs.length));
        for (const [, child] of pairs) {
          sized(out, input.utf8Key(child));
          this.value(out, type.values, child, depth + 1);
        }
        long(out, 0n);
      }
    }
  }

  #placesOf(list: object, names: () => readonly string[]): ReadonlyMap<string, number> {
    const known = this.#names.get(list);
    if (known !== undefined) return known;
    const places = new Map(
      names()
        .map((name, place) => [name, place] as const)
        .toReversed(),
    );
    this.#names.set(list, places);
    return places;
  }

  #record(out: WireWriter, { fields }: AvroRecord, row: number, depth: number): void {
    const members = this.#input.members(row);
    const known = this.#placesOf(fields, () => fields.map(({ name }) => name));
    for (const [name, child] of members) {
      if (!known.has(name)) throw new SchemaError({ key: 'field', args: { name } }, child);
    }
    for (const { name, type } of fields) {
      const child = members.get(name);
      if (child !== undefined) this.value(out, type, child, depth + 1);
      else if (type.kind === 'union') long(out, nullBranch(type, name, row));
      else if (type.kind !== 'null') throw new SchemaError({ key: 'missing', args: { name } }, row);
    }
  }

  /** Writes the named branch, or the first branch that the value fits. */
  #union(out: WireWriter, { branches }: AvroUnion, row: number, depth: number): void {
    const named = this.#named(branches, row);
    if (named !== undefined) {
      long(out, BigInt(named.index));
      this.value(out, named.branch, named.row, depth + 1);
      return;
    }
    let nearest: SchemaError | undefined;
    for (const [index, branch] of branches.entries()) {
      const inner = new WireWriter();
      try {
        this.value(inner, branch, row, depth + 1);
      } catch (error) {
        if (!(error instanceof SchemaError)) throw error;
        if (!this.#steps.take(1)) throw new SchemaError({ key: 'expensive', args: {} }, row);
        if (nearest === undefined || error.row > nearest.row) nearest = error;
        continue;
      }
      long(out, BigInt(index));
      out.raw(inner.result());
      return;
    }
    throw nearest ?? new SchemaError({ key: 'word', args: { of: branches.map(branchName) } }, row);
  }

  #named(branches: readonly AvroType[], row: number) {
    if (this.#input.tree.tape.kind(row) !== 'object') return undefined;
    const [only, second] = this.#input.pairs(row);
    if (only === undefined || second !== undefined) return undefined;
    const index = branches.findIndex((branch) => branchName(branch) === only[0]);
    const branch = branches[index];
    return branch === undefined ? undefined : { index, branch, row: only[1] };
  }

  #symbol({ symbols }: AvroEnum, row: number): bigint {
    const index = this.#placesOf(symbols, () => symbols).get(this.#input.text(row));
    if (index === undefined)
      throw new SchemaError({ key: 'word', args: { of: symbols.slice(0, 20) } }, row);
    return BigInt(index);
  }

  #number(row: number, bits: number, logical: AvroLogical | undefined): bigint {
    const text = this.#input.string(row);
    const meant = text === undefined || logical === undefined ? undefined : count(text, logical);
    return meant ?? this.#input.integer(row, bits, true);
  }

  #bytes(row: number, size: number | undefined, logical: AvroLogical | undefined): Uint8Array {
    const bytes =
      logical?.kind === 'decimal'
        ? this.#decimal(row, size, logical.scale)
        : (this.#meant(row, logical) ?? this.#input.bytes(row));
    return size === undefined || bytes.length === size ? bytes : this.#input.wanted('bytes', row);
  }

  /** Reads a UUID or a duration from its displayed text. */
  #meant(row: number, logical: AvroLogical | undefined): Uint8Array | undefined {
    const text = this.#input.string(row) ?? '';
    if (logical?.kind === 'uuid' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)) {
      return hex.decode(text.replaceAll('-', ''));
    }
    const parts = logical?.kind === 'duration' ? DURATION.exec(text)?.slice(1) : undefined;
    if (parts === undefined) return undefined;
    const out = new WireWriter();
    const [months, days, seconds] = parts.map(Number);
    out.fixed32(months ?? 0);
    out.fixed32(days ?? 0);
    out.fixed32(Math.round((seconds ?? 0) * 1000));
    return out.result();
  }

  /** Two's complement of the digits, without their point. */
  #decimal(row: number, size: number | undefined, scale: number): Uint8Array {
    const text = this.#input.digits(row);
    const [, sign = '', whole, fraction = ''] = DECIMAL.exec(text) ?? [];
    if (whole === undefined || fraction.length > scale || text.length > LONGEST_DECIMAL) {
      return this.#input.wanted('number', row);
    }
    const unscaled = BigInt(`${sign}${whole}${fraction.padEnd(scale, '0')}`);
    let width = size ?? 1;
    while (size === undefined && BigInt.asIntN(width * 8, unscaled) !== unscaled) width += 1;
    if (BigInt.asIntN(width * 8, unscaled) !== unscaled) return this.#input.wanted('number', row);
    return Uint8Array.from({ length: width }, (_, place) =>
      Number(BigInt.asUintN(8, unscaled >> BigInt((width - 1 - place) * 8))),
    );
  }
}

const LONGEST_DECIMAL = 400;
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const DURATION = /^P(\d+)M(\d+)DT(\d+(?:\.\d{1,3})?)S$/;

const long = (out: WireWriter, value: bigint): void => out.varint((value << 1n) ^ (value >> 63n));

function sized(out: WireWriter, bytes: Uint8Array): void {
  long(out, BigInt(bytes.length));
  out.raw(bytes);
}

/** A missing field is null if its type allows null. */
function nullBranch({ branches }: AvroUnion, name: string, row: number): bigint {
  const index = branches.findIndex(({ kind }) => kind === 'null');
  if (index === -1) throw new SchemaError({ key: 'missing', args: { name } }, row);
  return BigInt(index);
}

const PER_SECOND: ReadonlyMap<string, bigint> = new Map([
  ['millis', 1000n],
  ['micros', 1_000_000n],
  ['nanos', 1_000_000_000n],
]);

/** The number for a value that is displayed as text. */
function count(text: string, { kind }: AvroLogical): bigint | undefined {
  const perSecond = PER_SECOND.get(kind.slice(kind.lastIndexOf('-') + 1));
  if (kind === 'date') {
    const seconds = momentCount(`${text}T00:00:00Z`, 1n);
    return seconds === undefined ? undefined : seconds / 86_400n;
  }
  if (perSecond === undefined) return undefined;
  if (kind.startsWith('time-')) return momentCount(`1970-01-01T${text}Z`, perSecond);
  return momentCount(kind.startsWith('local') ? `${text}Z` : text, perSecond);
}

/** Throws `SchemaError`. */
export function writeAvro(type: AvroType, input: JsonInput): Uint8Array {
  const out = new WireWriter();
  new Writing(input).value(out, type, 0, 0);
  return out.result();
}
