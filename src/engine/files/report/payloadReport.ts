/** The decoded payload of a packet, as `mqttscope dissect --json` prints it. */
import { hex } from '@scure/base';
import { Decimal } from '../../../base/decimal.ts';
import type { Field } from '../../../mqtt/dissect/dissection.ts';
import { type Layer, layersOf } from '../../../payload/chains/layers.ts';
import { isHarmless, isMissing, type PayloadFormat } from '../../../payload/tree/format.ts';
import {
  placeAmongNamesakes,
  type ValuePath,
  type ValueTree,
} from '../../../payload/tree/valueTree.ts';
import { payloadIn } from '../../filter/payloadIn.ts';
import { reportedNames } from './reportedNames.ts';

export interface PayloadReport {
  /** From the outermost to that of the value. */
  readonly formats: readonly string[];
  /** JSON; absent where the payload has none. Beside a `fault` it is what could be read. */
  readonly value?: string;
  /** Place in the file of the BIRTH that told how it is read, where that came after it: names and values are a guess. */
  readonly laterBirth?: number;
  /** Some name stands more than once in an object: what it has is the list of its values, in their order. */
  readonly repeats?: true;
  /** Every value that holds no others, in its order. */
  readonly leaves?: readonly LeafReport[];
  /** The bytes of the last layer, where that is not the payload itself. */
  readonly hex?: string;
  /** The first that says that the payload is broken, else the first; in the bytes of its layer. */
  readonly fault?: {
    readonly layer: number;
    readonly key: string;
    readonly offset: number;
    /** For `depth`: the limit of levels. */
    readonly levels?: number;
  };
}

interface LeafReport {
  /** Names and numbers from the root; behind a name that stands more than once in its object, which of them. */
  readonly path: ValuePath;
  /** Offset and length, in the bytes of the last layer. */
  readonly range: readonly [offset: number, length: number];
}

/** The report of a packet with that of its payload, as JSON. */
export function withPayload(report: object, { value, ...payload }: PayloadReport): string {
  const { formats, ...more } = payload;
  const members = [
    `"formats":${JSON.stringify(formats)}`,
    ...(value === undefined ? [] : [`"value":${value}`]),
    ...Object.entries(more).map(([name, one]) => `"${name}":${JSON.stringify(one)}`),
  ];
  return `${JSON.stringify(report).slice(0, -1)},"payload":{${members.join(',')}}}`;
}

/** As it is written, and what an alias stands for. */
const TOPIC_NAMES: ReadonlySet<string> = new Set(['mqtt.topic_name', 'mqtt.topic']);

/** The topic of a PUBLISH, also behind an alias. */
export function topicIn(fields: readonly Field[]): string | undefined {
  const found = fields.findLast(({ name, value }) => TOPIC_NAMES.has(name) && value !== '');
  return typeof found?.value === 'string' ? found.value : undefined;
}

/** undefined: it is read as it looks. */
export function reportPayload(
  fields: readonly Field[],
  chosen: PayloadFormat | undefined,
): PayloadReport | undefined {
  const payload = payloadIn(fields);
  if (payload === undefined || chosen === undefined) return undefined;
  const layers = layersOf(payload, { chosen });
  if (isMissing(layers)) return undefined;
  const last = layers.at(-1);
  // Where nothing came of what is within, no value is that of the payload.
  const tree = last?.wraps === true ? undefined : last?.tree;
  const layer = graveLayer(layers);
  const { key, offset, levels } = layers[layer]?.fault ?? {};
  const formats = layers.map(({ format }) => format.name);
  const guessed = chosen.later !== undefined && { laterBirth: chosen.later };
  const deep = tree && tooDeep(tree);
  if (deep !== undefined) {
    const fault = { layer: layers.length - 1, key: 'depth', offset: deep, levels: DEEPEST };
    return { formats, ...guessed, fault };
  }
  return {
    formats,
    ...guessed,
    ...(tree && { ...plain(tree), leaves: leavesOf(tree) }),
    ...(last !== undefined && layers.length > 1 && { hex: hex.encode(last.bytes) }),
    ...(key !== undefined &&
      offset !== undefined && { fault: { layer, key, offset, ...(levels && { levels }) } }),
  };
}

/** Of the fault that filters go by; -1: there is none. */
function graveLayer(layers: readonly Layer[]): number {
  const grave = layers.findIndex(({ fault }) => fault !== undefined && !isHarmless(fault));
  return grave === -1 ? layers.findIndex(({ fault }) => fault !== undefined) : grave;
}

/** As formats with a bound of their own have it: to write what is deeper would take more than the stack. */
const DEEPEST = 512;

/** The byte with which the first value begins that is nested too deeply. */
function tooDeep({ tape }: ValueTree): number | undefined {
  const depths = new Int32Array(tape.size);
  for (let row = 1; row < tape.size; row += 1) {
    const depth = (depths[tape.parent(row)] ?? 0) + 1;
    if (depth > DEEPEST) return tape.start(row);
    depths[row] = depth;
  }
  return undefined;
}

/** Numbers stand with the digits that they have there, or as texts where JSON readers would round them; bytes are hex; what is no value is as it is written. */
function plain(tree: ValueTree): Pick<PayloadReport, 'value' | 'repeats'> {
  const seen = { repeats: false };
  const members = (row: number): string => {
    const byName = new Map<string, string[]>();
    const rows = [...tree.childRows(row)];
    const names = reportedNames(tree, rows);
    for (const [index, child] of rows.entries()) {
      const name = names[index] ?? '';
      const values = byName.get(name);
      if (values === undefined) byName.set(name, [of(child)]);
      else values.push(of(child));
      if (values !== undefined) seen.repeats = true;
    }
    const named = Array.from(byName, ([name, values]) => {
      const [first = '', ...more] = values;
      return `${JSON.stringify(name)}:${more.length === 0 ? first : `[${values.join(',')}]`}`;
    });
    return `{${named.join(',')}}`;
  };
  const of = (row: number): string => {
    const kind = tree.tape.kind(row);
    if (kind === 'array') return `[${Array.from(tree.childRows(row), of).join(',')}]`;
    return kind === 'object' ? members(row) : leaf(tree, row);
  };
  const value = of(0);
  return seen.repeats ? { value, repeats: true } : { value };
}

/** As JSON writes a number. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;
/** Characters: a double has no more digits, and what is longer is none of one. */
const LONGEST_NUMBER = 400;

function leaf(tree: ValueTree, row: number): string {
  const value = tree.value(row);
  if (value === undefined) return JSON.stringify(tree.source(row));
  if (value instanceof Decimal) return JSON.stringify(value.toString());
  if (value instanceof Uint8Array) return JSON.stringify(hex.encode(value));
  if (typeof value !== 'number') return JSON.stringify(value);
  if (!Number.isFinite(value)) return JSON.stringify(String(value));
  // A float that is a whole number keeps its point, and 0 its sign.
  const written = tree.source(row, LONGEST_NUMBER);
  return NUMBER.test(written) && Object.is(Number(written), value)
    ? written
    : JSON.stringify(value);
}

/** One after the other: to ask each value for its path would cost the elements before it each time. */
function leavesOf(tree: ValueTree): readonly LeafReport[] {
  const { tape } = tree;
  const leaves: LeafReport[] = [];
  const paths = new Map<number, ValuePath>();
  const seen = new Int32Array(tape.size);
  for (let row = 0; row < tape.size; row += 1) {
    const parent = tape.parent(row);
    const index = seen[parent] ?? 0;
    if (parent >= 0) seen[parent] = index + 1;
    const path = parent < 0 ? [] : [...(paths.get(parent) ?? []), ...stepsTo(tree, row, index)];
    const kind = tape.kind(row);
    if (kind === 'object' || kind === 'array') paths.set(row, path);
    else leaves.push({ path, range: [tape.start(row), tape.end(row) - tape.start(row)] });
  }
  return leaves;
}

function stepsTo(tree: ValueTree, row: number, index: number): ValuePath {
  const key = tree.key(row);
  if (key === undefined) return [index];
  const place = placeAmongNamesakes(tree, row);
  return place === undefined ? [key] : [key, place];
}
