/** Reports the decoded payload of a packet for `mqttscope dissect --json`. */
import { Decimal } from '../../../base/decimal.ts';
import { hexText } from '../../../base/hex.ts';
import { printableJson } from '../../../base/printable.ts';
import type { Field } from '../../../mqtt/dissect/dissection.ts';
import { type Layer, layersOf } from '../../../payload/chains/layers.ts';
import { isHarmless, isMissing, type PayloadFormat } from '../../../payload/tree/format.ts';
import {
  placeAmongNamesakes,
  type ValuePath,
  type ValueTree,
} from '../../../payload/tree/valueTree.ts';
import { payloadIn } from '../../filter/payloadIn.ts';

export interface PayloadReport {
  /** From the outermost format to the format of the value. */
  readonly formats: readonly string[];
  /** JSON; absent if the payload has no value. With a `fault`: the part that could be read. */
  readonly value?: string;
  /** Position in the file of a later BIRTH that describes the payload: names and values are a guess. */
  readonly laterBirth?: number;
  /** An object contains a name several times: its value is the list of all values in order. */
  readonly repeats?: true;
  /** Values without children, in order. */
  readonly leaves?: readonly LeafReport[];
  /** Bytes of the last layer, unless they are the payload itself. */
  readonly hex?: string;
  /**
   * First error that makes the payload invalid, otherwise the first error; relative to the bytes of its
   * layer.
   */
  readonly fault?: {
    readonly layer: number;
    readonly key: string;
    readonly offset: number;
    /** For `depth`: the maximum nesting. */
    readonly levels?: number;
    /** For `json`: the reason. */
    readonly why?: string;
  };
}

interface LeafReport {
  /**
   * Names and indexes from the root. A name that repeats in its object is followed by its index among the
   * repetitions.
   */
  readonly path: ValuePath;
  /** Offset and length in the bytes of the last layer. */
  readonly range: readonly [offset: number, length: number];
}

/** On one line, like the packet's own report. */
export function payloadJson({ value, ...payload }: PayloadReport): string {
  const { formats, ...more } = payload;
  const members = [
    `"formats":${JSON.stringify(formats)}`,
    ...(value === undefined ? [] : [`"value":${value}`]),
    ...Object.entries(more).map(([name, one]) => `"${name}":${JSON.stringify(one)}`),
  ];
  return printableJson(`{${members.join(',')}}`);
}

/** The topic in the packet, and the topic behind its alias. */
const TOPIC_NAMES: ReadonlySet<string> = new Set(['mqtt.topic_name', 'mqtt.topic']);

/** The topic of a PUBLISH; resolves an alias. */
export function topicIn(fields: readonly Field[]): string | undefined {
  const found = fields.findLast(({ name, value }) => TOPIC_NAMES.has(name) && value !== '');
  return typeof found?.value === 'string' ? found.value : undefined;
}

/** @returns undefined: the payload has no format to decode */
export function reportPayload(
  fields: readonly Field[],
  chosen: PayloadFormat | undefined,
): PayloadReport | undefined {
  if (chosen === undefined) return undefined;
  const payload = payloadIn(fields);
  if (payload === undefined) return undefined;
  const layers = layersOf(payload, { chosen });
  if (isMissing(layers)) return undefined;
  const last = layers.at(-1);
  // If the inner layer gave nothing, the payload has no value.
  const tree = last?.wraps === true ? undefined : last?.tree;
  const layer = graveLayer(layers);
  const { key, offset, levels, why } = layers[layer]?.error ?? {};
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
    ...(last !== undefined && layers.length > 1 && { hex: hexText(last.bytes) }),
    ...(key !== undefined &&
      offset !== undefined && {
        fault: { layer, key, offset, ...(levels && { levels }), ...(why && { why }) },
      }),
  };
}

/** Layer of the error that filters use; -1: none. */
function graveLayer(layers: readonly Layer[]): number {
  const grave = layers.findIndex(({ error }) => error !== undefined && !isHarmless(error));
  return grave === -1 ? layers.findIndex(({ error }) => error !== undefined) : grave;
}

/** Nesting limit, as in the formats that have one: deeper values would overflow the stack when written. */
const DEEPEST = 512;

/** Offset of the first value that is nested too deeply. */
function tooDeep({ tape }: ValueTree): number | undefined {
  const depths = new Int32Array(tape.size);
  for (let row = 1; row < tape.size; row += 1) {
    const depth = (depths[tape.parent(row)] ?? 0) + 1;
    if (depth > DEEPEST) return tape.start(row);
    depths[row] = depth;
  }
  return undefined;
}

/**
 * Converts a tree to JSON. Numbers keep their digits, or become texts if JSON readers would round them. Bytes
 * become hex. Other content is written as its source.
 */
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

/** A JSON number. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;
/** Characters: a double has no more digits, so longer source is not a double. */
const LONGEST_NUMBER = 400;

function leaf(tree: ValueTree, row: number): string {
  const value = tree.value(row);
  if (value === undefined) return JSON.stringify(tree.source(row));
  if (value instanceof Decimal) return JSON.stringify(value.toString());
  if (value instanceof Uint8Array) return JSON.stringify(hexText(value));
  if (typeof value !== 'number') return JSON.stringify(value);
  if (!Number.isFinite(value)) return JSON.stringify(String(value));
  // Keeps the point of an integral float, and the sign of 0.
  const written = tree.source(row, LONGEST_NUMBER);
  return NUMBER.test(written) && Object.is(Number(written), value)
    ? written
    : JSON.stringify(value);
}

/** Single pass: computing the path of each value separately would visit all previous elements each time. */
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

/**
 * Returns the keys as texts. Different keys with the same text (`1` and `"1"` in CBOR) are named by their
 * source, texts in quotation marks. Each name then belongs to one key, even if the key repeats.
 */
function reportedNames(tree: ValueTree, rows: readonly number[]): readonly string[] {
  const names = rows.map((row) => String(tree.key(row) ?? ''));
  const isEachOnce = new Set(names).size === names.length;
  if (isEachOnce || tree.keySource === undefined) return names;
  const written = rows.map((row) => tree.keySource?.(row) ?? '');
  return apart(names, written);
}

/** A new name may equal the name of another key, which is then renamed, too. */
function apart(names: readonly string[], written: readonly string[]): readonly string[] {
  const keys = new Map<string, string>();
  const shared = new Set<string>();
  for (const [index, name] of names.entries()) {
    const key = written[index] ?? '';
    if ((keys.get(name) ?? key) !== key) shared.add(name);
    keys.set(name, key);
  }
  const renamed = names.map((name, index) => (shared.has(name) ? (written[index] ?? name) : name));
  return renamed.every((name, index) => name === names[index]) ? names : apart(renamed, written);
}
