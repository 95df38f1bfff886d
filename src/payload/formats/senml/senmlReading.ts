/** Resolves the records of SenML: base fields are added to names, units, values, sums and times (RFC 8428, section 4.6). */
import { parseBase64 } from '../../../base/base64.ts';
import { Decimal } from '../../../base/decimal.ts';
import { jsonTree } from '../../json/jsonTree.ts';
import { jsonFormatError } from '../../json/nearlyJson.ts';
import { BuiltTree, type Key } from '../../tree/builtTree.ts';
import type { Decoded, FormatError } from '../../tree/format.ts';
import { instantText } from '../../tree/instants.ts';
import { decodeItems } from '../../tree/items.ts';
import { LARGEST_READ } from '../../tree/largest.ts';
import type { DecodedTree } from '../../tree/notation.ts';
import { treeReading } from '../../tree/treeReading.ts';
import type { TreeValue, ValueTree } from '../../tree/valueTree.ts';
import { cborSyntax } from '../cbor/cborSyntax.ts';
import { scaled } from '../cbor/cborTags.ts';
import { fieldsOf, VALUES } from './senmlLabels.ts';

/** Times below are seconds from now. */
const FIRST_ABSOLUTE = 2 ** 28;
/** Characters of the notation of a field that is not known. */
const SHOWN = 2000;
const DECIMAL_FRACTION = 4;
const NANO_PLACES = 9;
/** Limit of decimal places that are added exactly. */
const MOST_PLACES = 40;

/** A decimal number: its digits without the point, and its places after the point. */
interface Exact {
  readonly digits: bigint;
  readonly places: number;
}

/** undefined for numbers of extreme size. */
function exact(value: TreeValue | undefined): Exact | undefined {
  const parts = /^(-?\d+)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(String(value));
  const [, whole = '', fraction = '', exponent = '0'] = parts ?? [];
  const places = fraction.length - Number(exponent);
  if (parts === null || Math.abs(places) > MOST_PLACES || whole.length > MOST_PLACES)
    return undefined;
  return { digits: BigInt(whole + fraction), places };
}

const digitsAt = ({ digits, places }: Exact, wanted: number): bigint =>
  wanted >= places
    ? digits * 10n ** BigInt(wanted - places)
    : digits / 10n ** BigInt(places - wanted);

const isNumber = (value: TreeValue | undefined): value is number | Decimal =>
  typeof value === 'number' || value instanceof Decimal;

/** The sum without rounding: 0.1 and 0.2 are 0.3. Anything but a number counts as none. */
function sum(base: TreeValue | undefined, own: TreeValue | undefined): number | Decimal {
  const [first, second] = [isNumber(base) ? base : 0, isNumber(own) ? own : 0];
  const [one, other] = [exact(first), exact(second)];
  const rounded = Number(String(first)) + Number(String(second));
  if (one === undefined || other === undefined) return rounded;
  const places = Math.max(one.places, other.places);
  const digits = digitsAt(one, places) + digitsAt(other, places);
  return scaled(DECIMAL_FRACTION, BigInt(-places), digits) ?? rounded;
}

/** An absolute time is a point in time, any other a number of seconds from now. */
function timeOf(seconds: number | Decimal): TreeValue {
  const parts = exact(seconds);
  if (parts === undefined || Number(String(seconds)) < FIRST_ABSOLUTE) return seconds;
  const nanoseconds = digitsAt(parts, NANO_PLACES);
  const second = 1_000_000_000n;
  return instantText(nanoseconds / second, Number(nanoseconds % second)) ?? seconds;
}

/** Data is Base64 for URLs in JSON, and bytes in CBOR. */
function dataOf(value: TreeValue | undefined): TreeValue | undefined {
  const read = typeof value === 'string' ? parseBase64(value) : undefined;
  return read?.ok === true ? read.bytes : value;
}

const textOf = (value: TreeValue | undefined): string => (typeof value === 'string' ? value : '');

class Pack {
  readonly tree = new BuiltTree();
  readonly #from: ValueTree;
  /** The last base fields. */
  readonly #base = new Map<string, TreeValue | undefined>();

  constructor(from: ValueTree) {
    this.#from = from;
  }

  /** Adds the record if it is a measurement. */
  add(record: number): void {
    const from = this.#from;
    const fields = fieldsOf(from, record);
    for (const [label, row] of fields) {
      if (/^b[ntuvs]$/.test(label)) this.#base.set(label, from.value(row));
    }
    const base = (label: string) => this.#base.get(label);
    if (!VALUES.some((label) => fields.has(label))) return;
    const start = from.tape.start(record);
    this.tree.open('object', start);
    // Fields that are only in the base have no bytes here.
    const inherited: readonly [string, TreeValue | undefined][] = [
      ['n', base('bn')],
      ['u', base('bu')],
      ['t', base('bt') === undefined ? undefined : timeOf(sum(base('bt'), 0))],
    ];
    for (const [name, value] of inherited) {
      if (value !== undefined && value !== '' && !fields.has(name)) {
        this.tree.add({ value }, start, start, { name });
      }
    }
    for (const [label, row] of fields) {
      if (!/^b(?:[ntuvs]|ver)$/.test(label)) this.#field(label, row);
    }
    this.tree.close(from.tape.end(record));
  }

  #field(label: string, row: number): void {
    const { tape } = this.#from;
    const [start, end] = [tape.start(row), tape.end(row)];
    const key: Key = { name: label, start: tape.keyStart(row), end: tape.keyEnd(row) };
    const kind = tape.kind(row);
    if (kind === 'object' || kind === 'array' || kind === 'other') {
      const text = this.#from.source(row, SHOWN).slice(0, SHOWN);
      this.tree.add({ value: undefined, text }, start, end, key);
    } else this.tree.add({ value: this.#resolved(label, this.#from.value(row)) }, start, end, key);
  }

  #resolved(label: string, own: TreeValue | undefined): TreeValue | undefined {
    if (label === 'n') return textOf(this.#base.get('bn')) + textOf(own);
    if (label === 'vd') return dataOf(own);
    if (label === 't') return timeOf(sum(this.#base.get('bt'), own));
    if (label !== 'v' && label !== 's') return own;
    const base = this.#base.get(`b${label}`);
    return base === undefined ? own : sum(base, own);
  }
}

function valuesIn(payload: Uint8Array): Decoded {
  const first = payload.find((byte) => byte > 0x20);
  if (first !== 0x5b && first !== 0x7b) return decodeItems(payload, cborSyntax);
  const read = jsonTree(payload);
  if (read.ok) return { tree: read.tree };
  const error: FormatError =
    read.key === 'utf8' ? { key: 'utf8', offset: 0 } : jsonFormatError(read);
  return { tree: undefined, error };
}

function decode(payload: Uint8Array): DecodedTree {
  const { tree: from, error } = valuesIn(payload);
  if (from === undefined) return { tree: undefined, error };
  if (from.tape.kind(0) !== 'array')
    return { tree: undefined, error: error ?? { key: 'syntax', offset: 0 } };
  const pack = new Pack(from);
  pack.tree.open('array', from.tape.start(0));
  for (const record of from.childRows(0)) {
    const offset = from.tape.start(record);
    const isRecord = from.tape.kind(record) === 'object';
    if (isRecord && !pack.tree.isFull) pack.add(record);
    else {
      const stop: FormatError = { key: isRecord ? 'many' : 'syntax', offset };
      return { tree: pack.tree.end(payload.length), error: error ?? stop };
    }
  }
  return { tree: pack.tree.end(from.tape.end(0)), error };
}

export const senmlReading = treeReading(decode, LARGEST_READ);
